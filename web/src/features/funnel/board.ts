// The columns of the board as data: what a move does to them.
import type { Customer } from '@/api/types'
import type { BoardData } from './types'

/** The board after a customer moved; counts follow. */
export function withMoved(board: BoardData, moved: Customer): BoardData {
  return {
    columns: board.columns.map((column) => {
      const here = column.cards.some((c) => c.id === moved.id)
      const target = column.layer === moved.layer
      if (target)
        return {
          ...column,
          count: column.count + (here ? 0 : 1),
          cards: [moved, ...column.cards.filter((c) => c.id !== moved.id)],
        }
      if (!here) return column
      return { ...column, count: column.count - 1, cards: column.cards.filter((c) => c.id !== moved.id) }
    }),
  }
}

/** Pages of one column put together; a card that slid between two pages stands once. */
export function joined(pages: Customer[][]): Customer[] {
  const seen = new Set<string>()
  return pages.flat().filter((c) => !seen.has(c.id) && seen.add(c.id))
}
