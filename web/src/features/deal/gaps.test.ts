import { expect, test } from 'vitest'
import { formFor, gapsOf, openOf, sums } from './gaps'
import type { Contract, Deal } from './types'

const cny = (amount: number) => ({ amount, currency: 'CNY' })
const contract = (of: Partial<Contract> = {}): Contract => ({
  id: '1',
  customer: { id: '9', name: '澜禾' },
  dealId: '2',
  number: 'LS-1',
  amount: cny(86_000),
  paid: cny(0),
  signedOn: '2026-11-01',
  file: null,
  acceptedOn: null,
  acceptanceFile: null,
  owner: null,
  version: 1,
  createdAt: '2026-11-01T00:00:00Z',
  ...of,
})
const deal = (state: Deal['state']) => ({ id: '2', state }) as Deal

test('a fresh contract lacks everything, a finished one nothing', () => {
  expect(gapsOf(contract())).toEqual(['file', 'payment', 'acceptance'])
  const ref = { id: '5', name: 'a.pdf' }
  expect(
    gapsOf(contract({ file: ref, paid: cny(86_000), acceptedOn: '2026-11-09', acceptanceFile: ref })),
  ).toEqual([])
})

test('more than the amount may come in', () => {
  expect(openOf(contract({ paid: cny(90_000) })).amount).toBe(0)
})

test('what comes before comes first', () => {
  expect(formFor('payment', { deals: [], contracts: [] }).kind).toBe('deal')
  expect(formFor('payment', { deals: [deal('open')], contracts: [] }).kind).toBe('sign')
  expect(formFor('contract', { deals: [deal('won')], contracts: [contract()] }).kind).toBe('correct')
  expect(formFor('acceptance', { deals: [deal('won')], contracts: [contract()] }).kind).toBe('acceptance')
})

test('currencies are never added up', () => {
  expect(sums([cny(1), { amount: 5, currency: 'USD' }, cny(2)])).toEqual([
    cny(3),
    { amount: 5, currency: 'USD' },
  ])
})
