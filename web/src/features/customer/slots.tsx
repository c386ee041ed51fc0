// What other modules put onto the customer's page, each loaded when it shows.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { actions } from '@/actions'
import type { Customer } from '@/api/types'
import type { CustomerFull } from './types'

export type DealAct = 'deal' | 'contract' | 'payment' | 'acceptance'

/** Where a touch is written. */
export const Composer: LazyExoticComponent<ComponentType<{ customer: CustomerFull }>> = lazy(async () => ({
  default: (await import('@/features/followup')).Composer,
}))

/** The one next step, with call and later. */
export const NextStep: LazyExoticComponent<ComponentType<{ customer: CustomerFull }>> = lazy(async () => ({
  default: (await import('@/features/followup')).NextStep,
}))

/** Plans the next step or moves it. */
export const PlanSheet: LazyExoticComponent<
  ComponentType<{ customer: Pick<Customer, 'id' | 'name'>; open: boolean; onClose: () => void }>
> = lazy(async () => ({ default: (await import('@/features/followup')).PlanSheet }))

/** Deals, contracts and payments of a customer. */
export const CustomerDeals: LazyExoticComponent<
  ComponentType<{ customer: CustomerFull; act?: DealAct; onActed?: () => void }>
> = lazy(async () => ({ default: (await import('@/features/deal')).CustomerDeals }))

type Callee = Pick<Customer, 'id' | 'name' | 'contactName'>

/** Calls a customer; refusals (hours, limits) are told by the follow-up module. */
export function useCall(): (customer: Callee, channelId?: string, name?: string) => void {
  return (customer, channelId, name) => {
    void import('@/features/followup').then(({ callCustomer }) => callCustomer(customer, channelId, name))
  }
}

/** The sheet that logs a touch from anywhere. */
export const logTouch = () => actions.find((action) => action.key === 'touch')?.component
