import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** View state (filter, sort, tab) lives in the address; an empty value leaves it. */
export type UrlState = Record<string, string | undefined>

/** const [url, setUrl] = useUrl<{ filter?: string; sort?: string }>() */
export function useUrl<T extends UrlState>(): [
  T,
  (change: Partial<T>, options?: { push?: boolean }) => void,
] {
  const search = useRouterState({ select: (state) => state.location.search }) as unknown as T
  const navigate = useNavigate()
  const set = useCallback(
    (change: Partial<T>, options?: { push?: boolean }) => {
      void navigate({
        to: '.',
        replace: !options?.push,
        search: ((old: UrlState) =>
          Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value))) as never,
      })
    },
    [navigate],
  )
  return [search, set]
}
