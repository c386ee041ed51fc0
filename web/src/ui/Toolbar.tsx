import type { ReactNode } from 'react'
import s from './Toolbar.module.css'

/** The line between header and list: search and scope left, actions right. */
export function Toolbar({ children, actions }: { children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={s.bar}>
      {children}
      <span className="grow" />
      {actions}
    </div>
  )
}
