// Query keys. The first word of a key is what live updates invalidate.

type Query = object

export const keys = {
  me: ['me'] as const,
  notices: (unread?: boolean) => ['notices', { unread: unread ?? false }] as const,
  customers: (query: Query) => ['customers', query] as const,
  customer: (id: string) => ['customer', id] as const,
  /** Anything that belongs to one customer: timeline, deals, receipts, ... */
  customerPart: (id: string, part: string, query: Query = {}) => ['customer', id, part, query] as const,
  queue: (query: Query) => ['queue', query] as const,
  funnel: (query: Query) => ['funnel', query] as const,
  board: (query: Query) => ['board', query] as const,
  pools: ['pools'] as const,
  pool: (id: string, query: Query = {}) => ['pool', id, query] as const,
  deals: (query: Query) => ['deals', query] as const,
  contracts: (query: Query) => ['contracts', query] as const,
  filter: (text: string) => ['filter', text] as const,
  views: (list: string) => ['views', list] as const,
  viewCounts: ['viewCounts'] as const,
  fields: ['fields'] as const,
  people: (query: Query) => ['people', query] as const,
  peopleNames: ['peopleNames'] as const,
  departments: ['departments'] as const,
  products: ['products'] as const,
  sessions: ['sessions'] as const,
  tokens: ['tokens'] as const,
}
