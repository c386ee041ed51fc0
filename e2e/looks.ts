// The ways in which a page is looked at.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test'

export interface Look {
  name: string
  language: 'zh-CN' | 'en'
  theme: 'light' | 'dark'
  width: number
  height: number
  /** 2 is a page of twice the width at 200 % zoom. */
  scale?: number
  phone?: boolean
  /** English, 40 % longer and with accents. */
  pseudo?: boolean
}

const wide = { width: 1440, height: 900 }
const phone = { width: 360, height: 740, phone: true }

export const looks: Look[] = [
  { name: 'zh light', language: 'zh-CN', theme: 'light', ...wide },
  { name: 'zh dark', language: 'zh-CN', theme: 'dark', ...wide },
  { name: 'en light', language: 'en', theme: 'light', ...wide },
  { name: 'en dark', language: 'en', theme: 'dark', ...wide },
  { name: 'zh 200 %', language: 'zh-CN', theme: 'light', width: 720, height: 450, scale: 2 },
  { name: 'en 200 %', language: 'en', theme: 'dark', width: 720, height: 450, scale: 2 },
  { name: 'zh 360 px', language: 'zh-CN', theme: 'dark', ...phone },
  { name: 'en 360 px', language: 'en', theme: 'light', ...phone },
  { name: 'pseudo', language: 'en', theme: 'light', ...wide, pseudo: true },
  { name: 'pseudo 1280', language: 'en', theme: 'dark', width: 1280, height: 720, pseudo: true },
  { name: 'pseudo 360 px', language: 'en', theme: 'light', ...phone, pseudo: true },
]

const accents: Record<string, string> = { a: 'á', e: 'ê', i: 'ï', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', y: 'ÿ', A: 'Å', E: 'É', I: 'Î', O: 'Ø', U: 'Û' }

/** A sentence 40 % longer, each vowel with an accent; values and markup stay. */
export function stretched(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>)/)
  const longer = parts.map((part, i) => (i % 2 ? part : [...part].map((c) => accents[c] ?? c).join('')))
  let more = Math.ceil(parts.filter((_, i) => i % 2 === 0).join('').length * 0.4)
  const tail: string[] = []
  for (let n = 4; more > 0; n = n === 4 ? 7 : 4) {
    tail.push('õ'.repeat(Math.min(n, Math.max(1, more - 1))))
    more -= n + 1
  }
  return longer.join('') + (tail.length ? ` ${tail.join(' ')}` : '')
}

/** The module that the browser gets in the place of the English catalogue. */
function pseudoCatalogue(): string {
  const texts: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'locales', 'en.json'), 'utf8'))
  return `export default ${JSON.stringify(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, stretched(text)])))}`
}

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>

/** A browser of its own that looks like this. */
export async function contextFor(browser: Browser, look: Look, state?: StorageState): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.scale ?? 1,
    locale: look.language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    hasTouch: look.phone ?? false,
    isMobile: look.phone ?? false,
    ...(state ? { storageState: state } : {}),
  })
  await context.addInitScript(([theme, language]) => {
    if (theme) localStorage.setItem('laidan.theme', theme)
    if (language) localStorage.setItem('laidan.language', language as string)
  }, [look.theme, look.language])
  if (look.pseudo) {
    const body = pseudoCatalogue()
    await context.route(/\/assets\/en-[\w-]+\.js$/, (route) => route.fulfill({ contentType: 'text/javascript; charset=utf-8', body }))
  }
  return context
}
