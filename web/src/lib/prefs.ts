// Choices that belong to this browser: theme, language, whether letters act as keys.
import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'

const listeners = new Set<() => void>()
const kept = new Map<string, string>()

function read(key: string): string {
  const inMemory = kept.get(key)
  if (inMemory !== undefined) return inMemory
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key: string, value: string) {
  kept.set(key, value)
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
  } catch {
    // A browser without storage keeps the choice until it is closed.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const prefs = {
  theme: () => (read('laidan.theme') || 'system') as ThemeChoice,
  setTheme(choice: ThemeChoice) {
    if (choice === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = choice
    write('laidan.theme', choice === 'system' ? '' : choice)
  },
  language: () => read('laidan.language'),
  setLanguage: (language: string) => write('laidan.language', language),
  letterKeys: () => read('laidan.keys') !== 'off',
  setLetterKeys: (on: boolean) => write('laidan.keys', on ? '' : 'off'),
  /** Remembers that someone is logged in here, so that boot.js asks for /me early. */
  setLoggedIn: (yes: boolean) => write('laidan.in', yes ? '1' : ''),
  loggedIn: () => read('laidan.in') !== '',
  get: read,
  set: write,
}

/** Reads one choice and follows its changes. */
export function usePref<T>(get: () => T): T {
  return useSyncExternalStore(subscribe, get)
}
