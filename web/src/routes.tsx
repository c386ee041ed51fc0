// Every page of the product, in one list. A page is loaded when it is first
// opened; `permission` hides it from those who may not use it.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Permission } from '@/api/types'
import { ErrorPage, NotFound } from './shell/ErrorPage'
import { Home } from './shell/Home'
import { Shell } from './shell/Shell'

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** Any one of these permissions opens the page. */
    permission?: Permission[]
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
const index = createRoute({ getParentRoute: () => shell, path: '/', component: Home })

type Load = () => Promise<{ default: ComponentType }>

/** A page inside the shell. */
const page = (path: string, load: Load, ...permission: Permission[]) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load),
    staticData: { permission },
  })

/** A page without the shell, for those who are not logged in. */
const outside = (path: string, load: Load) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const outsidePages = [
  outside('/login', () => import('./features/auth/LoginPage')),
  outside('/setup', () => import('./features/auth/SetupPage')),
  outside('/invite', () => import('./features/auth/InvitePage')),
]

const settings = () => import('./features/settings/SettingsPage')
const mayConfigure: Permission[] = ['settings.write', 'people.write', 'product.write', 'personal.data']

// Pages of the other modules are added here, each by the one who writes it:
//   page('/customers', () => import('./features/customer/CustomerList'), 'customer.read'),
// The navigation (shell/nav.ts) shows an item once its route stands in this list.
const pages = [
  index,
  page('/customers', () => import('./features/customer/CustomerListPage'), 'customer.read'),
  page('/customers/$id', () => import('./features/customer/CustomerPage'), 'customer.read'),
  page('/today', () => import('./features/followup/TodayPage'), 'queue.read'),
  page('/pool', () => import('./features/assign/PoolPage'), 'pool.read'),
  page('/import', () => import('./features/bulk/ImportPage'), 'import.own', 'import.run'),
  page('/import/$id', () => import('./features/bulk/ImportDetailPage'), 'import.own', 'import.run'),
  page('/funnel', () => import('./features/funnel/FunnelPage'), 'funnel.read'),
  page('/deals', () => import('./features/deal/DealsPage'), 'deal.read'),
  page('/contracts', () => import('./features/deal/ContractsPage'), 'contract.read'),
  page('/inbox', () => import('./features/notify/InboxPage')),
  page('/account', () => import('./features/auth/AccountPage')),
  page('/settings', settings, ...mayConfigure),
  page('/settings/$part', settings, ...mayConfigure),
  page('/$', async () => ({ default: NotFound })),
]

/** Addresses stay readable: plain words instead of JSON. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))
const stringifySearch = (search: Record<string, unknown>): string => {
  const words = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(words.map(([key, value]) => [key, String(value)])).toString()
  return text ? `?${text}` : ''
}

export const router = createRouter({
  routeTree: root.addChildren([...outsidePages, shell.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ErrorPage,
  parseSearch,
  stringifySearch,
})
