// Queries that many pages share.
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ListSource, listOfPages } from '@/ui/list'
import { api, early, type Query, urlOf } from './client'
import { keys } from './keys'
import type { Department, Field, Me, Page, PersonName, Product } from './types'

const hour = 3_600_000

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: async ({ signal }) => (await early<Me>(urlOf('/me'))) ?? api.get<Me>('/me', { signal }),
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
export function useMay(): (permission: string) => boolean {
  const held = useMe().permissions
  return (permission) => held.includes(permission)
}

const items =
  <T>(path: string) =>
  async () =>
    (await api.get<Page<T>>(path)).items

export const peopleNamesQuery = queryOptions({
  queryKey: keys.peopleNames,
  queryFn: items<PersonName>('/people/names'),
  staleTime: hour,
})
export const departmentsQuery = queryOptions({
  queryKey: keys.departments,
  queryFn: items<Department>('/departments'),
  staleTime: hour,
})
export const productsQuery = queryOptions({
  queryKey: keys.products,
  queryFn: items<Product>('/products'),
  staleTime: hour,
})
export const fieldsQuery = queryOptions({
  queryKey: keys.fields,
  queryFn: items<Field>('/fields'),
  staleTime: hour,
})

/** A keyset list for DataTable: pages are loaded as the reader scrolls. */
export function usePages<T>(
  key: readonly unknown[],
  path: string,
  query: Query = {},
  options: { enabled?: boolean; keep?: boolean } = {},
): ListSource<T> {
  const pages = useInfiniteQuery({
    queryKey: key,
    enabled: options.enabled ?? true,
    // A changed filter shows the old rows until the new ones are there.
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (last: Page<T>) => last.next || undefined,
  })
  return listOfPages<T>(pages)
}
