// Names for what the deal and contract routes send.
import type { ApiError } from '@/api/problem'
import type { Schemas } from '@/api/types'

export type DealState = Schemas['DealState']
export type Deal = Schemas['Deal']
export type Payment = Schemas['DealPayment']
export type Contract = Schemas['DealContract']
export type OfCustomer = Schemas['DealOfCustomer']
export type DealAct = 'deal' | 'contract' | 'payment' | 'acceptance'

type State = ApiError['state']
export const isDeal = (state: State): Deal | undefined =>
  state && 'probability' in state ? state : undefined
export const isContract = (state: State): Contract | undefined =>
  state && 'signedOn' in state ? state : undefined
