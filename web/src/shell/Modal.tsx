import { type ReactNode, useEffect, useRef } from 'react'
import { useHotkeys } from '@/ui/useHotkeys'
import s from './Modal.module.css'

/** The browser's own dialog: it traps focus, closes on Esc and gives focus back. */
export function Modal({
  label,
  onClose,
  children,
}: {
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useHotkeys({}, { level: 'dialog' })
  useEffect(() => {
    const node = dialog.current
    node?.showModal()
    return () => node?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it by key
    <dialog
      ref={dialog}
      className={s.modal}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {children}
    </dialog>
  )
}
