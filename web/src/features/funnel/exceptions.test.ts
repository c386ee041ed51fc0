import { expect, test } from 'vitest'
import { exceptionsOf } from './exceptions'
import type { LayerFigure, Report } from './types'

const layer = (of: Partial<LayerFigure>): LayerFigure => ({
  layer: 'lead',
  count: 0,
  entered: 0,
  ideal: 0,
  band: null,
  state: 'none',
  rate: null,
  days: null,
  ...of,
})
const rate = (value: number, ideal: number, n: number) => ({
  value,
  ideal,
  n,
  forward: 0,
  abandoned: 0,
  judged: n >= 30,
  below: n >= 30 && value < ideal,
})
const report = (layers: LayerFigure[]): Report => ({
  period: { from: '', to: '' },
  people: 1,
  layers,
  combined: null,
  signed: 0,
  abandoned: 0,
  slots: { earned: 0, received: 0, abandonedPerReceived: null },
  selfFound: 0,
})

test('the worst stands first, and no more than asked for', () => {
  const found = exceptionsOf(
    report([
      layer({ layer: 'contacted', rate: rate(40, 50, 90) }),
      layer({ layer: 'lead', rate: rate(10, 30, 156), band: { low: 5, high: 7 }, count: 4, state: 'under' }),
      layer({ layer: 'opportunity', band: { low: 1, high: 2 }, count: 4, state: 'over' }),
    ]),
  )
  expect(found.map((e) => e.kind)).toEqual(['over', 'rate', 'rate'])
})

test('under 30 exits nothing is judged, and a hair under the ideal is not worth a line', () => {
  expect(
    exceptionsOf(report([layer({ rate: rate(10, 30, 29) }), layer({ rate: rate(97, 100, 195) })])),
  ).toEqual([])
})
