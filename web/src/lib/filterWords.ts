// A test of a filter in words: "最近跟进 早于 3 天前".
import type { Arg, Op, Test } from './filter'

export interface FilterOption {
  value: string
  label: string
}

/** A field as the builder knows it: its kind decides operators and values. */
export interface FilterField {
  key: string
  label: string
  kind: string
  /** Of a reference: person, department, product, pool. */
  to?: string
  options?: FilterOption[]
  operators?: string[]
}

type T = (key: string, values?: Record<string, unknown>) => string

const time = (kind: string) => kind === 'instant' || kind === 'date'

/** What may be asked of a kind when the server does not say. */
const usual: Record<string, Op[]> = {
  text: ['contains', '=', '!=', 'startsWith', 'is empty', 'is not empty'],
  choice: ['in', 'not in', 'is empty', 'is not empty'],
  ref: ['in', 'not in', 'is empty', 'is not empty'],
  layer: ['in', 'not in', 'between', '<', '>'],
  tags: ['has', 'is empty', 'is not empty'],
  bool: ['='],
  instant: ['<', '>=', '>', '<=', '=', 'between', 'is empty', 'is not empty'],
}
const numbers: Op[] = ['=', '!=', '<', '<=', '>', '>=', 'between', 'is empty', 'is not empty']
const fallback = (kind: string): Op[] => usual[kind] ?? (kind === 'date' ? (usual.instant as Op[]) : numbers)

/** Operators of a field in the order they are offered. */
export function operatorsOf(field: FilterField): Op[] {
  const known = fallback(field.kind)
  if (!field.operators) return known
  const given = field.operators as Op[]
  return known.filter((op) => given.includes(op))
}

const names: Record<Op, string> = {
  '=': 'is',
  '!=': 'isNot',
  '<': 'less',
  '<=': 'atMost',
  '>': 'more',
  '>=': 'atLeast',
  in: 'in',
  'not in': 'notIn',
  between: 'between',
  contains: 'contains',
  startsWith: 'startsWith',
  has: 'has',
  'is empty': 'empty',
  'is not empty': 'notEmpty',
}

/** "早于" for instants, "小于" for numbers. */
export function opWord(op: Op, kind: string, t: T): string {
  const name = names[op]
  const ordered = op === '<' || op === '<=' || op === '>' || op === '>='
  if (ordered && time(kind)) return t(`ui.filter.op.time.${name}`)
  if (ordered && kind === 'layer') return t(`ui.filter.op.layer.${name}`)
  return t(`ui.filter.op.${name}`)
}

export function argWord(arg: Arg, field: FilterField, t: T): string {
  if (arg.kind === 'bool') return t(arg.text === 'true' ? 'ui.yes' : 'ui.no')
  if (arg.kind === 'call') return t(`ui.filter.call.${arg.text}`, { count: arg.n ?? 0, n: arg.n ?? 0 })
  return field.options?.find((o) => o.value === arg.text)?.label ?? arg.text
}

/** The whole test as one phrase. */
export function testWords(test: Test, fields: FilterField[], t: T): string {
  const field = fields.find((f) => f.key === test.field) ?? {
    key: test.field,
    label: test.field,
    kind: 'text',
  }
  const op = opWord(test.op, field.kind, t)
  const values = test.args.map((arg) => argWord(arg, field, t))
  const list =
    test.op === 'between' ? values.join(` ${t('ui.filter.to')} `) : values.join(t('ui.filter.comma'))
  return [field.label, op, list].filter(Boolean).join(' ')
}
