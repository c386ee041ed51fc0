import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { isTopic, markStale } from './stale'

async function stale(...changes: Parameters<typeof markStale>[1]) {
  const client = new QueryClient()
  const known = [
    ['customer', '1'],
    ['customer', '2', 'timeline'],
    ['customers', { q: '' }],
    ['hold', {}],
    ['fields'],
  ]
  for (const key of known) client.setQueryData(key, true)
  await markStale(client, changes)
  return known.filter((key) => client.getQueryState(key)?.isInvalidated).map(([root, id]) => `${root} ${id}`)
}

it('marks the customer that was named and the lists it stands in', async () => {
  expect(await stale({ topic: 'customer', customerId: '1' })).toEqual([
    'customer 1',
    'customers [object Object]',
  ])
})

it('marks every customer when none was named', async () => {
  expect(await stale({ topic: 'hold' })).toEqual([
    'customer 1',
    'customer 2',
    'customers [object Object]',
    'hold [object Object]',
  ])
})

it('adds up what several changes are about', async () => {
  expect(await stale({ topic: 'field' }, { topic: 'customer', customerId: '2' })).toEqual([
    'customer 2',
    'customers [object Object]',
    'fields undefined',
  ])
})

it('knows what it does not know', () => {
  expect(isTopic('deal')).toBe(true)
  expect(isTopic('quotation')).toBe(false)
})
