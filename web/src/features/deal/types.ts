// The shapes of the deal and contract routes.
import type { Money, Ref } from '@/api/types'

export const dealStates = ['open', 'won', 'lost'] as const
export type DealState = (typeof dealStates)[number]

export interface Deal {
  id: string
  customer: Ref
  name: string
  product: Ref | null
  amount: Money
  expectedOn: string | null
  probability: number
  competitor: string
  state: DealState
  lossReason: string
  owner: Ref | null
  version: number
  createdAt: string
  closedAt: string | null
}

export interface Payment {
  id: string
  amount: Money
  paidOn: string
  method: string
  remark: string
  fileId: string
  by: Ref | null
  createdAt: string
}

export interface Contract {
  id: string
  customer: Ref
  dealId: string
  number: string
  amount: Money
  paid: Money
  signedOn: string
  file: Ref | null
  acceptedOn: string | null
  acceptanceFile: Ref | null
  owner: Ref | null
  version: number
  createdAt: string
  payments?: Payment[]
}

/** GET /customers/{id}/deals */
export interface OfCustomer {
  deals: Deal[]
  contracts: Contract[]
}

export type DealAct = 'deal' | 'contract' | 'payment' | 'acceptance'
