import { type ReactNode, useEffect, useRef } from 'react'
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
  const strip = useRef<HTMLElement>(null)
  // On a phone the strip scrolls: the open tab must be in sight, also once its words are there.
  const words = tabs.map((tab) => (typeof tab.label === 'string' ? tab.label : tab.key)).join()
  useEffect(() => {
    const box = strip.current
    const open = box?.querySelector<HTMLElement>('[aria-current]')
    if (!box || !open || !current || !words) return
    const frame = requestAnimationFrame(() => {
      box.scrollLeft = Math.max(0, open.offsetLeft + open.offsetWidth - box.clientWidth + 14)
    })
    return () => cancelAnimationFrame(frame)
  }, [current, words])
  return (
    <nav className={s.tabs} aria-label={label} ref={strip}>
      {tabs.map((tab) => (
        <Go key={tab.key} to={tab.to} aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <em>{tab.count}</em>}
        </Go>
      ))}
    </nav>
  )
}
