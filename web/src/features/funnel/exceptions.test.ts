import { expect, test } from 'vitest'
import { isLow } from './exceptions'

const rate = (value: number, ideal: number, n: number) => ({
  value,
  ideal,
  n,
  forward: 0,
  abandoned: 0,
  judged: n >= 30,
  below: n >= 30 && value < ideal,
})

test('under 30 exits nothing is judged, and a hair under the ideal gets no colour', () => {
  expect(isLow(rate(10, 30, 29))).toBe(false)
  expect(isLow(rate(97, 100, 195))).toBe(false)
  expect(isLow(rate(10, 30, 156))).toBe(true)
})
