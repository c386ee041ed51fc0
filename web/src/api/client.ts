// The only place that calls the server: openapi-fetch over the generated schema.
// Cookie log-in, an Idempotency-Key on every write, problem+json as ApiError.
import i18next from 'i18next'
import createClient, { type MaybeOptionalInit } from 'openapi-fetch'
import type {
  HttpMethod,
  PathsWithMethod,
  RequiredKeysOf,
  SuccessResponseJSON,
} from 'openapi-typescript-helpers'
import { setConnection } from './connection'
import { offlineError, problemOf } from './problem'
import type { paths } from './schema'

const base = '/api/v1'

/** Every route without the prefix they share. */
export type Paths = { [P in keyof paths as P extends `${typeof base}${infer R}` ? R : never]: paths[P] }

interface Own {
  /** Reuse the key of an earlier try, so that the act happens once. */
  key?: string
  /** The caller deals with 401 itself (the log-in page). */
  quiet?: boolean
}

type Init<P extends keyof Paths, M extends keyof Paths[P]> = NonNullable<MaybeOptionalInit<Paths[P], M>> & Own
type Inits<P extends keyof Paths, M extends keyof Paths[P]> =
  RequiredKeysOf<Init<P, M>> extends never ? [Init<P, M>?] : [Init<P, M>]
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a route answers; nothing where it answers 204. */
export type Answer<P extends keyof Paths, M extends keyof Paths[P]> =
  Paths[P][M] extends Record<string | number, unknown>
    ? [SuccessResponseJSON<Paths[P][M]>] extends [never]
      ? undefined
      : SuccessResponseJSON<Paths[P][M]>
    : never
type Call<M extends Method> = <P extends PathsWithMethod<Paths, M>>(
  path: P,
  ...init: Inits<P, M>
) => Promise<Answer<P, M>>

/** The ids and the query of a GET route. */
type Place<P extends keyof Paths> = Paths[P] extends { get: { parameters: infer T } }
  ? Omit<T, 'header' | 'cookie'>
  : never

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

/** A query in the order it was written, lists with commas, empty values left out. */
function queryOf(query: object): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') params.append(name, String(value))
  return params.toString()
}

/** The address of a GET route, for links and for boot.js. */
export function urlOf<P extends PathsWithMethod<Paths, 'get'>>(
  path: P,
  { path: ids, query }: Place<P> & { path?: object; query?: object },
): string {
  const text = queryOf(query ?? {})
  const values = Object.entries(ids ?? {})
  const at = values.reduce((url, [name, id]) => url.replace(`{${name}}`, String(id)), String(path))
  return base + at + (text && `?${text}`)
}

/** JSON, or a form where a file is in it. */
function bodyOf(body: unknown): string | FormData {
  const parts = Object.entries(body ?? {})
  if (!parts.some(([, part]) => part instanceof Blob)) return JSON.stringify(body)
  const form = new FormData()
  for (const [name, part] of parts) if (part !== undefined) form.append(name, part)
  return form
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
const pause = () => new Promise((done) => setTimeout(done, 400))

async function attempt(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (isAbort(error)) throw error
    setConnection(false)
    throw offlineError()
  }
}

/** Whether an act may have happened although its answer does not say so. */
async function unsure(response: Response): Promise<boolean> {
  if (response.ok) return false
  const { code, offline } = await problemOf(response.clone())
  return offline || code === 'commit.unknown'
}

/** A write whose answer or commit got lost is sent once more under the same key. */
async function sendOnce(request: Request): Promise<Response> {
  if (request.method === 'GET') return (await early(request.url)) ?? attempt(request)
  const again = request.clone()
  try {
    const response = await attempt(request)
    if (!(await unsure(response))) return response
  } catch (error) {
    if (isAbort(error)) throw error
  }
  await pause()
  return attempt(again)
}

const client = createClient<Paths>({
  baseUrl: base,
  credentials: 'same-origin',
  querySerializer: queryOf,
  bodySerializer: bodyOf,
  fetch: sendOnce,
})

const headersOf = (method: HttpMethod, key?: string) => ({
  Accept: 'application/json',
  'Accept-Language': i18next.resolvedLanguage ?? i18next.language ?? 'zh-CN',
  ...(method === 'get' ? {} : { 'Idempotency-Key': key ?? randomKey() }),
})

/** A method's call: what the route answers, or an ApiError. */
function calling<M extends Method>(method: M) {
  const request = client.request as (m: string, path: string, init: object) => Promise<Raw>
  const call = async (path: string, { key, quiet, ...init }: Own & object = {}) => {
    const answer = await request(method, path, { ...init, headers: headersOf(method, key) })
    if (answer.response.ok) {
      setConnection(true)
      return answer.data
    }
    const problem = await problemOf(answer.response, answer.error)
    setConnection(!problem.offline)
    if ((problem.status === 401 || problem.unset) && !quiet) onUnauthorized()
    throw problem
  }
  return call as Call<M>
}

interface Raw {
  data?: unknown
  error?: unknown
  response: Response
}

/** api.get('/customers/{id}', { params: { path: { id } }, signal }); paths go without /api/v1. */
export const api = {
  get: calling('get'),
  post: calling('post'),
  put: calling('put'),
  patch: calling('patch'),
  del: calling('delete'),
}

/** How long an answer that boot.js asked for counts as fresh. */
const youth = 10_000

/** Adopts a request that boot.js started, once. */
export async function early(address: string): Promise<Response | undefined> {
  const url = address.replace(window.location.origin, '')
  const started = window.laidanEarly?.[url]
  if (!started || performance.now() > youth) return undefined
  delete window.laidanEarly?.[url]
  const response = await started
  return response?.ok ? response : undefined
}
