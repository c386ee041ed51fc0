/// <reference types="vite/client" />

declare module '@fontsource-variable/inter/*'

interface Window {
  /** The requests that boot.js started, by address. */
  laidanEarly?: Record<string, Promise<Response | null>> | undefined
}
