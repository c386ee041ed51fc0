// What is old after a change: by topic, the first words of query keys. The topics
// are those the server sends to live readers and those an act here names; what an
// act makes old is written here and nowhere else.
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

const ofCustomer = ['customer', 'customers', 'viewCounts', 'queue', 'board']
const pools = ['pool', 'pools', 'customers']
const meters = ['hold', 'me']

const topics = {
  /** What a customer is. */
  customer: [...ofCustomer, ...pools, 'funnel'],
  /** Who has a customer, or on which layer it stands: meters too. */
  hold: [...ofCustomer, ...pools, ...meters, 'funnel'],
  /** What was done with a customer or is planned. */
  touch: [...ofCustomer, 'plans', 'summary', 'rhythm'],
  deal: [...ofCustomer, 'funnel', 'deals', 'contracts', 'contract'],
  pool: [...pools, ...meters],
  funnel: [...ofCustomer, ...meters, 'funnel'],
  import: [...pools, 'imports', 'import'],
  bulk: ['bulk'],
  view: ['views', 'viewCounts'],
  field: ['fields'],
  product: ['products'],
  organisation: ['organisation', 'me'],
  department: ['departments'],
  person: ['me', 'people', 'peopleNames', 'departments', 'sessions', 'tokens'],
  session: ['sessions', 'tokens'],
  notice: ['notices', 'me'],
} as const satisfies Record<string, readonly string[]>

export type Topic = keyof typeof topics

export interface Change {
  topic: Topic
  /** The customer it is about; without one every open customer is old. */
  customerId?: string | null | undefined
}

/** A newer server may know topics that this page does not. */
export const isTopic = (text: string): text is Topic => text in topics

const touches = ({ topic, customerId }: Change, root: unknown, id: unknown) =>
  (topics[topic] as readonly unknown[]).includes(root) &&
  (root !== 'customer' || !customerId || id === customerId)

/** Marks what the changes made old; what is on screen is asked for again. */
export const markStale = (client: QueryClient, changes: Change[]) =>
  client.invalidateQueries({
    predicate: ({ queryKey: [root, id] }) => changes.some((change) => touches(change, root, id)),
  })

/** The server's texts are in another language now; who is logged in stays. */
export const markTextsStale = (client: QueryClient) =>
  client.invalidateQueries({ predicate: ({ queryKey: [root] }) => root !== 'me' })

/** Says what changed: const refresh = useRefresh(); refresh('touch', customer.id). */
export function useRefresh() {
  const client = useQueryClient()
  return useCallback(
    (topic: Topic, customerId?: string) => void markStale(client, [{ topic, customerId }]),
    [client],
  )
}
