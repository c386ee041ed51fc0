/** Rows as a list component needs them, from a keyset query or an array. */
export interface ListSource<T> {
  rows: T[]
  total?: number | undefined
  /** The total is a lower bound ("1,000+"). */
  more?: boolean | undefined
  pending: boolean
  /** Why there are no rows; old rows stay visible when a refresh fails. */
  error: unknown
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  reload: () => void
}

interface InfiniteLike<T> {
  data: { pages: { items: T[]; total?: { count: number; more: boolean } }[] } | undefined
  isPending: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

/** The pages of an infinite query as one list. */
export function listOfPages<T>(query: InfiniteLike<T>): ListSource<T> {
  const first = query.data?.pages[0]
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: first?.total?.count,
    more: first?.total?.more,
    pending: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  }
}

interface QueryLike<T> {
  data: T[] | undefined
  isPending: boolean
  error: unknown
  refetch: () => unknown
}

/** A query that answers all rows at once as a list. */
export function listOfAll<T>(query: QueryLike<T>): ListSource<T> {
  return {
    rows: query.data ?? [],
    total: query.data?.length,
    pending: query.isPending,
    error: query.error,
    hasMore: false,
    loadingMore: false,
    loadMore: () => {},
    reload: () => void query.refetch(),
  }
}
