// Hostile texts in every field, then every page as everybody who sees them: no
// dialog, no report of the content security policy, nothing of the texts in the
// document, no error. The organisation is one of its own. ACCESS=full writes
// each of the 80 texts into each field and goes everywhere as everybody.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { full, settled, Watch } from './helpers'
import { cast, once, sample, type Visit, visits } from './pages'
import { Writer, marked, payloads } from './payloads'
import { People } from './people'
import { spare, start } from './server'

test.use({ trace: 'off', baseURL: `http://${spare}` })
test.describe.configure({ mode: 'serial' })

const people = new People(`http://${spare}`)
let writer: Writer
let stop: () => Promise<void>

test.beforeAll(async () => {
  test.setTimeout(600_000)
  stop = await start(spare, 120, 300)
  await people.enter(...cast)
  writer = new Writer(people, full ? payloads.length : 6)
})
test.afterAll(async () => {
  await people.leave()
  await stop?.()
})

/** Listens for everything that a script of strangers would do. */
class Guard {
  readonly found: string[] = []
  constructor(readonly page: Page) {
    page.on('dialog', (d) => {
      this.found.push(`a dialog: ${d.message()}`)
      void d.dismiss()
    })
    page.on('console', (m) => /Content.Security.Policy/i.test(m.text()) && this.found.push(`console: ${m.text().slice(0, 200)}`))
    page.on('popup', (p) => this.found.push(`a window: ${p.url()}`))
  }
  async listen() {
    await this.page.exposeFunction('laidanSaw', (what: string) => this.found.push(what))
    await this.page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (e) => (window as never as { laidanSaw: (s: string) => void }).laidanSaw(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))
    })
  }
  /** What the texts left in the document. */
  async look(): Promise<string[]> {
    const strange = await this.page.evaluate(() => {
      const out: string[] = []
      for (const e of document.querySelectorAll('*')) {
        const tag = e.tagName.toLowerCase()
        const bad = [...e.attributes].filter((a) => a.name === 'data-xss' || a.name.startsWith('on') || (/^(xlink:)?(href|src|action|formaction|data|srcdoc)$/.test(a.name) && /^\s*(javascript|vbscript|data:text\/html)/i.test(a.value)))
        const alien = ['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'keygen', 'xss', 'animate', 'set', 'template', 'noscript'].includes(tag) || (tag === 'script' && !(e as HTMLScriptElement).src) || (tag === 'meta' && e.getAttribute('http-equiv') === 'refresh')
        if (bad.length > 0 || alien) out.push(`in the document: ${e.outerHTML.slice(0, 160)}`)
      }
      return out
    })
    return [...strange, ...this.found.splice(0)]
  }
}

async function guarded(browser: Browser, who: string) {
  const context = await browser.newContext({ storageState: await people.state(who), viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const guard = new Guard(page)
  await guard.listen()
  return { context, page, guard, watch: new Watch(page) }
}

test('a policy is sent, and what it forbids would be noticed', async ({ browser }) => {
  const { context, page, guard, watch } = await guarded(browser, 'rep1')
  const answer = await page.goto('/today')
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/)
  await settled(page, watch)
  expect(await guard.look()).toEqual([])
  const plant = (html: string) => page.evaluate((text) => {
    const box = document.createElement('div')
    box.innerHTML = text
    document.body.append(box)
    const script = document.createElement('script')
    script.textContent = 'window.laidanRan = true'
    box.append(script)
  }, html)
  await plant('<img src=x onerror=alert(1)>')
  await expect.poll(() => guard.found.some((f) => f.startsWith('policy: script-src'))).toBe(true)
  const found = await guard.look()
  expect(found.some((f) => f.includes('onerror'))).toBe(true)
  expect(await page.evaluate(() => 'laidanRan' in window)).toBe(false)
  await page.evaluate(() => setTimeout(() => alert('planted'), 0))
  await expect.poll(() => guard.found.some((f) => f === 'a dialog: planted')).toBe(true)
  await plant(marked('<b>x</b>'))
  expect((await guard.look()).some((f) => f.includes('data-xss'))).toBe(true)
  await context.close()
})

test('every text field takes hostile texts', async () => {
  test.setTimeout(900_000)
  expect(payloads.length).toBe(80)
  await writer.everything()
  const never = [...writer.taken].filter(([, n]) => n === 0).map(([field]) => field)
  expect(never, JSON.stringify([...writer.refused], null, 1)).toEqual([])
  console.log(`${[...writer.taken.values()].reduce((a, b) => a + b, 0)} texts in ${writer.taken.size} fields`)
  if (full) console.log([...writer.taken].map(([f, n]) => `${f} ${n}`).join(', '), JSON.stringify([...writer.refused], null, 1))
})

/** Where the texts are, for everybody who may go there. */
async function everywhere(): Promise<Visit[]> {
  const all = await visits(people.ask)
  const pages = full ? all : sample(once(all), Number(process.env.ACCESS_SEED ?? 1))
  const add = (who: string, address: string) => pages.push({ name: `${who} ${address}`, route: '', who, address })
  for (const [i, id] of writer.customers.entries()) {
    if (full || i < 2) for (const tab of ['', '?tab=deal']) add(i % 4 === 2 || i % 4 === 3 ? 'manager1' : 'rep1', `/customers/${id}${tab}`)
    if (full && i < 8) for (const who of ['manager1', 'director', 'service1']) add(who, `/customers/${id}`)
  }
  for (const id of writer.pooled.slice(0, full ? 80 : 2)) add('support1', `/customers/${id}`)
  for (const { id, who } of writer.imports.slice(0, full ? 80 : 3)) add(who, `/import/${id}`)
  return pages
}

test('no page runs them', async ({ browser }) => {
  test.setTimeout(full ? 7_200_000 : 600_000)
  const pages = await everywhere()
  const found: string[] = []
  let shown = 0
  for (const who of new Set(pages.map((p) => p.who).filter(Boolean))) {
    const { context, page, guard, watch } = await guarded(browser, who)
    for (const visit of pages.filter((p) => p.who === who)) {
      await page.goto(visit.address)
      await settled(page, watch)
      const text = await page.locator('body').innerText()
      if (/alert\(1\)|javascript:/i.test(text)) shown++
      found.push(...[...(await guard.look()), ...watch.take()].map((f) => `${visit.name}: ${f}`))
    }
    await context.close()
  }
  console.log(`${pages.length} pages, ${shown} of them show hostile texts`)
  expect(found).toEqual([])
  // Otherwise the texts were not where this looked.
  expect(shown).toBeGreaterThan(pages.length / 3)
})
