// Every page of the product, as data. From it come the routes, the navigation, the
// palette, the files boot.js asks for early and what the browser journeys visit: a
// page is a line here and a module with the page as its default export. The program
// itself reads virtual:pages (vite.config.ts), where each has its module to load.
import type { Permission } from './api/types'

export interface Page {
  /** A part that begins with $ is a parameter. */
  path: string
  /** Of features/, without its ending. */
  module: string
  /** Stands outside the shell, for those who are not logged in. */
  outside?: boolean
  /** Any one of these opens it; without one everybody who is logged in may. */
  permission?: readonly Permission[]
  /** A module of features/ that wide screens show beside it at once. */
  beside?: string
  nav?: Nav
}

/** Where a page stands in the navigation, in the order of this list. */
export interface Nav {
  label: string
  group: 'work' | 'close' | 'manage'
  /** The letter after G. */
  hotkey: string
  /** Stands in the phone's tab bar. */
  tab?: boolean
}

const imports = ['import.run', 'import.own'] as const satisfies Permission[]
const configures = [
  'settings.write',
  'people.write',
  'product.write',
  'personal.data',
] as const satisfies Permission[]

export const pages = [
  { path: '/login', module: 'auth/LoginPage', outside: true },
  { path: '/setup', module: 'auth/SetupPage', outside: true },
  { path: '/invite', module: 'auth/InvitePage', outside: true },
  {
    path: '/today',
    module: 'followup/TodayPage',
    permission: ['queue.read'],
    beside: 'followup/Job',
    nav: { label: 'ui.nav.today', group: 'work', hotkey: 't', tab: true },
  },
  {
    path: '/customers',
    module: 'customer/CustomerListPage',
    permission: ['customer.read'],
    nav: { label: 'ui.nav.customers', group: 'work', hotkey: 'c', tab: true },
  },
  { path: '/customers/$id', module: 'customer/CustomerPage', permission: ['customer.read'] },
  {
    path: '/funnel',
    module: 'funnel/FunnelPage',
    permission: ['funnel.read'],
    nav: { label: 'ui.nav.funnel', group: 'work', hotkey: 'f', tab: true },
  },
  {
    path: '/pool',
    module: 'assign/PoolPage',
    permission: ['pool.read'],
    nav: { label: 'ui.nav.pool', group: 'work', hotkey: 'p' },
  },
  {
    path: '/deals',
    module: 'deal/DealsPage',
    permission: ['deal.read'],
    nav: { label: 'ui.nav.deals', group: 'close', hotkey: 'd' },
  },
  {
    path: '/contracts',
    module: 'deal/ContractsPage',
    permission: ['contract.read'],
    nav: { label: 'ui.nav.contracts', group: 'close', hotkey: 'k' },
  },
  {
    path: '/import',
    module: 'bulk/ImportPage',
    permission: imports,
    nav: { label: 'ui.nav.import', group: 'manage', hotkey: 'i' },
  },
  { path: '/import/$id', module: 'bulk/ImportDetailPage', permission: imports },
  {
    path: '/settings',
    module: 'settings/SettingsPage',
    permission: configures,
    nav: { label: 'ui.nav.settings', group: 'manage', hotkey: 's' },
  },
  { path: '/settings/$part', module: 'settings/SettingsPage', permission: configures },
  { path: '/inbox', module: 'notify/InboxPage' },
  { path: '/account', module: 'auth/AccountPage' },
] as const satisfies Page[]

/** The same, for those who go through them. */
export const allPages: readonly Page[] = pages

export type Path = (typeof pages)[number]['path']
/** The pages of the navigation. */
export type NavPath = Extract<(typeof pages)[number], { nav: object }>['path']
