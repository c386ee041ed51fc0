// The outline of the funnel: each layer is a column of width 1, its stock is
// the thickness, borders between layers are soft. Pure numbers in, a path out.
import type { Layer } from '@/api/types'
import type { Report } from './types'

/** How far around a border the thickness changes. */
const bend = 0.16

/** The thinnest line that still shows. */
const hair = 0.012

type Place = readonly [along: number, across: number]

interface Stroke {
  from: Place
  /** Control points; a straight stroke has none. */
  by?: readonly [Place, Place]
  to: Place
}

export type Direction = 'across' | 'down'

/** One side of the outline from the first column's start to the last one's end. */
function sideOf(halves: readonly number[]): Stroke[] {
  const strokes: Stroke[] = []
  halves.forEach((half, i) => {
    const last = i === halves.length - 1
    const flat: Place = [last ? i + 1 : i + 1 - bend, half]
    strokes.push({ from: [i === 0 ? 0 : i + bend, half], to: flat })
    const next = halves[i + 1]
    if (next === undefined) return
    strokes.push({
      from: flat,
      by: [
        [i + 1, half],
        [i + 1, next],
      ],
      to: [i + 1 + bend, next],
    })
  })
  return strokes
}

const mirrored = ({ from, by, to }: Stroke): Stroke => {
  const flip = ([along, across]: Place): Place => [along, -across]
  return { from: flip(to), to: flip(from), ...(by ? { by: [flip(by[1]), flip(by[0])] as const } : {}) }
}

const round = (n: number) => Number(n.toFixed(4))

/** Writes a place into a picture whose middle line is at 1. */
const writer = (direction: Direction) => {
  const write = ([along, across]: Place) =>
    direction === 'across' ? `${round(along)},${round(1 - across)}` : `${round(1 - across)},${round(along)}`
  const stroke = ({ by, to }: Stroke) =>
    by ? `C${write(by[0])} ${write(by[1])} ${write(to)}` : `L${write(to)}`
  return { write, stroke }
}

/** The filled shape, for a picture of `0 0 n 2` (across) or `0 0 2 n` (down). */
export function bodyPath(halves: readonly number[], direction: Direction): string {
  const { write, stroke } = writer(direction)
  const up = sideOf(halves)
  const first = up[0]
  if (!first) return ''
  const back = up.map(mirrored).reverse()
  const turn = back[0]
  return [
    `M${write(first.from)}`,
    ...up.map(stroke),
    ...(turn ? [`L${write(turn.from)}`] : []),
    ...back.map(stroke),
    'Z',
  ].join('')
}

/** Both edges without a filling. */
export function edgePath(halves: readonly number[], direction: Direction): string {
  const { write, stroke } = writer(direction)
  const up = sideOf(halves)
  const first = up[0]
  if (!first) return ''
  const down = up.map(({ from, by, to }): Stroke => {
    const flip = ([along, across]: Place): Place => [along, -across]
    return { from: flip(from), to: flip(to), ...(by ? { by: [flip(by[0]), flip(by[1])] as const } : {}) }
  })
  const start = down[0] as Stroke
  return `M${write(first.from)}${up.map(stroke).join('')}M${write(start.from)}${down.map(stroke).join('')}`
}

/** The ideal stock of a layer; layers with one hold in common share it evenly. */
export function idealOf(report: Report, layer: Layer): number {
  const { combined } = report
  if (combined?.layers.includes(layer)) return combined.ideal / combined.layers.length
  return report.layers.find((l) => l.layer === layer)?.ideal ?? 0
}

/**
 * Half thicknesses between 0 and 1. The last layer is where customers stay for
 * good, so what came in over the period stands for it; it and the signed never
 * set the scale.
 */
export function halvesOf(report: Report): { stock: number[]; ideal: number[] } {
  const held = report.layers.filter((l) => l.layer !== 'signed' && l.layer !== 'implemented')
  const ideals = held.map((l) => idealOf(report, l.layer))
  const most = Math.max(1, ...held.map((l) => l.count), ...ideals)
  const half = (n: number) => Math.min(Math.max(n / most, hair), 1)
  const stock = report.layers.map((l) => half(l.layer === 'implemented' ? l.entered : l.count))
  const stated = ideals.every((n) => n > 0)
  return { stock, ideal: stated ? ideals.map(half) : [] }
}
