import type { ReactNode } from 'react'
import { Go } from './Go'
import s from './Tabs.module.css'

export interface Tab {
  key: string
  to: string
  label: ReactNode
  /** Where somebody must act, or how many there are. */
  count?: ReactNode
}

/** Tabs that are addresses: views of a list, parts of the settings. */
export function Tabs({ label, tabs, current }: { label: string; tabs: Tab[]; current: string }) {
  return (
    <nav className={s.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Go key={tab.key} to={tab.to} aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <em>{tab.count}</em>}
        </Go>
      ))}
    </nav>
  )
}
