// Which list a customer was opened from, so that its page can walk to the next
// and previous one. Kept for the tab; a reload does not lose it.

export interface ListContext {
  ids: string[]
  /** The address of the list. */
  back: string
}

const key = 'laidan.list'
let current: ListContext | undefined

/** Called by lists whenever their rows change. */
export function rememberList(ids: string[], back: string) {
  current = { ids, back }
  try {
    sessionStorage.setItem(key, JSON.stringify(current))
  } catch {
    // A full or forbidden storage only costs the order after a reload.
  }
}

export function listContext(): ListContext | undefined {
  if (current) return current
  try {
    current = JSON.parse(sessionStorage.getItem(key) ?? 'null') as ListContext | undefined
  } catch {
    current = undefined
  }
  return current ?? undefined
}

/** Before, after and place of a customer in the list it was opened from. */
export function neighboursOf(id: string, context: ListContext | undefined) {
  const at = context?.ids.indexOf(id) ?? -1
  if (!context || at < 0) return { back: '/customers', place: 0, of: 0 }
  return {
    back: context.back,
    previous: context.ids[at - 1],
    next: context.ids[at + 1],
    place: at + 1,
    of: context.ids.length,
  }
}
