// What was typed into a form and not saved yet, kept until the tab is closed.

const keyOf = (name: string) => `laidan.draft.${name}`

export function readDraft<T>(name: string): Partial<T> | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(name))
    return text ? (JSON.parse(text) as Partial<T>) : undefined
  } catch {
    return undefined
  }
}

export function writeDraft(name: string, values: unknown) {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(values))
  } catch {
    // A full or forbidden storage only costs the draft.
  }
}

export function dropDraft(name: string) {
  try {
    sessionStorage.removeItem(keyOf(name))
  } catch {
    // Nothing was kept.
  }
}

/** The values that differ from what the form began with. */
export function changesOf<T extends object>(initial: Partial<T>, values: T): Partial<T> {
  const differs = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(initial[name as keyof T] ?? null),
  )
  return Object.fromEntries(differs) as Partial<T>
}
