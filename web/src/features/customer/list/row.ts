// What the list asks of each customer: what every row, its card and its acts
// read, and what the chosen columns show beside it. Less is read and sent faster.
import type { Customer, CustomerWith } from '@/api/types'

export const base = [
  'name',
  'grade',
  'temperature',
  'layer',
  'contactName',
  'phone',
  'doNotContact',
  'owner',
  'pool',
  'firstDueAt',
  'lastTouchAt',
  'lastChannel',
  'lastResult',
  'nextAt',
  'nextChannel',
  'deal',
  'tags',
  'touches',
  'createdAt',
  'version',
  'actions',
] as const satisfies (keyof Customer)[]

/** A customer in the list; what a column alone shows may not be there. */
export type Row = CustomerWith<typeof base> & Partial<Customer>

const shownBy: Record<string, (keyof Customer)[]> = {
  layerSince: ['daysInLayer', 'idealDays'],
  product: ['product'],
  source: ['source'],
  industry: ['industry'],
  city: ['province', 'city'],
  goal: ['goal'],
  nextGoal: ['nextGoal'],
  department: ['department'],
  assignedAt: ['assignedAt'],
}

/** The fields a list with these columns asks for, in one order whatever the columns' order. */
export function fieldsFor(columns: string[]): (keyof Customer)[] {
  const beside = columns.flatMap<keyof Customer>((key) =>
    key.startsWith('custom.') ? ['custom'] : (shownBy[key] ?? []),
  )
  return [...base, ...[...new Set(beside)].sort()]
}
