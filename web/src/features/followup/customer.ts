// The parts of GET /customers/{id} that a follow-up shows.
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { Schemas } from '@/api/types'

export type Contact = Schemas['CustomerContactView']
export type Plan = Schemas['CustomerPlanView']
export type Said = Schemas['CustomerQuote']
/** One thing that happened with a customer. */
export type Happening = Schemas['TimelineItem']

/** The same record as the customer's page keeps, under the same key. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) =>
      api.get('/customers/{id}', { params: { path: { id }, query: { standing: true } }, signal }),
    enabled: id !== '',
  })

/** The last touches and moves of a customer. */
export const recentQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customerPart(id, 'recent'),
    queryFn: async ({ signal }) => {
      const { items } = await api.get('/customers/{id}/timeline', { params: { path: { id } }, signal })
      return items.filter((h) => h.touch || h.move).slice(0, 4)
    },
  })
