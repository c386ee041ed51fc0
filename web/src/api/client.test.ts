import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from './problem'

type Sent = { url: string; method: string; key: string | null; body: string }

let sent: Sent[]
let answers: (Response | Error)[]

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

/** A browser's Request takes an address without a host. */
class PageRequest extends Request {
  constructor(input: string | URL | Request, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, 'http://laidan.test') : input, init)
  }
}

beforeEach(() => {
  sent = []
  answers = []
  vi.stubGlobal('window', { location: { origin: 'http://laidan.test' } })
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const body = await request.clone().text()
    sent.push({
      url: pathname + search,
      method: request.method,
      key: request.headers.get('Idempotency-Key'),
      body,
    })
    const answer = answers.shift()
    if (!answer || answer instanceof Error) throw answer ?? new TypeError('nobody there')
    return answer
  })
})
afterEach(() => vi.unstubAllGlobals())

vi.stubGlobal('Request', PageRequest) // openapi-fetch takes it when it is made
const { api, urlOf, whenUnauthorized } = await import('./client')
const id = '42'

it('leaves empty values out of the query and joins lists', async () => {
  answers = [json(200, { items: [], next: '' })]
  await api.get('/customers', { params: { query: { q: '', filter: 'grade = "A"', fields: ['id', 'name'] } } })
  expect(sent[0]?.url).toBe('/api/v1/customers?filter=grade+%3D+%22A%22&fields=id%2Cname')
  expect(sent[0]?.key).toBeNull()
})

it('writes addresses of files and lists', () => {
  expect(urlOf('/files/{id}', { path: { id } })).toBe('/api/v1/files/42')
  expect(urlOf('/queue', { query: { team: true, fields: ['name'] } })).toBe(
    '/api/v1/queue?team=true&fields=name',
  )
})

it('sends a write whose answer got lost once more under its key', async () => {
  answers = [new TypeError('lost'), json(200, { id, name: 'x' })]
  const made = await api.post('/customers/{id}/restore', { params: { path: { id } }, body: { version: 3 } })
  expect(made.name).toBe('x')
  expect(sent.map((s) => s.url)).toEqual(Array(2).fill('/api/v1/customers/42/restore'))
  expect(sent[0]?.body).toBe('{"version":3}')
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/)
})

it('sends a write again when the server does not know whether it happened', async () => {
  answers = [json(503, { code: 'commit.unknown', status: 503 }), json(200, { id })]
  await api.post('/customers/{id}/claim', { params: { path: { id } } })
  expect(sent).toHaveLength(2)
})

it('does not send a refused write again', async () => {
  answers = [json(409, { code: 'conflict', status: 409, detail: 'newer', state: { mergedInto: '7' } })]
  const refused = await api.post('/customers/{id}/claim', { params: { path: { id } } }).catch((e) => e)
  expect(refused).toBeInstanceOf(ApiError)
  expect([refused.status, refused.code, refused.message, refused.state]).toEqual([
    409,
    'conflict',
    'newer',
    { mergedInto: '7' },
  ])
  expect(sent).toHaveLength(1)
})

it('says when the session has ended, unless the caller deals with it', async () => {
  const ended = vi.fn()
  whenUnauthorized(ended)
  answers = [json(401, { code: 'auth.none', status: 401 }), json(401, { code: 'auth.wrong', status: 401 })]
  await api.get('/me').catch(() => {})
  await api.post('/login', { body: { email: 'a', password: 'b' }, quiet: true }).catch(() => {})
  expect(ended).toHaveBeenCalledTimes(1)
})

it('answers nothing for 204 and sends files as a form', async () => {
  answers = [new Response(null, { status: 204 }), json(200, { id: '9' })]
  expect(await api.del('/views/{id}', { params: { path: { id } } })).toBeUndefined()
  await api.post('/files', { body: { file: new Blob(['x']) } })
  expect(sent[1]?.body).toContain('name="file"')
})

it('adopts what boot.js asked for, once', async () => {
  vi.stubGlobal('window', {
    location: { origin: 'http://laidan.test' },
    laidanEarly: { '/api/v1/me': Promise.resolve(json(200, { name: 'early' })) },
  })
  vi.stubGlobal('performance', { now: () => 100 })
  answers = [json(200, { name: 'late' })]
  expect((await api.get('/me')).name).toBe('early')
  expect((await api.get('/me')).name).toBe('late')
  expect(sent).toHaveLength(1)
})
