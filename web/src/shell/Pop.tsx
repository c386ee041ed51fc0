import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { useHotkeys } from '@/ui/useHotkeys'
import s from './Shell.module.css'

/** A small panel beside the button that opened it; Esc or a press outside closes it. */
export function Pop({
  label,
  style,
  onClose,
  children,
}: {
  label: string
  style: CSSProperties
  onClose: () => void
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useHotkeys({ escape: onClose }, { level: 'dialog' })
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus()
    const press = (event: PointerEvent) => {
      const target = event.target as Node
      if (!box.current?.contains(target) && !before?.contains(target)) close.current()
    }
    document.addEventListener('pointerdown', press)
    return () => {
      document.removeEventListener('pointerdown', press)
      if (document.activeElement === document.body || box.current?.contains(document.activeElement))
        before?.focus()
    }
  }, [])
  return (
    <div ref={box} className={s.pop} style={style} role="dialog" aria-label={label} tabIndex={-1}>
      {children}
    </div>
  )
}
