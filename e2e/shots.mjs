// Pictures of every page, for looking at: node shots.mjs [OUT] [name …]
// Needs a running server (LAIDAN_URL, LAIDAN_PASSWORD).
import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'

const [out = 'shots', ...only] = process.argv.slice(2)
const url = process.env.LAIDAN_URL ?? 'http://127.0.0.1:8080'
const password = process.env.LAIDAN_PASSWORD ?? ''
mkdirSync(out, { recursive: true })

const first = async (page, path) => {
  const body = await page.evaluate((p) => fetch(p).then((r) => r.json()), `/api/v1${path}`)
  return body.items[0].id ?? body.items[0].customer.id
}
const pages = [
  ['today', 'rep1', () => '/today'],
  ['customers', 'manager1', () => '/customers'],
  ['customer', 'rep1', async (page) => `/customers/${await first(page, '/customers?sort=queue')}`],
  ['funnel', 'manager1', () => '/funnel'],
  ['funnel-data', 'director', () => '/funnel?tab=data'],
  ['pool', 'rep1', () => '/pool'],
  ['import', 'support1', () => '/import'],
  ['deals', 'manager1', () => '/deals'],
  ['contracts', 'finance1', () => '/contracts'],
  ['settings', 'admin', () => '/settings'],
  ['account', 'rep1', () => '/account'],
  ['inbox', 'rep1', () => '/inbox'],
]
const looks = [
  { width: 1440, height: 900, language: 'zh-CN', theme: 'light', tail: '' },
  { width: 1440, height: 900, language: 'en', theme: 'light', tail: '-en' },
  { width: 1440, height: 900, language: 'zh-CN', theme: 'dark', tail: '-dark' },
  { width: 390, height: 844, language: 'zh-CN', theme: 'light', tail: '-phone' },
  { width: 390, height: 844, language: 'en', theme: 'dark', tail: '-phone-en-dark' },
]
const wanted = looks.filter((l) => !process.env.LOOKS || process.env.LOOKS.split(',').includes(l.tail))
const browser = await chromium.launch({ executablePath: process.env.LAIDAN_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
for (const look of wanted) {
  for (const [name, who, path] of pages) {
    if (only.length && !only.includes(name)) continue
    const context = await browser.newContext({ viewport: look, deviceScaleFactor: 1, locale: look.language, timezoneId: 'Asia/Shanghai', hasTouch: look.width < 768, isMobile: look.width < 768 })
    await context.addInitScript((theme) => localStorage.setItem('laidan.theme', theme), look.theme)
    const page = await context.newPage()
    page.on('console', (m) => m.type() === 'error' && console.log(name + look.tail, m.text()))
    page.on('pageerror', (e) => console.log(name + look.tail, String(e)))
    await page.goto(`${url}/login`)
    await page.evaluate(
      async ([email, secret, language]) => {
        const json = { 'Content-Type': 'application/json' }
        await fetch('/api/v1/login', { method: 'POST', headers: json, body: JSON.stringify({ email, password: secret }) })
        await fetch('/api/v1/me', { method: 'PATCH', headers: json, body: JSON.stringify({ language }) })
      },
      [`${who}@demo.laidan`, password, look.language],
    )
    await page.goto(url + (await path(page)))
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {})
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${out}/${name}${look.tail}.png` })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) console.log(`${name}${look.tail}: ${wide} px too wide`)
    await context.close()
  }
}
await browser.close()
