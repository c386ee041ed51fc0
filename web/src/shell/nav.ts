// The navigation. An item shows when its page exists and the reader may use it.

import { useRouter } from '@tanstack/react-router'
import {
  FileText,
  Filter,
  Handshake,
  ListTodo,
  type LucideIcon,
  Settings,
  Upload,
  Users,
  Waves,
} from 'lucide-react'
import { useMay } from '@/api/queries'
import type { Permission } from '@/api/types'

export interface NavItem {
  to: string
  label: string
  icon: LucideIcon
  /** Any one of these opens it. */
  permission: Permission[]
  group: 'work' | 'close' | 'manage'
  /** The letter after G. */
  hotkey?: string
  /** Stands in the phone's tab bar. */
  tab?: boolean
}

const items: NavItem[] = [
  {
    to: '/today',
    label: 'ui.nav.today',
    icon: ListTodo,
    permission: ['queue.read'],
    group: 'work',
    hotkey: 't',
    tab: true,
  },
  {
    to: '/customers',
    label: 'ui.nav.customers',
    icon: Users,
    permission: ['customer.read'],
    group: 'work',
    hotkey: 'c',
    tab: true,
  },
  {
    to: '/funnel',
    label: 'ui.nav.funnel',
    icon: Filter,
    permission: ['funnel.read'],
    group: 'work',
    hotkey: 'f',
    tab: true,
  },
  { to: '/pool', label: 'ui.nav.pool', icon: Waves, permission: ['pool.read'], group: 'work', hotkey: 'p' },
  {
    to: '/deals',
    label: 'ui.nav.deals',
    icon: Handshake,
    permission: ['deal.read'],
    group: 'close',
    hotkey: 'd',
  },
  {
    to: '/contracts',
    label: 'ui.nav.contracts',
    icon: FileText,
    permission: ['contract.read'],
    group: 'close',
    hotkey: 'k',
  },
  {
    to: '/import',
    label: 'ui.nav.import',
    icon: Upload,
    permission: ['import.run', 'import.own'],
    group: 'manage',
    hotkey: 'i',
  },
  {
    to: '/settings',
    label: 'ui.nav.settings',
    icon: Settings,
    permission: ['settings.write', 'people.write', 'product.write'],
    group: 'manage',
    hotkey: 's',
  },
]

export const groups: NavItem['group'][] = ['work', 'close', 'manage']

/** The items this reader sees, in order. */
export function useNav(): NavItem[] {
  const may = useMay()
  const { routesByPath } = useRouter()
  return items.filter((item) => item.to in routesByPath && item.permission.some(may))
}
