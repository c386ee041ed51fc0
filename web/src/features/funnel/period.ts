// The spans the funnel is looked at. Days are "2026-10-14" in the
// organisation's zone.
export const periods = ['thisMonth', 'lastMonth', 'quarter', 'days30', 'custom'] as const
export type PeriodKey = (typeof periods)[number]

export interface Span {
  from: string
  to: string
}

const text = (date: Date) => date.toISOString().slice(0, 10)
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day))

export const isPeriod = (key: string | undefined): key is PeriodKey =>
  (periods as readonly string[]).includes(key ?? '')

/** The first and last day of a preset; a custom span falls back to this month so far. */
export function spanOf(key: PeriodKey, today: string, custom: Partial<Span> = {}): Span {
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number)
  const at = month - 1
  switch (key) {
    case 'lastMonth':
      return { from: text(utc(year, at - 1, 1)), to: text(utc(year, at, 0)) }
    case 'quarter':
      return { from: text(utc(year, at - (at % 3), 1)), to: today }
    case 'days30':
      return { from: text(utc(year, at, day - 29)), to: today }
    case 'custom':
      return { from: custom.from || text(utc(year, at, 1)), to: custom.to || today }
    default:
      return { from: text(utc(year, at, 1)), to: today }
  }
}
