import { expect, test } from 'vitest'
import { layers } from '@/api/words/layer'
import { differences, holdOf, idealSum, isShared, withHold, withLayer, withShared } from './template'
import type { Template } from './types'

const start: Template = {
  layers: layers.map((layer, i) => ({ layer, days: i < 6 ? 5 : 0, rate: i < 6 ? 50 : 0 })),
  holds: [
    { layers: ['resource', 'graded'], ideal: 10, low: 70, high: 100 },
    { layers: ['contacted'], ideal: 13, low: 70, high: 100 },
    { layers: ['lead'], ideal: 7, low: 70, high: 100 },
    { layers: ['opportunity'], ideal: 2, low: 70, high: 100 },
  ],
  total: 30,
  coolingDays: 90,
}

test('the ideals add up to 32 beside a quota of 30', () => {
  expect([idealSum(start), start.total]).toEqual([32, 30])
})

test('sharing is split and joined without losing a customer', () => {
  const split = withShared(start, false)
  expect(isShared(split)).toBe(false)
  expect([holdOf(split, 'resource')?.ideal, holdOf(split, 'graded')?.ideal]).toEqual([5, 5])
  expect(withShared(split, true)).toEqual(start)
})

test('a hold can be dropped and stated again, in the order of the layers', () => {
  const none = withHold(start, 'contacted', null)
  expect(holdOf(none, 'contacted')).toBeUndefined()
  expect(withHold(none, 'contacted', { ideal: 13 }).holds).toEqual(start.holds)
})

test('differences name the place', () => {
  expect(differences(start, withLayer(start, 'lead', { days: 4 }))).toEqual([
    { what: 'days', layer: 'lead', now: '5', yours: '4' },
  ])
  expect(differences(start, start)).toEqual([])
})
