// A view and what was changed on screen since. The address holds only what
// differs from the view, so that a shared link means the same to everybody.

import { type FilterTree, treeIn } from '@/api/filters'
import type { View } from '@/api/types'
import { printFilter, testsOf } from '@/lib/filter'

/** The list's part of the address. */
export type ListUrl = {
  view?: string
  /** Replaces the view's filter; "-" stands for no filter at all. */
  filter?: string
  sort?: string
  /** Keys of columns, joined by commas. */
  columns?: string
  q?: string
}

export interface ListState {
  view: View | undefined
  filter: string
  sort: string
  columns: string[]
}

export const noFilter = '-'

/** The view of archived customers, which stands in no table. */
export const archivedId = 'archived'
export const archivedView = (name: string): View => ({
  id: archivedId,
  name,
  filter: '',
  tree: null,
  sort: 'name',
  columns: [],
  shared: false,
  mine: false,
  system: true,
  version: 0,
})

const list = (text: string | undefined) => text?.split(',').filter(Boolean)
const same = (a: string[], b: string[]) => a.join() === b.join()

/** What is on screen: the view of the address or the first one, with the address's changes. */
export function stateOf(url: ListUrl, views: View[], usual: string[]): ListState {
  const view = views.find((v) => v.id === url.view) ?? views[0]
  const own = view && view.columns.length > 0 ? view.columns : usual
  return {
    view,
    filter: url.filter === noFilter ? '' : (url.filter ?? view?.filter ?? ''),
    sort: url.sort ?? view?.sort ?? '',
    columns: list(url.columns) ?? own,
  }
}

/** The address for a filter in its canonical form, empty where it is the view's own. */
export function filterInUrl(text: string, view: View | undefined): string {
  if (text === (view?.filter ?? '')) return ''
  return text === '' ? noFilter : text
}

export const sortInUrl = (sort: string, view: View | undefined): string =>
  sort === (view?.sort ?? '') ? '' : sort

export function columnsInUrl(columns: string[], view: View | undefined, usual: string[]): string {
  const own = view && view.columns.length > 0 ? view.columns : usual
  return same(columns, own) ? '' : columns.join(',')
}

/** How many conditions a filter has. */
export const conditions = (filter: FilterTree): number => testsOf(treeIn(filter)).length

/** The number of unsaved changes: conditions added, dropped or altered, the order, the columns. */
export function changesOf(state: ListState, filter: FilterTree, usual: string[]): number {
  const { view } = state
  if (!view) return 0
  const own = view.columns.length > 0 ? view.columns : usual
  return (
    (state.filter === view.filter ? 0 : filterChanges(view, filter)) +
    (state.sort === view.sort ? 0 : 1) +
    (same(state.columns, own) ? 0 : 1)
  )
}

function filterChanges(view: View, filter: FilterTree): number {
  const tree = treeIn(filter)
  if (tree && printFilter(tree) === view.filter) return 0
  const texts = (of: View['tree']) => testsOf(of).map((test) => printFilter({ test }))
  const [old, now] = [texts(view.tree), texts(tree)]
  const dropped = old.filter((text) => !now.includes(text)).length
  const added = now.filter((text) => !old.includes(text)).length
  // An altered condition is one dropped and one added; another joiner alone is one change.
  return Math.max(dropped, added, 1)
}
