// Acts that are at hand everywhere: a button in the sidebar, the plus of the
// phone's tab bar, the command palette. Modules add theirs to this one list.
import { type LucideIcon, Plus, UserRoundPlus } from 'lucide-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Permission } from './api/types'

export interface ActionProps {
  /** The customer it is for, when it was started from one. */
  customerId?: string
  onClose: () => void
}

export interface GlobalAction {
  key: string
  /** Locale key of its words, verb first. */
  label: string
  icon: LucideIcon
  /** The letter that starts it. */
  hotkey?: string
  permission?: Permission
  /** Stands in the sidebar and as the phone's plus; the first one wins. */
  primary?: boolean
  /** Offered for a customer found in the palette (Tab). */
  onCustomer?: boolean
  /** A sheet or dialog; loaded when it is first started. */
  component?: LazyExoticComponent<ComponentType<ActionProps>>
  /** Or a page to open. */
  to?: string
}

/** What stands beside every page and shows itself when it has something to say. */
export const companions: [key: string, LazyExoticComponent<ComponentType>][] = [
  ['call', lazy(() => import('./features/followup/CallHost'))],
]

export const actions: GlobalAction[] = [
  {
    key: 'touch',
    label: 'touch.log',
    icon: Plus,
    hotkey: 'l',
    permission: 'touch.write',
    primary: true,
    onCustomer: true,
    component: lazy(() => import('./features/followup/LogTouchSheet')),
  },
  {
    key: 'customer.new',
    label: 'customer.new.act',
    icon: UserRoundPlus,
    hotkey: 'n',
    permission: 'customer.create',
    component: lazy(() => import('./features/customer/NewCustomer')),
  },
]
