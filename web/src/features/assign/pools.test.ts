import { describe, expect, it } from 'vitest'
import { claimStop, countText, reasonsOf, sharesOf, tabOf, totalOf } from './pools'
import type { HandOut, Holding, Pool } from './types'

const pool = (id: string, change: Partial<Pool> = {}): Pool => ({
  id,
  name: id,
  count: 3,
  more: false,
  mayClaim: true,
  department: null,
  dailyClaims: 5,
  previousOwnerDays: 7,
  active: true,
  version: 1,
  ...change,
})

describe('tabs', () => {
  it('follow the address while it stands', () => {
    expect(tabOf('2', [pool('1'), pool('2')], ['cold'])).toBe('2')
    expect(tabOf('9', [pool('1')], ['cold'])).toBe('1')
    expect(tabOf('cold', [pool('1')], ['cold'])).toBe('cold')
  })
  it('begin with what there is', () => {
    expect(tabOf(undefined, [], ['hold'])).toBe('hold')
    expect(tabOf(undefined, [], [])).toBe('')
  })
  it('count up to a limit', () => expect(countText({ count: 1000, more: true })).toBe('1,000+'))
})

describe('claiming', () => {
  const own = { used: 29, quota: 30, left: 1, claimsToday: 4, dailyClaims: 5 }
  it('goes on until slots or the day are used up', () => {
    expect(claimStop(own, pool('1'))).toBeUndefined()
    expect(claimStop({ ...own, claimsToday: 5 }, pool('1'))).toBe('today')
    expect(claimStop({ ...own, left: 0, claimsToday: 5 }, pool('1'))).toBe('full')
    expect(claimStop(null, pool('1'))).toBeUndefined()
  })
  it('counts by the rule of the pool', () => {
    expect(claimStop({ ...own, claimsToday: 5 }, pool('1', { dailyClaims: 9 }))).toBeUndefined()
  })
})

it('a hand-out is told by person and by reason', () => {
  const to = (ownerId: string, customerId: string) => ({
    ownerId,
    ownerName: ownerId,
    customerId,
    name: customerId,
  })
  const left = (id: string, detail: string) => ({ id, name: id, code: 'x', detail })
  const out: HandOut = {
    assigned: [to('a', '1'), to('b', '2'), to('b', '3')],
    left: [left('4', 'full'), left('5', 'own'), left('6', 'full')],
  }
  expect(sharesOf(out).map((s) => [s.name, s.customers.length])).toEqual([
    ['b', 2],
    ['a', 1],
  ])
  expect(reasonsOf(out).map((r) => [r.detail, r.customers.length])).toEqual([
    ['full', 2],
    ['own', 1],
  ])
})

it('a hold report adds up', () => {
  const row = (used: number): Holding => ({
    person: { id: '1', name: 'a' },
    quota: 30,
    used,
    left: 30 - used,
    selfFound: 2,
    byLayer: {},
    earned: 0,
    received: 0,
    abandonedPerReceived: null,
  })
  expect(totalOf([row(10), row(20)])).toEqual({ quota: 60, used: 30, left: 30, selfFound: 4 })
})
