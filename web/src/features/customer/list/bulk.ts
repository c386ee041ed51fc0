// Acts on many customers at once, and how each of them is taken back.
import type { Customer, Grade, Schemas, Temperature } from '@/api/types'

/** The body of POST /customers/bulk, without whom it is about. */
export type BulkAct =
  | { action: 'assign'; ownerId: string; reason?: string }
  | { action: 'release'; reason?: string }
  | { action: 'tags'; add?: string[]; remove?: string[] }
  | { action: 'grade'; grade: Grade | '' }
  | { action: 'temperature'; temperature: Temperature }
  | { action: 'plan'; plan: Schemas['CustomerBulkPlan'] }
  | { action: 'archive' }

export type BulkRequest = BulkAct & { ids: string[] }

/** One act takes at most so many customers. */
export const mostAtOnce = 500

type Row = Pick<Customer, 'id' | 'grade' | 'temperature' | 'tags' | 'owner'>

/** Puts rows with the same value together. */
function grouped<T extends string>(rows: Row[], value: (row: Row) => T): [T, string[]][] {
  const groups = new Map<T, string[]>()
  for (const row of rows) groups.set(value(row), [...(groups.get(value(row)) ?? []), row.id])
  return [...groups]
}

/**
 * The requests that bring rows back to what they were before an act; nothing
 * when it cannot be taken back (plans are replaced, pools do not remember).
 */
export function undoOf(act: BulkAct, before: Row[]): BulkRequest[] | undefined {
  switch (act.action) {
    case 'grade':
      return grouped(
        before.filter((r) => r.grade !== act.grade),
        (r) => r.grade,
      ).map(([grade, ids]) => ({
        action: 'grade',
        grade,
        ids,
      }))
    case 'temperature':
      return grouped(
        before.filter((r) => r.temperature !== act.temperature),
        (r) => r.temperature,
      ).map(([temperature, ids]) => ({ action: 'temperature', temperature, ids }))
    case 'assign':
      if (before.some((r) => !r.owner)) return undefined
      return grouped(
        before.filter((r) => r.owner?.id !== act.ownerId),
        (r) => r.owner?.id ?? '',
      ).map(([ownerId, ids]) => ({
        action: 'assign',
        ownerId,
        ids,
      }))
    case 'tags':
      return [...each(act.add, before, false), ...each(act.remove, before, true)]
    default:
      return undefined
  }
}

/** Takes tags from those who did not have them, or gives them back to those who had. */
function each(tags: string[] | undefined, before: Row[], had: boolean): BulkRequest[] {
  return (tags ?? []).flatMap((tag) => {
    const ids = before.filter((r) => r.tags.includes(tag) === had).map((r) => r.id)
    if (ids.length === 0) return []
    return [had ? { action: 'tags', add: [tag], ids } : { action: 'tags', remove: [tag], ids }]
  })
}
