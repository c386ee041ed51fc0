// Instants and days as people say them, in the organisation's zone. Pure: the
// clock, the zone and the words come in from outside (see useDay).

/** Translates a key with values, as i18next's t does. */
export type Words = (key: string, values?: Record<string, string | number>) => string

export interface DayContext {
  zone: string
  language: string
  now: number
  t: Words
}

export interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${key} ${locale} ${options.timeZone}`
  let found = formatters.get(id)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options)
    formatters.set(id, found)
  }
  return found
}

/** The calendar parts of an instant in a zone. */
export function partsOf(at: number, zone: string): Parts {
  const parts = formatter('parts', 'en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const n = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value)
  return { year: n('year'), month: n('month'), day: n('day'), hour: n('hour'), minute: n('minute') }
}

/** Days since 1970-01-01 of a calendar day, to count days between two. */
const serial = (p: Pick<Parts, 'year' | 'month' | 'day'>) => Date.UTC(p.year, p.month - 1, p.day) / 86_400_000

/** Whole calendar days from one instant to another in a zone. */
export const daysBetween = (from: number, to: number, zone: string) =>
  serial(partsOf(to, zone)) - serial(partsOf(from, zone))

/** "2026-10-14" in the zone, as the API writes days. */
export function dayKey(at: number, zone: string): string {
  const p = partsOf(at, zone)
  return `${p.year}-${String(p.month).padStart(2, '0')}-${String(p.day).padStart(2, '0')}`
}

/** The instant of a wall-clock time in a zone. */
export function instantOf(p: Parts, zone: string): number {
  const wall = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute)
  // Two rounds settle it on both sides of a clock change.
  let at = wall
  for (let i = 0; i < 2; i++) {
    const seen = partsOf(at, zone)
    at += wall - Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute)
  }
  return at
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function dateText(p: Pick<Parts, 'year' | 'month' | 'day'>, thisYear: number, language: string): string {
  const other = p.year !== thisYear
  if (language.startsWith('zh')) return `${other ? `${p.year}年` : ''}${p.month}月${p.day}日`
  return `${p.day} ${months[p.month - 1]}${other ? ` ${p.year}` : ''}`
}

const clock = (p: Parts) => `${String(p.hour).padStart(2, '0')}:${String(p.minute).padStart(2, '0')}`

/** "10:42" */
export const timeOf = (at: number, c: DayContext) => clock(partsOf(at, c.zone))

/** "10月14日", "14 Oct"; the year only when it is another one. */
export const dateOf = (at: number, c: DayContext) =>
  dateText(partsOf(at, c.zone), partsOf(c.now, c.zone).year, c.language)

/** A day without a time ("2026-10-14" from the API) as text. */
export function dayText(day: string, c: DayContext): string {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return day
  return dateText({ year, month, day: date }, partsOf(c.now, c.zone).year, c.language)
}

/** "周三", "Wed" */
export const weekdayOf = (at: number, c: DayContext) =>
  formatter('weekday', c.language, { timeZone: c.zone, weekday: 'short' }).format(at)

/** "今天", "昨天", "明天", else the date. */
export function dayOf(at: number, c: DayContext): string {
  const days = daysBetween(c.now, at, c.zone)
  if (days === 0) return c.t('ui.day.today')
  if (days === -1) return c.t('ui.day.yesterday')
  if (days === 1) return c.t('ui.day.tomorrow')
  return dateOf(at, c)
}

/** "今天 10:42", "昨天 15:42", further away only the date. */
export function whenOf(at: number, c: DayContext): string {
  const days = Math.abs(daysBetween(c.now, at, c.zone))
  return days > 1 ? dateOf(at, c) : `${dayOf(at, c)} ${timeOf(at, c)}`
}

/** Date and time in full, for tooltips: "2026年10月14日 周三 10:42". */
export function fullOf(at: number, c: DayContext): string {
  const p = partsOf(at, c.zone)
  const date = dateText(p, Number.NaN, c.language)
  const weekday = weekdayOf(at, c)
  return c.language.startsWith('zh') ? `${date} ${weekday} ${clock(p)}` : `${weekday} ${date}, ${clock(p)}`
}

/** A length of time in its largest useful unit: "42 分", "3 小时", "2 天". */
export function spanOf(millis: number, c: Pick<DayContext, 't'>): string {
  const minutes = Math.max(0, Math.floor(millis / 60_000))
  if (minutes < 60) return c.t('ui.span.minutes', { count: minutes })
  if (minutes < 24 * 60) return c.t('ui.span.hours', { count: Math.floor(minutes / 60) })
  return c.t('ui.span.days', { count: Math.floor(minutes / 1440) })
}

/** "刚刚", "5 分前", "3 小时前", then the day. */
export function agoOf(at: number, c: DayContext): string {
  const passed = c.now - at
  if (passed < 60_000) return c.t('ui.day.now')
  if (passed < 86_400_000) return c.t('ui.day.ago', { span: spanOf(passed, c) })
  return dayOf(at, c)
}

/** Talk time: "6 分 18 秒". */
export function talkOf(seconds: number, c: Pick<DayContext, 't'>): string {
  const minutes = Math.floor(seconds / 60)
  const rest = Math.round(seconds % 60)
  if (minutes === 0) return c.t('ui.span.seconds', { count: rest })
  if (minutes >= 60)
    return c.t('ui.span.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  return c.t('ui.span.minutesSeconds', { minutes, seconds: rest })
}
