// Filters as the server reads them. What was built here is known without asking.
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type { Node } from '@/lib/filter'
import { api } from './client'
import { keys } from './keys'
import type { Schemas } from './types'

type Filter = Schemas['CustomerFilter']

const none: Filter = { text: '', tree: null }

export const filterQuery = (text: string) =>
  queryOptions({
    queryKey: keys.filter(text),
    queryFn: ({ signal }) => api.get('/filters', { params: { query: { text } }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    ...(text.trim() === '' ? { initialData: none } : {}),
  })

/** Keeps what a text means, so that nobody asks for it. */
export const keepFilter = (client: QueryClient, text: string, tree: Node | null) =>
  client.setQueryData<Filter>(keys.filter(text), { text, tree })

/** The tree of a filter: undefined while it is read, 'wrong' when it is none. */
export type FilterTree = Node | null | undefined | 'wrong'

export const treeIn = (filter: FilterTree): Node | null => (filter === 'wrong' ? null : (filter ?? null))

export function useFilterTree(text: string): FilterTree {
  const { data, isError } = useQuery(filterQuery(text))
  return isError ? 'wrong' : data?.tree
}
