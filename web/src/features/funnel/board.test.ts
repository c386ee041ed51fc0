import { expect, test } from 'vitest'
import type { Customer } from '@/api/types'
import { joined, withMoved } from './board'
import type { BoardData } from './types'

const card = (id: string, layer: string) => ({ id, layer }) as unknown as Customer
const board: BoardData = {
  columns: [
    { layer: 'contacted', count: 30, cards: [card('1', 'contacted'), card('2', 'contacted')], next: 'x' },
    { layer: 'lead', count: 1, cards: [card('3', 'lead')], next: '' },
  ],
}

test('a moved card leaves its column and leads the other one', () => {
  const [from, to] = withMoved(board, card('2', 'lead')).columns
  expect([from?.count, from?.cards.map((c) => c.id)]).toEqual([29, ['1']])
  expect([to?.count, to?.cards.map((c) => c.id)]).toEqual([2, ['2', '3']])
})

test('told twice, it counts once', () => {
  const once = withMoved(board, card('2', 'lead'))
  expect(withMoved(once, card('2', 'lead')).columns.map((c) => c.count)).toEqual([29, 2])
})

test('pages overlap without doubles', () => {
  expect(joined([[card('1', 'lead')], [card('1', 'lead'), card('2', 'lead')]]).map((c) => c.id)).toEqual([
    '1',
    '2',
  ])
})
