// What a rep waits for in the browser: node perf.mjs [OUT.json]
// Needs a running server (LAIDAN_URL, LAIDAN_PASSWORD). The processor is slowed
// four times, the line is 9 Mbit/s with 60 ms; five loads with an empty cache by
// somebody who is logged in and was here before (p75), and five with a warm one.
import { writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'

const url = process.env.LAIDAN_URL ?? 'http://127.0.0.1:8080'
const password = process.env.LAIDAN_PASSWORD ?? ''
const loads = 5
const browser = await chromium.launch({ executablePath: process.env.LAIDAN_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })

const p75 = (list) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.75) - 1]
const round = (n) => Math.round(n * 1000) / 1000

// Observers that live from the first byte of the page on.
const observe = () => {
  window.seen = { lcp: 0, cls: 0, inp: 0 }
  new PerformanceObserver((l) => l.getEntries().forEach((e) => (window.seen.lcp = e.startTime))).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((l) => l.getEntries().forEach((e) => (window.seen.cls += e.hadRecentInput ? 0 : e.value))).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((l) => l.getEntries().forEach((e) => e.interactionId && (window.seen.inp = Math.max(window.seen.inp, e.duration)))).observe({
    type: 'event',
    durationThreshold: 16,
    buffered: true,
  })
}

async function signedIn(who, viewport) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: viewport.width < 768, isMobile: viewport.width < 768 })
  await context.addInitScript(observe)
  await context.request.post(`${url}/api/v1/login`, { data: { email: `${who}@demo.laidan`, password } })
  return context
}

// A tab that is open and has shown something of the server, then slowed.
async function slowed(context) {
  const page = await context.newPage()
  await page.goto(`${url}/favicon.svg`)
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 60, downloadThroughput: (9e6 / 8) | 0, uploadThroughput: (3e6 / 8) | 0 })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return page
}

async function open(page, path) {
  await page.goto(url + path)
  // The line is idle long before a slowed processor has painted: wait for the
  // paint itself, then until nothing larger follows.
  await page.waitForFunction(() => window.seen.lcp > 0, null, { timeout: 60000 })
  for (let last = -1, now = 0; last !== now; ) {
    last = now
    await page.waitForTimeout(1500)
    now = await page.evaluate(() => window.seen.lcp)
  }
  const seen = await page.evaluate(() => window.seen)
  const bytes = await page.evaluate(() => performance.getEntriesByType('resource').reduce((n, r) => n + (r.initiatorType === 'script' || r.initiatorType === 'link' ? r.encodedBodySize : 0), 0))
  return { ...seen, bytes }
}

// A visit of before, as far as the page remembers it; its files are gone.
async function earlier(context, path) {
  const page = await context.newPage()
  await open(page, path)
  const session = await context.newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await page.close()
}

async function visits(who, path, viewport) {
  const cold = []
  const warm = []
  for (let i = 0; i < loads; i++) {
    const context = await signedIn(who, viewport)
    await earlier(context, path)
    cold.push(await open(await slowed(context), path))
    warm.push(await open(await slowed(context), path))
    await context.close()
  }
  return {
    lcpMs: round(p75(cold.map((v) => v.lcp))),
    secondLcpMs: round(p75(warm.map((v) => v.lcp))),
    cls: round(Math.max(...cold.map((v) => v.cls))),
    codeBytes: cold[0].bytes,
  }
}

// The longest answer to a tap while a rep opens a customer and logs a call.
async function inp() {
  const context = await signedIn('rep1', { width: 390, height: 844 })
  const page = await slowed(context)
  await open(page, '/today')
  for (const tap of await page.getByRole('button').all().then((b) => b.slice(0, 4))) {
    await tap.tap({ timeout: 2000 }).catch(() => {})
    await page.waitForTimeout(400)
    await page.keyboard.press('Escape')
  }
  await page.waitForTimeout(500)
  const { inp } = await page.evaluate(() => window.seen)
  await context.close()
  return inp
}

// Frames a second while a card is dragged over a board of 500.
async function board() {
  const context = await signedIn('director', { width: 1440, height: 900 })
  await context.route('**/api/v1/funnel/board**', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const all = body.columns.flatMap((c) => c.cards)
    body.columns = body.columns.map((c, n) => ({ ...c, cards: Array.from({ length: Math.ceil(500 / body.columns.length) }, (_, i) => ({ ...all[i % all.length], id: `${9e15 + n * 1000 + i}`, layer: c.layer })) }))
    await route.fulfill({ response: answer, json: body })
  })
  const page = await context.newPage()
  await open(page, '/funnel')
  const cards = await page.locator('[data-column] a').count()
  const card = page.locator('[data-column] a').first()
  const box = await card.boundingBox()
  if (!box) return { cards, framesPerSecond: 0 }
  await page.evaluate(() => {
    window.frames500 = []
    const tick = (t) => {
      window.frames500.push(t)
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  for (let i = 0; i < 60; i++) await page.mouse.move(box.x + 20 + i * 12, box.y + 20 + (i % 7) * 4)
  await page.mouse.up()
  const rate = await page.evaluate(() => ((window.frames500.length - 1) * 1000) / (window.frames500.at(-1) - window.frames500[0]))
  await context.close()
  return { cards, framesPerSecond: round(rate) }
}

const result = {
  repPhone: await visits('rep1', '/today', { width: 390, height: 844 }),
  repDesktop: await visits('rep1', '/today', { width: 1440, height: 900 }),
  inpMs: await inp(),
  board: await board(),
}
await browser.close()
const text = JSON.stringify(result, null, 1)
console.log(text)
if (process.argv[2]) writeFileSync(process.argv[2], `${text}\n`)
