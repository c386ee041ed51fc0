import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import s from './Pane.module.css'

/** The part of a page that scrolls; the page itself never does. */
export function Pane({
  children,
  className,
  label,
}: {
  children: ReactNode
  className?: string | undefined
  label?: string
}) {
  // A scrolling box must be reachable by keyboard.
  return (
    <div
      className={cx(s.pane, className)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls with the arrow keys
      tabIndex={0}
      {...(label ? { role: 'region', 'aria-label': label } : {})}
    >
      {children}
    </div>
  )
}

/** A part of a pane with its own heading, parted from the next by a hairline. */
export function Section({
  title,
  side,
  children,
}: {
  title?: ReactNode
  side?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={s.section}>
      {title || side ? (
        <header className={s.head}>
          <h2>{title}</h2>
          {side ? <span>{side}</span> : null}
        </header>
      ) : null}
      {children}
    </section>
  )
}
