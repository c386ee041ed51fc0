// The routes of pages.ts. A page is loaded when it is first opened; `permission`
// hides it from those who may not use it.

import pages from 'virtual:pages'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router'
import type { Permission } from '@/api/types'
import type { Page } from './pages'
import { ErrorPage, NotFound } from './shell/ErrorPage'
import { Home } from './shell/Home'
import { Shell } from './shell/Shell'

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** Any one of these permissions opens the page. */
    permission?: readonly Permission[]
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const index = createRoute({ getParentRoute: () => shell, path: '/', component: Home })

/** A page inside the shell. */
const inside = (path: string, component: RouteComponent, permission: Page['permission'] = []) =>
  createRoute({ getParentRoute: () => shell, path, component, staticData: { permission } })

/** A page without it, for those who are not logged in. */
const outside = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component })

const outer = pages
  .filter((page) => page.outside)
  .map((page) => outside(page.path, lazyRouteComponent(page.load)))
const inner = [
  index,
  ...pages
    .filter((page) => !page.outside)
    .map((page) => inside(page.path, lazyRouteComponent(page.load), page.permission)),
  inside('/$', NotFound),
]

/** Addresses stay readable: plain words instead of JSON. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))
const stringifySearch = (search: Record<string, unknown>): string => {
  const words = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(words.map(([key, value]) => [key, String(value)])).toString()
  return text ? `?${text}` : ''
}

export const router = createRouter({
  routeTree: root.addChildren([...outer, shell.addChildren(inner)]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ErrorPage,
  parseSearch,
  stringifySearch,
})
