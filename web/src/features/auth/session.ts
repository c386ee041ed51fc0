import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { markTextsStale } from '@/api/stale'
import type { Me } from '@/api/types'
import { switchLanguage } from '@/i18n'
import { prefs } from '@/lib/prefs'
import { queryClient } from '@/providers'

/** What a successful log-in, set-up or invitation leaves behind. */
export async function startSession(me: Me) {
  // What an earlier person saw goes; what this page shows stays.
  queryClient.removeQueries({ predicate: (query) => query.getObserversCount() === 0 })
  queryClient.setQueryData(keys.me, me)
  prefs.setLoggedIn(true)
  prefs.setLanguage(me.language)
  await switchLanguage(me.language)
}

/** Ends the session; the page is loaded anew, so that nothing of it stays in memory. */
export async function logOut() {
  prefs.setLoggedIn(false)
  try {
    await api.post('/logout', { quiet: true })
  } finally {
    window.location.assign('/login')
  }
}

/** The session ended elsewhere: back to the log-in page, and here again afterwards. */
export function sessionEnded() {
  prefs.setLoggedIn(false)
  const { pathname, search } = window.location
  if (pathname === '/login') return
  queryClient.clear()
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`
  window.location.assign(`/login${next}`)
}

/** Switches at once; the server keeps it for other browsers, mails and notices. */
export async function chooseLanguage(language: string) {
  prefs.setLanguage(language)
  await switchLanguage(language)
  const me = queryClient.getQueryData<Me>(keys.me)
  if (!me) return
  queryClient.setQueryData(keys.me, { ...me, language })
  await api.patch('/me', { body: { language } })
  void markTextsStale(queryClient)
}

/** Where to go after logging in: only addresses of this product. */
export const nextPage = (next: string | undefined): string =>
  next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/'
