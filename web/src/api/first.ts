// What a page shows first is asked for by boot.js, beside the scripts, when the
// page is opened the next time, and drawn with the first stroke.
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { prefs } from '@/lib/prefs'
import { early } from './client'

interface First {
  url: string
  key: QueryKey
}

const place = () => `laidan.first:${window.location.pathname}`

/** Remembers the query that the page at this address begins with. */
export function rememberFirst(key: QueryKey, url: string) {
  prefs.set(place(), JSON.stringify({ url, key } satisfies First))
}

/** Puts the answer that boot.js got for this page where its query will find it. */
export async function adoptFirst(client: QueryClient) {
  try {
    const { url, key } = JSON.parse(prefs.get(place())) as First
    const response = await early(url)
    if (response) client.setQueryData(key, await response.json())
  } catch {
    // Nothing was remembered; the page asks for itself.
  }
}
