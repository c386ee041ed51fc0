// Queries that many pages share.
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ListSource, listOfPages } from '@/ui/list'
import { api } from './client'
import { keys } from './keys'
import type { Me, Page, Permission } from './types'

const hour = 3_600_000

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => api.get('/me', { signal }),
  staleTime: 60_000,
  retry: false,
})

/** Who is logged in. Inside the shell this is always there. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('useMe outside the shell')
  return data
}

/** Whether the reader holds a permission: const may = useMay(); may('customer.create'). */
export function useMay(): (permission: Permission) => boolean {
  const held = useMe().permissions
  return (permission) => held.includes(permission)
}

export const peopleNamesQuery = queryOptions({
  queryKey: keys.peopleNames,
  queryFn: async () => (await api.get('/people/names')).items,
  staleTime: hour,
})
export const departmentsQuery = queryOptions({
  queryKey: keys.departments,
  queryFn: async () => (await api.get('/departments')).items,
  staleTime: hour,
})
export const productsQuery = queryOptions({
  queryKey: keys.products,
  queryFn: async () => (await api.get('/products')).items,
  staleTime: hour,
})
export const fieldsQuery = queryOptions({
  queryKey: keys.fields,
  queryFn: async () => (await api.get('/fields')).items,
  staleTime: hour,
})

/** A keyset list for DataTable: pages are loaded as the reader scrolls. */
export function usePages<T>(
  key: readonly unknown[],
  page: (cursor: string, signal: AbortSignal) => Promise<Page<T>>,
  options: { enabled?: boolean; keep?: boolean } = {},
): ListSource<T> {
  const pages = useInfiniteQuery({
    queryKey: key,
    enabled: options.enabled ?? true,
    // A changed filter shows the old rows until the new ones are there.
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    getNextPageParam: (last: Page<T>) => last.next || undefined,
  })
  return listOfPages<T>(pages)
}
