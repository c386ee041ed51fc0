// Live updates: the server says which topic changed, the browser asks again
// for what is on screen. Nothing is trusted from the stream itself.
import type { QueryClient } from '@tanstack/react-query'
import { keys } from './keys'

interface Message {
  kind: string
  data?: string
}

// What stands under a topic, by the first word of a query key. A topic that is
// not listed invalidates the keys that begin with its own name.
const topics: Record<string, string[]> = {
  customer: ['customers', 'queue', 'funnel', 'board', 'pool', 'pools', 'viewCounts'],
  customers: ['customers', 'queue', 'funnel', 'board', 'pool', 'pools', 'viewCounts'],
  touch: ['customers', 'queue', 'summary'],
  plan: ['customers', 'queue', 'plans', 'board'],
  move: ['customers', 'queue', 'funnel', 'board', 'me'],
  funnel: ['customers', 'queue', 'funnel', 'board', 'me'],
  assign: ['customers', 'queue', 'pool', 'pools', 'board', 'funnel', 'hold', 'me'],
  pool: ['pool', 'pools', 'customers', 'hold', 'me'],
  hold: ['hold', 'me'],
  deal: ['deals', 'contracts', 'customers'],
  contract: ['deals', 'contracts'],
  person: ['me', 'people', 'peopleNames', 'sessions', 'tokens'],
  import: ['imports', 'import', 'customers', 'pool', 'pools'],
  notice: ['notices', 'me'],
}

/** The first words of the query keys a change touches. */
export const touched = (topic: string): string[] => topics[topic] ?? [topic]

/** Collects changes for a moment, so that a bulk act causes one refresh. */
function collector(client: QueryClient) {
  let words = new Set<string>()
  let customers = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const [w, c] = [words, customers]
    words = new Set()
    customers = new Set()
    void client.invalidateQueries({
      predicate: ({ queryKey }) =>
        w.has(String(queryKey[0])) || (queryKey[0] === 'customer' && c.has(String(queryKey[1]))),
    })
  }
  return (topic: string, customer?: string | null) => {
    for (const word of touched(topic)) words.add(word)
    if (customer) customers.add(customer)
    if (timer === undefined) timer = setTimeout(flush, 300)
  }
}

function reader(client: QueryClient) {
  const changed = collector(client)
  return ({ kind, data }: Message) => {
    if (kind === 'again') return void client.invalidateQueries()
    if (kind === 'notice') {
      void client.invalidateQueries({ queryKey: ['notices'] })
      void client.invalidateQueries({ queryKey: keys.me })
      return
    }
    try {
      const change = JSON.parse(data ?? '{}') as { topic?: string; customerId?: string | null }
      if (change.topic) changed(change.topic, change.customerId)
    } catch {
      // A line that is not JSON is a comment or a newer server; the next refresh covers it.
    }
  }
}

/** A stream of this tab's own, where the browser has no SharedWorker. */
function ownStream(read: (message: Message) => void): () => void {
  const source = new EventSource('/api/v1/live')
  let lost = false
  source.onerror = () => {
    lost = true
  }
  source.onopen = () => {
    if (lost) read({ kind: 'again' })
    lost = false
  }
  for (const kind of ['change', 'notice'])
    source.addEventListener(kind, (event) => read({ kind, data: (event as MessageEvent<string>).data }))
  return () => source.close()
}

/** Follows the server's changes until the returned function is called. */
export function followLive(client: QueryClient): () => void {
  const read = reader(client)
  if (typeof SharedWorker === 'undefined') return ownStream(read)
  const worker = new SharedWorker(new URL('./live.worker.ts', import.meta.url), {
    type: 'module',
    name: 'laidan',
  })
  const { port } = worker
  let own: (() => void) | undefined
  port.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'unsupported') return read(data)
    own ??= ownStream(read)
  }
  const open = () => port.postMessage('open')
  const close = () => port.postMessage('close')
  open()
  window.addEventListener('pagehide', close)
  window.addEventListener('pageshow', open)
  return () => {
    window.removeEventListener('pagehide', close)
    window.removeEventListener('pageshow', open)
    close()
    own?.()
  }
}
