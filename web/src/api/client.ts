// The only place that calls the server. Cookie log-in, an Idempotency-Key on
// every write, problem+json as ApiError.
import i18next from 'i18next'
import { setConnection } from './connection'
import { type ApiError, offlineError, problemOf } from './problem'

export const base = '/api/v1'

type Value = string | number | boolean | null | undefined
export type Query = Record<string, Value | Value[]>

export interface Options {
  query?: Query
  signal?: AbortSignal
  /** Reuse the key of an earlier try, so that the act happens once. */
  key?: string
  /** The caller deals with 401 itself (the log-in page). */
  quiet?: boolean
}

let onUnauthorized: () => void = () => {}

/** Says what happens when a session has ended. */
export const whenUnauthorized = (fn: () => void) => {
  onUnauthorized = fn
}

/** A random key; crypto.randomUUID is missing on plain http. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** The address of a path with its query, empty values left out. */
export function urlOf(path: string, query?: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one))
  const text = params.toString()
  return base + path + (text ? `?${text}` : '')
}

async function answered(response: Response, quiet?: boolean): Promise<Response> {
  if (response.ok) {
    setConnection(true)
    return response
  }
  const problem = await problemOf(response)
  setConnection(!problem.offline)
  if ((problem.status === 401 || problem.unset) && !quiet) onUnauthorized()
  throw problem
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

async function attempt(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (isAbort(error)) throw error
    setConnection(false)
    throw offlineError()
  }
}

/** Sends a request; a write whose answer or commit got lost is sent once more under the same key. */
export async function send(
  method: string,
  path: string,
  body: unknown,
  options: Options = {},
): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': i18next.resolvedLanguage ?? i18next.language ?? 'zh-CN',
  }
  const write = method !== 'GET'
  if (write) headers['Idempotency-Key'] = options.key ?? randomKey()
  const form = body instanceof FormData
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json'
  const init: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    signal: options.signal ?? null,
    body: body === undefined ? null : form ? body : JSON.stringify(body),
  }
  const url = urlOf(path, options.query)
  try {
    return await answered(await attempt(url, init), options.quiet)
  } catch (error) {
    const { code } = error as ApiError
    if (!write || (code !== 'offline' && code !== 'commit.unknown')) throw error
    await new Promise((done) => setTimeout(done, 400))
    return answered(await attempt(url, init), options.quiet)
  }
}

async function json<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** api.get<Customer>('/customers/123'), api.post<Customer>('/customers', body). Paths go without /api/v1. */
export const api = {
  get: async <T>(path: string, options?: Options) => json<T>(await send('GET', path, undefined, options)),
  post: async <T = void>(path: string, body?: unknown, options?: Options) =>
    json<T>(await send('POST', path, body ?? {}, options)),
  patch: async <T = void>(path: string, body: unknown, options?: Options) =>
    json<T>(await send('PATCH', path, body, options)),
  put: async <T = void>(path: string, body: unknown, options?: Options) =>
    json<T>(await send('PUT', path, body, options)),
  del: async <T = void>(path: string, body?: unknown, options?: Options) =>
    json<T>(await send('DELETE', path, body, options)),
  /** A multipart upload: api.upload('/files', { file }) */
  upload: async <T>(path: string, parts: Record<string, string | Blob>, options?: Options) => {
    const form = new FormData()
    for (const [name, part] of Object.entries(parts)) form.append(name, part)
    return json<T>(await send('POST', path, form, options))
  },
}

/** How long an answer that boot.js asked for counts as fresh. */
const youth = 10_000

/** Adopts a request that boot.js started, once. */
export async function early<T>(url: string): Promise<T | undefined> {
  const started = window.laidanEarly?.[url]
  if (!started || performance.now() > youth) return undefined
  delete window.laidanEarly?.[url]
  const response = await started
  return response?.ok ? json<T>(response) : undefined
}
