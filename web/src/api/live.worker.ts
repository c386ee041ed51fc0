// One stream for all tabs of a browser. Tabs say "open" and "close"; the last
// one to leave ends the stream.
/// <reference lib="webworker" />
export {}

const ports = new Set<MessagePort>()
let source: EventSource | undefined

function tell(message: unknown) {
  for (const port of ports) port.postMessage(message)
}

function start() {
  if (source && source.readyState !== EventSource.CLOSED) return
  let lost = false
  source = new EventSource('/api/v1/live')
  source.onopen = () => {
    if (lost) tell({ kind: 'again' })
    lost = false
  }
  source.onerror = () => {
    lost = true
  }
  for (const kind of ['change', 'notice'])
    source.addEventListener(kind, (event) => tell({ kind, data: (event as MessageEvent<string>).data }))
}

function leave(port: MessagePort) {
  ports.delete(port)
  if (ports.size > 0) return
  source?.close()
  source = undefined
}

self.addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  port.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === 'close') return leave(port)
    if (typeof EventSource === 'undefined') return port.postMessage({ kind: 'unsupported' })
    ports.add(port)
    start()
  }
  port.start()
})
