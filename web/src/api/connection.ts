// Whether the server can be reached, as the last answers showed.
import { useSyncExternalStore } from 'react'

export interface Connection {
  ok: boolean
  /** When an answer last came; what the page shows is from then. */
  since: number
}

let state: Connection = { ok: true, since: Date.now() }
const listeners = new Set<() => void>()

export function setConnection(ok: boolean) {
  if (ok) {
    const was = state.ok
    // The time of each good answer is kept without waking the page.
    state = was ? state : { ok: true, since: Date.now() }
    lastAnswer = Date.now()
    if (was) return
  } else {
    if (!state.ok) return
    state = { ok: false, since: lastAnswer }
  }
  for (const listener of listeners) listener()
}

let lastAnswer = Date.now()

export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => state,
  )
}
