// The shapes of the pool, cold store, hand-out and hold routes.
import type { Layer, Ref } from '@/api/types'

export interface Pool {
  id: string
  name: string
  /** Exact up to 1,000. */
  count: number
  more: boolean
  mayClaim: boolean
  /** Whose pool it is; null: everybody's. */
  department: Ref | null
  dailyClaims: number
  previousOwnerDays: number
  active: boolean
  version: number
}

export interface Assigned {
  customerId: string
  name: string
  ownerId: string
  ownerName: string
}

export interface Left {
  id: string
  name: string
  code: string
  detail: string
}

/** POST /assign/round-robin: what was done, or would be. */
export interface HandOut {
  assigned: Assigned[]
  left: Left[]
}

export interface Holding {
  person: Ref
  quota: number
  used: number
  left: number
  /** Beside the quota. */
  selfFound: number
  byLayer: Partial<Record<Layer, number>>
  earned: number
  received: number
  abandonedPerReceived: number | null
}

export type Verdict = 'release' | 'keep' | 'reject'
export const verdicts: Verdict[] = ['release', 'keep', 'reject']
