// What stands out in a funnel. The server finds it; here it is told which is
// grave, and when a single figure is worth a colour.
import type { Exception, LayerDays, Rate } from './types'

const off = (value: number, against: number) => (against > 0 ? Math.abs(value - against) / against : 0)

// Under a twentieth off is noise: 97% of 100 is no reason to worry.
const enough = 0.05

/** Judged and clearly under its ideal. */
export const isLow = (rate: Rate | null): boolean =>
  Boolean(rate?.below && off(rate.value, rate.ideal) >= enough)

/** Judged and clearly over its ideal. */
export const isLong = (days: LayerDays | null): boolean =>
  Boolean(days?.longer && off(days.value, days.ideal) >= enough)

/** Rates, promises and skipped layers are red; a stock or a stay is amber. */
export const isGrave = ({ kind }: Exception): boolean =>
  kind === 'rate' || kind === 'late' || kind === 'skipped'
