/// <reference types="vite/client" />

declare module '@fontsource-variable/inter/*'

interface Window {
  /** The requests that boot.js started, by address. */
  laidanEarly?: Record<string, Promise<Response | null>> | undefined
}

/** pages.ts with what loads the module of each. */
declare module 'virtual:pages' {
  type Page = Omit<import('./pages').Page, 'module' | 'beside'> & {
    load: () => Promise<{ default: import('react').ComponentType }>
  }
  const pages: readonly Page[]
  export default pages
}
