import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { TimelineCounts, TimelineTab } from '../types'

/** What happened with a customer, newest first, page by page. */
export function useTimeline(id: string, tab: TimelineTab) {
  const kind = tab === 'all' ? '' : tab
  const query = useInfiniteQuery({
    queryKey: keys.customerPart(id, 'timeline', { kind }),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get('/customers/{id}/timeline', {
        params: { path: { id }, query: { kind, cursor: pageParam } },
        signal,
      }),
    getNextPageParam: (last) => last.next || undefined,
  })
  const counts: TimelineCounts | undefined = query.data?.pages[0]?.counts
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [], counts }
}
