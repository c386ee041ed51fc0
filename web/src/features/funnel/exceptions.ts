// What stands out in a funnel: the worst few, worst first. Only what is judged
// (30 exits and more) or stands against a band is reported.
import type { Layer } from '@/api/types'
import type { LayerDays, Rate, Report } from './types'

export type Exception =
  | { kind: 'rate'; layer: Layer; value: number; ideal: number; n: number; severity: number }
  | { kind: 'days'; layer: Layer; value: number; ideal: number; n: number; severity: number }
  | {
      kind: 'under' | 'over'
      layers: Layer[]
      count: number
      low: number
      high: number
      severity: number
    }

const off = (value: number, against: number) => (against > 0 ? Math.abs(value - against) / against : 0)

// Under a twentieth off is noise: 97% of 100 is no reason to worry.
const enough = 0.05

/** Judged and clearly under its ideal. */
export const isLow = (rate: Rate | null): boolean =>
  Boolean(rate?.below && off(rate.value, rate.ideal) >= enough)

/** Judged and clearly over its ideal. */
export const isLong = (days: LayerDays | null): boolean =>
  Boolean(days?.longer && off(days.value, days.ideal) >= enough)

export function exceptionsOf(report: Report, most = 3): Exception[] {
  const found: Exception[] = []
  const stock = (layers: Layer[], count: number, band: { low: number; high: number }, state: string) => {
    if (state === 'under' || state === 'over')
      found.push({
        kind: state,
        layers,
        count,
        ...band,
        severity: off(count, state === 'under' ? band.low : band.high),
      })
  }
  const { combined } = report
  if (combined) stock(combined.layers, combined.count, combined.band, combined.state)
  for (const l of report.layers) {
    if (l.band) stock([l.layer], l.count, l.band, l.state)
    if (l.rate && isLow(l.rate))
      found.push({ kind: 'rate', layer: l.layer, ...pick(l.rate), severity: off(l.rate.value, l.rate.ideal) })
    if (l.days && isLong(l.days))
      found.push({ kind: 'days', layer: l.layer, ...pick(l.days), severity: off(l.days.value, l.days.ideal) })
  }
  return found.sort((a, b) => b.severity - a.severity).slice(0, most)
}

const pick = ({ value, ideal, n }: { value: number; ideal: number; n: number }) => ({ value, ideal, n })

/** A rate is red; a stock or a stay is amber. */
export const isGrave = (e: Exception): boolean => e.kind === 'rate'
