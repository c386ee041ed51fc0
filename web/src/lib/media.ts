import { useSyncExternalStore } from 'react'

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )
}

/** Under 768 px: tab bar, cards, bottom sheets. */
export const usePhone = () => useMedia('(max-width: 767px)')
/** Under 1360 px: icon sidebar, secondary buttons lose their words. */
export const useNarrow = () => useMedia('(max-width: 1359px)')
