import { expect, test } from 'vitest'
import type { Layer } from '@/api/types'
import { layers } from '@/api/words/layer'
import { bodyPath, edgePath, halvesOf, idealOf } from './silhouette'
import type { LayerFigure, Report } from './types'

const figure = (layer: Layer, count: number, ideal = 0, entered = 0): LayerFigure => ({
  layer,
  count,
  entered,
  ideal,
  band: null,
  state: 'none',
  rate: null,
  days: null,
})

const counts = [13, 15, 61, 25, 7, 2, 86]
const ideals = [0, 0, 78, 42, 12, 0, 0]
const report: Report = {
  period: { from: '2026-11-01', to: '2026-11-22' },
  people: 6,
  layers: layers.map((l, i) => figure(l, counts[i] ?? 0, ideals[i] ?? 0, 2)),
  combined: {
    layers: ['resource', 'graded'],
    count: 28,
    ideal: 60,
    band: { low: 42, high: 60 },
    state: 'under',
  },
  signed: 3,
  abandoned: 202,
  slots: { earned: 205, received: 197, abandonedPerReceived: 1.03 },
  selfFound: 2,
}

test('the shape closes and mirrors itself', () => {
  expect(bodyPath([0.5, 1], 'across')).toBe(
    'M0,0.5L0.84,0.5C1,0.5 1,0 1.16,0L2,0L2,2L1.16,2C1,2 1,1.5 0.84,1.5L0,1.5Z',
  )
})

test('down swaps the axes', () => {
  expect(bodyPath([1], 'down')).toBe('M0,0L0,1L2,1L2,0Z')
})

test('edges are two open lines', () => {
  expect(edgePath([0.5], 'across')).toBe('M0,0.5L1,0.5M0,1.5L1,1.5')
})

test('nothing to draw is an empty path', () => {
  expect(bodyPath([], 'across')).toBe('')
  expect(edgePath([], 'down')).toBe('')
})

test('layers with a hold in common share its ideal', () => {
  expect(idealOf(report, 'resource')).toBe(30)
  expect(idealOf(report, 'graded')).toBe(30)
  expect(idealOf(report, 'contacted')).toBe(78)
  expect(idealOf(report, 'signed')).toBe(0)
})

test('the largest of stock and ideal in the held layers is full thickness', () => {
  const { stock, ideal } = halvesOf(report)
  expect(stock).toHaveLength(7)
  expect(stock[2]).toBeCloseTo(61 / 78)
  expect(ideal).toHaveLength(5)
  expect(ideal[2]).toBe(1)
})

test('the implemented pile neither swells nor sets the scale, an empty layer still shows', () => {
  const { stock } = halvesOf({
    ...report,
    layers: report.layers.map((l) => ({ ...l, count: l.layer === 'implemented' ? 86 : 0, entered: 0 })),
  })
  expect(Math.max(...stock)).toBeLessThan(0.02)
  expect(Math.min(...stock)).toBeGreaterThan(0)
})
