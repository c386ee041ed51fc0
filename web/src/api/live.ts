// Live updates: the server says which topic changed, the browser asks again
// for what is on screen. Nothing is trusted from the stream itself.
import type { QueryClient } from '@tanstack/react-query'
import { type Change, isTopic, markStale } from './stale'

interface Message {
  kind: string
  data?: string
}

/** Collects changes for a moment, so that a bulk act causes one refresh. */
function collector(client: QueryClient) {
  let changes = new Map<string, Change>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const all = [...changes.values()]
    changes = new Map()
    void markStale(client, all)
  }
  return (change: Change) => {
    changes.set(`${change.topic} ${change.customerId}`, change)
    if (timer === undefined) timer = setTimeout(flush, 300)
  }
}

function reader(client: QueryClient) {
  const changed = collector(client)
  return ({ kind, data }: Message) => {
    if (kind === 'again') return void client.invalidateQueries()
    if (kind === 'notice') return void markStale(client, [{ topic: 'notice' }])
    try {
      const { topic = '', customerId } = JSON.parse(data ?? '{}') as {
        topic?: string
        customerId?: string | null
      }
      if (isTopic(topic)) changed({ topic, customerId })
    } catch {
      // A line that is not JSON is a comment or a newer server; the next markStale covers it.
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
