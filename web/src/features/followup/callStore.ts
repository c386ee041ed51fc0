// The call that was started here, and what was refused. Kept for the tab, so
// that a phone that dropped the page during a call still asks how it went.
import { useSyncExternalStore } from 'react'
import { dropDraft, readDraft, writeDraft } from '@/lib/draft'

export interface Started {
  customerId: string
  name: string
  contactId: string
  startedAt: number
  /** The page was left for the dialler. */
  left?: boolean
}

export interface Refusal {
  name: string
  title: string
  text: string
}

interface State {
  call: Started | undefined
  refusal: Refusal | undefined
}

const kept = 'call'
const restored = readDraft<Started>(kept)
let state: State = { call: restored?.customerId ? (restored as Started) : undefined, refusal: undefined }
const listeners = new Set<() => void>()

function set(change: Partial<State>) {
  state = { ...state, ...change }
  if (state.call) writeDraft(kept, state.call)
  else dropDraft(kept)
  for (const listener of listeners) listener()
}

export const calls = {
  get: () => state,
  started: (call: Started) => set({ call }),
  left: () => state.call && set({ call: { ...state.call, left: true } }),
  ended: () => set({ call: undefined }),
  refuse: (refusal: Refusal) => set({ refusal }),
  closeRefusal: () => set({ refusal: undefined }),
}

export const useCalls = (): State =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => state,
  )
