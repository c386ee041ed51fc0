// What an act on a deal or contract makes old.
import type { QueryKey } from '@tanstack/react-query'

export const staleOf = (customerId: string): QueryKey[] => [
  ['customer', customerId],
  ['deals'],
  ['contracts'],
  ['contract'],
  ['customers'],
  ['funnel'],
  ['board'],
]
