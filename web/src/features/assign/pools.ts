// What pages of pools compute. Pure.
import type { Hold } from '@/api/types'
import type { Assigned, HandOut, Holding, Left, Pool } from './types'

/** Tabs that are no pool. */
export const cold = 'cold'
export const hold = 'hold'

/** The tab shown: what the address says if it is there, else the first pool, else what there is. */
export function tabOf(url: string | undefined, pools: Pool[], others: string[]): string {
  const all = [...pools.map((p) => p.id), ...others]
  return url && all.includes(url) ? url : (all[0] ?? '')
}

/** "1,000+" where there are more than were counted. */
export const countText = (pool: Pick<Pool, 'count' | 'more'>): string =>
  `${pool.count.toLocaleString('en')}${pool.more ? '+' : ''}`

/** What keeps somebody from claiming now; the server has the last word. */
export function claimStop(own: Hold | null, pool: Pool): 'full' | 'today' | undefined {
  if (!own) return undefined
  if (own.left <= 0) return 'full'
  return own.claimsToday >= pool.dailyClaims ? 'today' : undefined
}

export interface Share {
  id: string
  name: string
  customers: Assigned[]
}

/** Who gets how many, most first. */
export function sharesOf(out: HandOut): Share[] {
  const shares = new Map<string, Share>()
  for (const a of out.assigned) {
    const share = shares.get(a.ownerId) ?? { id: a.ownerId, name: a.ownerName, customers: [] }
    share.customers.push(a)
    shares.set(a.ownerId, share)
  }
  return [...shares.values()].sort((a, b) => b.customers.length - a.customers.length)
}

export interface Reason {
  detail: string
  customers: Left[]
}

/** Who is left, by reason. */
export function reasonsOf(out: HandOut): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const left of out.left) {
    const reason = reasons.get(left.detail) ?? { detail: left.detail, customers: [] }
    reason.customers.push(left)
    reasons.set(left.detail, reason)
  }
  return [...reasons.values()].sort((a, b) => b.customers.length - a.customers.length)
}

/** The sums of a hold report. */
export function totalOf(rows: Holding[]): Pick<Holding, 'quota' | 'used' | 'left' | 'selfFound'> {
  const sum = (of: (row: Holding) => number) => rows.reduce((n, row) => n + of(row), 0)
  return {
    quota: sum((r) => r.quota),
    used: sum((r) => r.used),
    left: sum((r) => r.left),
    selfFound: sum((r) => r.selfFound),
  }
}
