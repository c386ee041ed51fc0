// What a person decides about an import, as changes to send. Pure.
import type {
  Column,
  Counts,
  FoundColumn,
  Import,
  Options,
  Patch,
  Preview,
  PreviewRow,
  Target,
} from './types'

/** Reading the file otherwise makes all its columns new ones. */
const choices: (keyof Options)[] = ['encoding', 'delimiter', 'sheet', 'headerRow']
export const rereads = (patch: Patch): boolean => choices.some((key) => key in patch)

/** Changes that wait, with a new one: another reading of the file drops what was said of its columns. */
export const withPatch = (waiting: Patch, next: Patch): Patch =>
  rereads(next) ? { ...next } : { ...waiting, ...next }

const whole = (c: Column): Column => ({
  target: c.target,
  label: c.label ?? '',
  kind: c.kind ?? '',
  order: c.order ?? '',
})

/** All columns with one of them changed; every part is sent, so that none is left from before. */
export const columnsWith = (columns: Column[], index: number, change: Partial<Column>): Column[] =>
  columns.map((c, i) => whole(i === index ? { ...c, ...change } : c))

/** A column that becomes a new field brings its name and kind along. */
export function retarget(columns: Column[], found: FoundColumn, target: string): Column[] {
  const fresh = target === 'custom'
  return columnsWith(columns, found.index, {
    target,
    label: fresh ? found.header.slice(0, 60) : '',
    kind: fresh ? found.kind : '',
  })
}

/** Every column with days in it read in one order. */
export const inOrder = (columns: Column[], found: FoundColumn[], order: Column['order']): Column[] =>
  columns.map((c, i) => whole(found[i]?.order ? { ...c, order: order ?? '' } : c))

/** A remedy added to what was decided before: earlier translations and gaps stay. */
export function withFix(options: Options, fix: Patch): Patch {
  const patch: Patch = { ...fix }
  if (fix.values) {
    const values = { ...(options.values ?? {}) }
    for (const [target, words] of Object.entries(fix.values))
      values[target] = { ...(values[target] ?? {}), ...words }
    patch.values = values
  }
  if (fix.blank) patch.blank = [...new Set([...(options.blank ?? []), ...fix.blank])]
  return patch
}

/** Targets that another column has already and that take only one. */
export function taken(columns: Column[], targets: Target[], index: number): Set<string> {
  const many = new Set(targets.filter((t) => t.many || t.kind === 'none').map((t) => t.key))
  return new Set(
    columns.flatMap((c, i) =>
      i !== index && !many.has(c.target) && c.target !== 'custom' ? [c.target] : [],
    ),
  )
}

export interface Sum {
  /** Rows that make or change a customer. */
  in: number
  /** Rows that are left. */
  out: number
}

export const sumOf = (c: Counts): Sum => ({ in: c.create + c.update, out: c.duplicate + c.reject })

/** The counts to show: of the run once it began, of the dry run before. */
export const countsOf = (imp: Pick<Import, 'state' | 'counts' | 'preview'>): Counts =>
  imp.state === 'mapped' && imp.preview ? imp.preview.counts : imp.counts

/** Columns of the preview table, the telling ones first; those without any value are left out. */
const order = [
  'name',
  'contact',
  'phone',
  'region',
  'grade',
  'createdAt',
  'owner',
  'layer',
  'source',
  'industry',
  'need',
]
/** Numbers of every kind stand in one column. */
const placed = (key: string) => (key.startsWith('phone.') ? 'phone' : key)
export const cellOf = (row: PreviewRow, key: string): string =>
  row.values[key] ?? Object.entries(row.values).find(([of]) => placed(of) === key)?.[1] ?? ''

export function shownTargets(preview: Pick<Preview, 'rows'>, most = 9): string[] {
  const there = new Set(preview.rows.flatMap((r) => Object.keys(r.values).map(placed)))
  // Everybody begins as a resource: the layer tells only where another one occurs.
  if (preview.rows.every((r) => (r.values.layer ?? 'resource') === 'resource')) there.delete('layer')
  const rest = [...there].filter((key) => !order.includes(key)).sort()
  return [...order.filter((key) => key === 'name' || there.has(key)), ...rest].slice(0, most)
}

const parts: Record<string, string> = {
  province: 'region',
  city: 'region',
  contactName: 'contact',
  contactTitle: 'contact',
}

/** Whether an update fills a cell of the preview. */
export const fills = (row: PreviewRow, target: string): boolean =>
  (row.filled ?? []).some((field) => (parts[field] ?? field) === target)

/** Which cell a refused row is refused for. */
export const fails = (row: PreviewRow, target: string): boolean =>
  (row.errors ?? []).some((e) => e.target === target || e.target?.split('.')[0] === target)

/** Whether the import can still be taken back. */
export const undoable = (imp: Pick<Import, 'state' | 'undoUntil'>, now: number): boolean =>
  imp.state === 'failed' ||
  (imp.state === 'done' && imp.undoUntil !== null && Date.parse(imp.undoUntil) > now)
