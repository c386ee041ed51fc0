/// <reference types="vite/client" />

declare module '@fontsource-variable/inter/*'

interface Window {
  /** The early request for /me that boot.js starts. */
  laidanMe?: Promise<Response | null> | undefined
}
