// The parts of GET /customers/{id} that a follow-up shows.
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { Channel, Ref } from '@/api/types'
import type { Followed } from './types'

export interface Contact {
  id: string
  name: string
  title: string
  primary: boolean
  preferred: Channel | ''
}

export interface Plan {
  id: string
  at: string
  channel: Channel
  content: string
  goal: string
  promised: boolean
}

export interface Said {
  text: string
  at: string
  channel: Channel
}

/** One thing that happened, as far as the short list shows it. */
export interface Happening {
  id: string
  type: string
  at: string
  by: Ref | null
  touch?: {
    channel: Channel
    direction: string
    result: string
    seconds: number
    content: string
    feedback: string
  }
  move?: { from: string; to: string; days: number }
}

/** The same record as the customer's page keeps, under the same key. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => api.get<Followed>(`/customers/${id}`, { query: { standing: true }, signal }),
    enabled: id !== '',
  })

/** The last touches and moves of a customer. */
export const recentQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customerPart(id, 'recent'),
    queryFn: async ({ signal }) => {
      const { items } = await api.get<{ items: Happening[] }>(`/customers/${id}/timeline`, { signal })
      return items.filter((h) => h.touch || h.move).slice(0, 4)
    },
  })

/** What is old after a follow-up. */
export const staleOf = (id: string) => [
  keys.customer(id),
  ['customers'],
  ['queue'],
  ['plans'],
  ['summary'],
  ['rhythm'],
  ['board'],
  ['viewCounts'],
]
