// Changes to the funnel's numbers, as data.

import type { Layer } from '@/api/types'
import { heldLayers } from '@/api/words/layer'
import type { Hold, StoredTemplate, Template } from './types'

const shared: Layer[] = ['resource', 'graded']

export const holdOf = (t: Template, layer: Layer): Hold | undefined =>
  t.holds.find((h) => h.layers.includes(layer))

export const isShared = (t: Template): boolean => t.holds.some((h) => h.layers.length > 1)

/** What the ideals of one rep come to; may be more than the quota. */
export const idealSum = (t: Template): number => t.holds.reduce((sum, h) => sum + h.ideal, 0)

const inOrder = (holds: Hold[]) =>
  [...holds].sort(
    (a, b) => heldLayers.indexOf(a.layers[0] as Layer) - heldLayers.indexOf(b.layers[0] as Layer),
  )

/** Sets part of a layer's hold; without an ideal there is no hold. */
export function withHold(t: Template, layer: Layer, change: Partial<Omit<Hold, 'layers'>> | null): Template {
  const old = holdOf(t, layer)
  const others = t.holds.filter((h) => h !== old)
  if (!change) return { ...t, holds: others }
  const base = old ?? { layers: [layer], ideal: 1, low: 70, high: 100 }
  return { ...t, holds: inOrder([...others, { ...base, ...change }]) }
}

/** One hold for resource and graded together, or one for each. */
export function withShared(t: Template, on: boolean): Template {
  const mine = t.holds.filter((h) => h.layers.some((l) => shared.includes(l)))
  const others = t.holds.filter((h) => !mine.includes(h))
  const [first] = mine
  const ideal = mine.reduce((sum, h) => sum + h.ideal, 0)
  const { low, high } = first ?? { low: 70, high: 100 }
  if (on)
    return { ...t, holds: inOrder([...others, { layers: shared, ideal: Math.max(ideal, 1), low, high }]) }
  const half = Math.max(1, Math.floor(ideal / 2))
  const parts = [half, Math.max(1, ideal - half)]
  return {
    ...t,
    holds: inOrder([
      ...others,
      ...shared.map((layer, i) => ({ layers: [layer], ideal: parts[i] ?? 1, low, high })),
    ]),
  }
}

export const withLayer = (t: Template, layer: Layer, change: { days?: number; rate?: number }): Template => ({
  ...t,
  layers: t.layers.map((l) => (l.layer === layer ? { ...l, ...change } : l)),
})

/** What is sent: the numbers without the name. */
export const bodyOf = ({ layers, holds, total, coolingDays }: Template, version: number) => ({
  layers,
  holds,
  total,
  coolingDays,
  version,
})

export interface Difference {
  what: 'days' | 'rate' | 'hold' | 'total' | 'coolingDays'
  layer?: Layer
  now: string
  yours: string
}

const holdText = (h: Hold | undefined) => (h ? `${h.ideal} (${h.low}–${h.high}%)` : '—')

/** Where two templates differ, number by number. */
export function differences(now: Template, yours: Template): Difference[] {
  const found: Difference[] = []
  const add = (what: Difference['what'], a: string, b: string, layer?: Layer) => {
    if (a !== b) found.push({ what, now: a, yours: b, ...(layer ? { layer } : {}) })
  }
  yours.layers.forEach((l) => {
    const old = now.layers.find((other) => other.layer === l.layer)
    add('days', String(old?.days ?? ''), String(l.days), l.layer)
    add('rate', `${old?.rate ?? ''}%`, `${l.rate}%`, l.layer)
    if (heldLayers.includes(l.layer))
      add('hold', holdText(holdOf(now, l.layer)), holdText(holdOf(yours, l.layer)), l.layer)
  })
  add('total', String(now.total), String(yours.total))
  add('coolingDays', String(now.coolingDays), String(yours.coolingDays))
  return found
}

export const same = (a: StoredTemplate, b: Template): boolean => differences(a, b).length === 0
