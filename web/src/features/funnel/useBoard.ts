// The board's columns: all of them at once, then more of one on demand.
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { Customer, Layer } from '@/api/types'
import type { BoardColumn as Column } from '@/ui/Board'
import { joined, withMoved } from './board'
import type { BoardData } from './types'

type Whose = { owner?: string; department?: string }

const pageOf = (whose: Whose, layer?: Layer, cursor?: string) => {
  const query = {
    ...whose,
    ...(layer && layer !== 'abandoned' ? { layer } : {}),
    ...(cursor ? { cursor } : {}),
  }
  return {
    queryKey: keys.board(query),
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get('/funnel/board', { params: { query }, signal }),
  }
}

export function useBoard(whose: Whose, flying: Customer | undefined, nameOf: (layer: Layer) => string) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<Partial<Record<Layer, number>>>({})
  const first = useQuery({ ...pageOf(whose), placeholderData: keepPreviousData })
  // Each page's cursor is the end of the page before it, so a page is known
  // only once the one before has come.
  const chains = (first.data?.columns ?? []).map((column) => {
    const pages: { cursor: string; data: BoardData | undefined }[] = []
    let cursor = column.next
    for (let i = 0; cursor && i < (asked[column.layer] ?? 0); i++) {
      const data = client.getQueryData<BoardData>(pageOf(whose, column.layer, cursor).queryKey)
      pages.push({ cursor, data })
      cursor = data?.columns[0]?.next ?? ''
    }
    return { column, pages, next: cursor }
  })
  useQueries({
    queries: chains.flatMap(({ column, pages }) =>
      pages.map(({ cursor }) => pageOf(whose, column.layer, cursor)),
    ),
  })
  const whole: BoardData = {
    columns: chains.map(({ column, pages, next }) => ({
      ...column,
      cards: joined([column.cards, ...pages.map((p) => p.data?.columns[0]?.cards ?? [])]),
      next,
    })),
  }
  const shown = flying ? withMoved(whole, flying) : whole
  const columns = shown.columns.map((column, i): Column<Customer> => {
    const loading = chains[i]?.pages.some((p) => !p.data) ?? false
    return {
      key: column.layer,
      name: nameOf(column.layer),
      count: column.count,
      cards: column.cards,
      hasMore: loading || column.next !== '',
      loadingMore: loading,
      loadMore: () => setAsked((old) => ({ ...old, [column.layer]: (old[column.layer] ?? 0) + 1 })),
    }
  })
  return { first, columns }
}
