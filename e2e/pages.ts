// Every page of the product, from its own list: a new page is visited without a
// line here. One with a parameter needs an address below, or
// the list itself fails.
import type { APIRequestContext } from '@playwright/test'
import { parts } from '../web/src/features/settings/parts'
import { allPages } from '../web/src/pages'

interface Route {
  path: string
  permission?: readonly string[]
  outside?: boolean
}

export interface Visit {
  /** What the report calls it. */
  name: string
  route: string
  /** Who goes there; '' is somebody who is not logged in. */
  who: string
  address: string
}

/** The pages, the way in and the page of what is not there. */
export const routes = (): Route[] => [{ path: '/' }, ...allPages, { path: '/$' }]

/** The people of the demonstration, one for each role. */
export const cast = ['rep1', 'manager1', 'director', 'support1', 'service1', 'finance1', 'admin']

/** Asks the API as somebody. */
export type Ask = (who: string) => APIRequestContext

async function idsOf(ask: APIRequestContext, list: string, limit = 1): Promise<string[]> {
  const body = await (await ask.get(`/api/v1${list}${list.includes('?') ? '&' : '?'}limit=${limit}`)).json()
  return (body.items ?? []).map((row: { id?: string; customer?: { id: string } }) => row.id ?? row.customer?.id)
}

async function uploaded(ask: APIRequestContext): Promise<string[]> {
  const there = await idsOf(ask, '/imports')
  if (there.length > 0) return there
  const file = { name: '展会名单.csv', mimeType: 'text/csv', buffer: Buffer.from('客户名称,联系人,手机\n杭州样品甲公司,王珊,13900002221\n样品乙,李四,12\n') }
  const made = await ask.post('/api/v1/imports', { multipart: { file } })
  return [(await made.json()).id]
}

/** Addresses of the pages that have parameters. */
const given: Record<string, (ask: Ask, who: string) => Promise<string[]>> = {
  '/customers/$id': async (ask, who) => (await idsOf(ask(who), who === 'support1' ? '/customers?' : '/customers?sort=queue')).map((id) => `/customers/${id}`),
  '/import/$id': async (ask, who) => (await uploaded(ask(who))).map((id) => `/import/${id}`),
  '/settings/$part': async (ask, who) => {
    const may: string[] = (await (await ask(who).get('/api/v1/me')).json()).permissions
    return parts.flatMap((p) => (may.includes(p.permission) ? [`/settings/${p.key}`] : []))
  },
  '/invite': async (ask) => {
    const root = (await (await ask('admin').get('/api/v1/departments')).json()).items[0].id
    const body = { name: '新同事', email: `new-${Date.now()}@demo.laidan`, departmentId: root, roles: ['rep'] }
    const link: string = (await (await ask('admin').post('/api/v1/people', { data: body })).json()).inviteUrl
    return [`/invite#${link.split('#').pop()}`]
  },
  '/$': async () => ['/nowhere/at/all'],
}

/** Parts of a page that have an address of their own besides the tabs that stand as links. */
const tabs: Record<string, string[]> = {
  '/today': ['?tab=plans'],
  '/funnel': ['?tab=data', '?tab=ideal'],
  '/customers': ['?filter=grade%20%3D%20%22A%22&sort=-name'],
  '/customers/$id': ['?tab=deal', '?tab=touch'],
  '/contracts': ['?show=unpaid'],
  '/pool': ['?tab=cold', '?tab=hold'],
}

/** Where everybody goes who may: each page once per person. */
export async function visits(ask: Ask, who: string[] = cast): Promise<Visit[]> {
  const may = new Map<string, string[]>()
  for (const w of who) may.set(w, (await (await ask(w).get('/api/v1/me')).json()).permissions)
  const out: Visit[] = []
  for (const route of routes()) {
    const seers = route.outside ? [''] : who.filter((w) => route.permission?.some((p) => may.get(w)?.includes(p)) ?? true)
    if (seers.length === 0) throw new Error(`nobody of the cast may see ${route.path}`)
    const address = route.path.includes('$') ? given[route.path] : async () => [route.path]
    if (!address) throw new Error(`${route.path} has a parameter: give it an address in e2e/pages.ts`)
    for (const w of seers)
      for (const at of await address(ask, w)) {
        const each = [at, ...(tabs[route.path] ?? []).map((part) => at + part)]
        for (const a of each) out.push({ route: route.path, name: `${w || 'nobody'} ${a.replace(/\d{4,}/, '$id').replace(/invite#.*/, 'invite')}`, who: w, address: a })
      }
  }
  return out
}

/** Pages that somebody else sees in another way. */
const also = ['rep1 /today', 'rep1 /customers/$id', 'rep1 /funnel', 'rep1 /pool', 'support1 /pool', 'support1 /customers/$id', 'director /funnel?tab=ideal', 'finance1 /contracts']

/** One person for each address, and who sees it in another way. */
export function once(all: Visit[]): Visit[] {
  const order = ['', 'manager1', 'director', 'rep1', 'support1', 'finance1', 'service1', 'admin']
  const best = new Map<string, Visit>()
  for (const v of all) {
    const key = v.name.replace(/^\S+ /, '')
    const old = best.get(key)
    if (!old || order.indexOf(v.who) < order.indexOf(old.who)) best.set(key, v)
  }
  const more = all.filter((v) => also.includes(v.name) && best.get(v.name.replace(/^\S+ /, '')) !== v)
  return [...best.values(), ...more]
}

/** One visit for each route: another seed chooses another part or person. */
export function sample(all: Visit[], seed: number): Visit[] {
  const byRoute = new Map<string, Visit[]>()
  for (const v of all) byRoute.set(v.route, [...(byRoute.get(v.route) ?? []), v])
  return [...byRoute.values()].map((list) => list[seed % list.length] as Visit)
}
