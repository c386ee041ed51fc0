// The state of the customer list: its view, what was changed on it, its rows.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { type FilterTree, filterQuery, keepFilter, useFilterTree } from '@/api/filters'
import { keys } from '@/api/keys'
import { useMay, usePages } from '@/api/queries'
import { type Counted, type View, withAll } from '@/api/types'
import type { Node } from '@/lib/filter'
import type { ListSource } from '@/ui/list'
import { useUrl } from '@/ui/useUrl'
import { rememberList } from '../neighbours'
import { usualColumns } from './columns'
import { base, fieldsFor, type Row } from './row'
import {
  archivedId,
  archivedView,
  changesOf,
  columnsInUrl,
  filterInUrl,
  type ListState,
  type ListUrl,
  sortInUrl,
  stateOf,
} from './views'

export type { Counted }

type In = 'archived'

/** How many customers a filter finds, exactly up to 1,000. */
export async function countCustomers(
  query: { filter?: string; q?: string; in?: In },
  signal?: AbortSignal,
): Promise<Counted> {
  const page = await api.get('/customers', {
    params: { query: { ...query, limit: 1, total: true, fields: ['id'] } },
    ...(signal ? { signal } : {}),
  })
  return page.total ?? { count: page.items.length, more: Boolean(page.next) }
}

export const viewsQuery = {
  queryKey: keys.views('customers'),
  queryFn: async ({ client }: { client: QueryClient }) => {
    const { items } = await api.get('/views', { params: { query: { list: 'customers' } } })
    for (const { filter, tree } of items) if (tree) keepFilter(client, filter, tree)
    return items
  },
  staleTime: 300_000,
}

export interface CustomerList {
  url: ListUrl
  state: ListState
  /** The filter of the state. */
  filter: FilterTree
  views: View[]
  ready: boolean
  /** Those that were put away instead of those in work. */
  archived: boolean
  list: ListSource<Row>
  total: Counted | undefined
  /** Unsaved changes of the view. */
  changes: number
  /** By its text, and its tree where that is known. */
  setFilter: (filter: string, tree?: Node | null) => Promise<void>
  setSort: (sort: string) => void
  setColumns: (columns: string[]) => void
  setSearch: (q: string) => void
  openView: (view: View) => void
  revert: () => void
}

export function useCustomerList(): CustomerList {
  const { t } = useTranslation()
  const [url, setUrl] = useUrl<ListUrl>()
  const views = useQuery(viewsQuery)
  const may = useMay()
  // Who may archive finds what was archived as the last view.
  const put = may('customer.merge')
  const known = useMemo(
    () => [...(views.data ?? []), ...(put ? [archivedView(t('customer.archived'))] : [])],
    [views.data, put, t],
  )
  const state = useMemo(() => stateOf(url, known, usualColumns), [url, known])
  const { view, filter, sort } = state
  const tree = useFilterTree(filter)
  const client = useQueryClient()
  // Without the views one does not know which rows to ask for; without an answer one asks for all.
  const ready = !views.isPending
  const q = url.q ?? ''
  const archived = view?.id === archivedId
  const scope: { in?: In } = archived ? { in: 'archived' } : {}
  const query = { filter, sort, q, ...scope, fields: fieldsFor(state.columns) }
  const list = usePages<Row>(
    keys.customers(query),
    async (cursor, signal) => {
      const page = await api.get('/customers', { params: { query: { ...query, cursor } }, signal })
      return { ...page, items: page.items.map((row) => withAll(row, base)) }
    },
    { enabled: ready },
  )
  useRemembered(list.rows)
  return {
    url,
    state,
    filter: tree,
    views: known,
    ready,
    list,
    archived,
    total: useTotal({ filter, q, ...scope }, list),
    changes: changesOf(state, tree, usualColumns),
    setFilter: async (text, built) => {
      if (built !== undefined) keepFilter(client, text, built)
      // A text that is no filter goes into the address as it is: the list says what is wrong.
      const canonical = await client.fetchQuery(filterQuery(text)).then(
        (read) => read.text,
        () => text,
      )
      setUrl({ filter: filterInUrl(canonical, view) })
    },
    setSort: (next) => setUrl({ sort: sortInUrl(next, view) }),
    setColumns: (columns) => setUrl({ columns: columnsInUrl(columns, view, usualColumns) }),
    setSearch: (text) => setUrl({ q: text.trim() }),
    openView: (next) =>
      setUrl(
        { view: next.id === known[0]?.id ? '' : next.id, filter: '', sort: '', columns: '', q: '' },
        { push: true },
      ),
    revert: () => setUrl({ filter: '', sort: '', columns: '' }),
  }
}

/** Counted after the rows are there: nobody waits for a number. */
function useTotal(query: { filter: string; q: string; in?: In }, list: ListSource<Row>): Counted | undefined {
  const { data } = useQuery({
    queryKey: ['customers', { ...query, total: true }],
    queryFn: ({ signal }) => countCustomers(query, signal),
    enabled: !list.pending && list.hasMore,
  })
  if (!list.hasMore && !list.pending) return { count: list.rows.length, more: false }
  return data
}

/** The order of the rows, for walking through them on the customer's page. */
function useRemembered(rows: Row[]) {
  const address = useRouterState({ select: (s) => s.location.href })
  useEffect(() => {
    if (rows.length > 0)
      rememberList(
        rows.map((r) => r.id),
        address,
      )
  }, [rows, address])
}

export type ViewCounts = Record<string, Counted>

/** The numbers on the tabs. */
export function useViewCounts(enabled: boolean): ViewCounts {
  const { data } = useQuery({
    queryKey: keys.viewCounts,
    queryFn: async () => (await api.get('/views/counts', {})).counts,
    enabled,
  })
  return data ?? {}
}
