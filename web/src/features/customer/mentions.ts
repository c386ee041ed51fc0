// People named with @ in a comment.

export interface Named {
  id: string
  name: string
}

/** The ids of everybody whose "@name" stands in a text; longer names win over shorter ones. */
export function mentionsIn(text: string, people: Named[]): string[] {
  const found: string[] = []
  let rest = text
  for (const { id, name } of [...people].sort((a, b) => b.name.length - a.name.length)) {
    if (!name || !rest.includes(`@${name}`)) continue
    found.push(id)
    rest = rest.replaceAll(`@${name}`, ' ')
  }
  return found
}

/** A text cut at its mentions, so that they can be set in ink. */
export function mentionParts(text: string, names: string[]): { text: string; mention: boolean }[] {
  const known = [...names].filter(Boolean).sort((a, b) => b.length - a.length)
  if (known.length === 0) return [{ text, mention: false }]
  const quoted = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text
    .split(new RegExp(`(@(?:${quoted.join('|')}))`))
    .filter((part) => part !== '')
    .map((part) => ({ text: part, mention: part.startsWith('@') && known.includes(part.slice(1)) }))
}
