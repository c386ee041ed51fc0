// The navigation: the pages that stand in it and that the reader may open.

import pages from 'virtual:pages'
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
import type { Nav, NavPath, Page, Path } from '@/pages'

const icons: Record<NavPath, LucideIcon> = {
  '/today': ListTodo,
  '/customers': Users,
  '/funnel': Filter,
  '/pool': Waves,
  '/deals': Handshake,
  '/contracts': FileText,
  '/import': Upload,
  '/settings': Settings,
}

export interface NavItem extends Nav {
  to: string
  icon: LucideIcon
  permission: Page['permission']
}

const isNav = (path: string): path is NavPath => path in icons

const items = pages.flatMap(({ path, nav, permission }) =>
  nav && isNav(path) ? [{ ...nav, to: path, icon: icons[path], permission }] : [],
)

export const groups: Nav['group'][] = ['work', 'close', 'manage']

/** Whether the reader may open a page: const opens = useOpens(); opens('/pool'). */
export function useOpens(): (path: Path) => boolean {
  const may = useMay()
  return (path) => pages.find((page) => page.path === path)?.permission?.some(may) ?? true
}

/** The items this reader sees, in order. */
export function useNav(): NavItem[] {
  const may = useMay()
  return items.filter((item) => item.permission?.some(may) ?? true)
}
