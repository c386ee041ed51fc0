import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '@/api/queries'
import * as day from '@/lib/day'

const minuteOf = (at: number) => Math.floor(at / 60_000)

/** What the page takes for now; it moves on with the minute. */
let clock = Date.now()

function subscribe(changed: () => void) {
  const timer = setInterval(() => {
    if (minuteOf(Date.now()) === minuteOf(clock)) return
    clock = Date.now()
    changed()
  }, 15_000)
  return () => clearInterval(timer)
}

const at = (instant: string | number) => (typeof instant === 'number' ? instant : Date.parse(instant))

const wordsOf = (zone: string, language: string, now: number, t: day.Words) => {
  const c: day.DayContext = { zone, language, now, t }
  return {
    context: c,
    now,
    zone,
    /** 10:42 */
    time: (i: string | number) => day.timeOf(at(i), c),
    /** 10月14日 */
    date: (i: string | number) => day.dateOf(at(i), c),
    /** 今天 10:42, or the date */
    when: (i: string | number) => day.whenOf(at(i), c),
    /** 5 分前, 昨天, 10月14日 */
    ago: (i: string | number) => day.agoOf(at(i), c),
    /** 今天, 昨天, 明天, 10月14日 */
    day: (i: string | number) => day.dayOf(at(i), c),
    weekday: (i: string | number) => day.weekdayOf(at(i), c),
    /** For tooltips. */
    full: (i: string | number) => day.fullOf(at(i), c),
    /** A day without a time: "2026-10-14" */
    plain: (text: string) => day.dayText(text, c),
    /** 42 分, 3 小时, 2 天 */
    span: (millis: number) => day.spanOf(millis, c),
    talk: (seconds: number) => day.talkOf(seconds, c),
    key: (i: string | number) => day.dayKey(at(i), zone),
  }
}

const Context = createContext<ReturnType<typeof wordsOf> | undefined>(undefined)

/** The one clock of the page, to the minute. Lists ask for it in every line, so it is made once. */
export function DayProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation()
  const now = useSyncExternalStore(subscribe, () => clock)
  const zone = useQuery({ ...meQuery, enabled: false }).data?.tenant.zone ?? 'Asia/Shanghai'
  const value = useMemo(
    () => wordsOf(zone, i18n.language, now, t as unknown as day.Words),
    [zone, i18n.language, now, t],
  )
  return <Context value={value}>{children}</Context>
}

/** Dates as people say them, in the organisation's zone and the reader's language. */
export function useDay() {
  const value = useContext(Context)
  if (!value) throw new Error('useDay outside the providers')
  return value
}
