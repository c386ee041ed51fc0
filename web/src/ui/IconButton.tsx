import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { cx } from '@/lib/cx'
import s from './IconButton.module.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: LucideIcon
  /** What it does; read aloud and shown as the tooltip. */
  label: string
  size?: number
  ref?: Ref<HTMLButtonElement>
}

/** A button that is only an icon; its word is always there for readers. */
export function IconButton({ icon: Icon, label, size = 16, className, ...rest }: Props) {
  return (
    <button type="button" aria-label={label} title={label} className={cx(s.icon, className)} {...rest}>
      <Icon size={size} strokeWidth={1.8} aria-hidden />
    </button>
  )
}

/** The look alone, for links. */
IconButton.style = s.icon
