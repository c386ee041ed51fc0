// Every page for everybody: no axe violation, light and dark, in both languages;
// nothing cut, covered or out of reach at 200 %, on 360 px and with texts that
// are 40 % longer. ACCESS=full looks at every page in every way, at the windows
// that its buttons open too; otherwise each route gets one way, one part
// and one person (ACCESS_SEED chooses which).
import { type Browser, expect, type Page, test } from '@playwright/test'
import { axe, full, settled, Watch } from './helpers'
import { contextFor, type Look, looks, stretched } from './looks'
import { cast, once, routes, sample, type Visit, visits } from './pages'
import { People } from './people'
import { roomFaults } from './room'

test.use({ trace: 'off' })

const seed = Number(process.env.ACCESS_SEED ?? 1)
/** For mending: one look, pages whose name matches, ACCESS_SHOTS for pictures. */
const only = process.env.ACCESS_LOOK
const named = new RegExp(process.env.ACCESS_PAGE ?? '')
const people = new People()
let all: Visit[] = []

test.beforeAll(async () => {
  await people.enter(...cast)
  all = await visits(people.ask)
})
test.afterAll(() => people.leave())

test('every route has an address and somebody who may see it', () => {
  expect(routes().length).toBeGreaterThan(15)
  const been = new Set(all.map((v) => v.route))
  expect(routes().filter((r) => !been.has(r.path))).toEqual([])
})

test('the pseudo-locale is 40 % longer and keeps its values', () => {
  expect(stretched('Save {{count}} customers')).toBe('Sávê {{count}} çüstömêrs õõõõ õ')
})

test('what does not fit would be noticed', async ({ browser }) => {
  const look = looks[0] as Look
  const context = await contextFor(browser, look, await people.state('rep1'))
  const page = await context.newPage()
  const watch = new Watch(page)
  await page.goto('/account')
  await settled(page, watch)
  expect(await faultsOf(page, 'as it is', watch)).toEqual([])
  await page.evaluate(() => {
    document.querySelector('main')?.insertAdjacentHTML(
      'beforeend',
      `<div style="position:absolute;inset:200px auto auto 300px;background:#fff;color:#000">
         <p style="width:60px;overflow:hidden;white-space:nowrap">words that are cut off</p>
         <button style="position:absolute;left:0;top:80px;width:90px;height:30px">one</button>
         <button style="position:absolute;left:40px;top:80px;width:90px;height:30px">two</button>
         <button style="position:absolute;left:1400px;top:80px;width:90px;height:30px">far</button>
         <span style="color:#eee">pale</span>
       </div>`,
    )
  })
  const found = (await faultsOf(page, 'planted', watch)).join('\n')
  for (const what of ['cut at the side: “words', 'on top of each other: “one”', 'cannot be reached: “far”', 'color-contrast']) expect(found).toContain(what)
  await context.close()
})

/** Looks at what stands there. */
async function faultsOf(page: Page, where: string, watch: Watch): Promise<string[]> {
  const found = [...(await axe(page)), ...(await roomFaults(page)), ...watch.take()]
  return found.map((f) => `${where}: ${f}`)
}

/** Goes everywhere in one look and says what is wrong. */
async function walk(browser: Browser, look: Look, where: Visit[], open: boolean): Promise<string[]> {
  const found: string[] = []
  for (const who of new Set(where.map((v) => v.who))) {
    if (who) await people.speak(who, look.language)
    const context = await contextFor(browser, look, who ? await people.state(who) : undefined)
    const page = await context.newPage()
    const watch = new Watch(page)
    for (const visit of where.filter((v) => v.who === who)) {
      const name = `${look.name}, ${visit.name}`
      await page.goto(visit.address)
      await settled(page, watch)
      found.push(...(await faultsOf(page, name, watch)))
      if (process.env.ACCESS_SHOTS) await page.screenshot({ path: `${process.env.ACCESS_SHOTS}/${name.replace(/[^\w$.-]+/g, '_')}.png` })
      if (open) found.push(...(await openings(page, visit, name, watch)))
    }
    await context.close()
  }
  return found
}

/** Presses every button that opens something, looks, and closes it again. Logging out opens nothing and ends the walk. */
async function openings(page: Page, visit: Visit, name: string, watch: Watch): Promise<string[]> {
  const found: string[] = []
  const floating = '[role=dialog], [role=menu], [role=listbox]:not(main [role=listbox])'
  const shut = async () => {
    for (let i = 0; i < 3 && (await page.locator('[role=dialog], [role=menu]').filter({ visible: true }).count()) > 0; i++) await page.keyboard.press('Escape')
  }
  const names = await page.locator('main button:not([disabled])').filter({ visible: true }).evaluateAll((list) => {
    const seen = new Set<string>()
    return list.flatMap((b, i) => {
      if (b.querySelector('.lucide-log-out')) return []
      const key = `${b.className}|${b.closest('tr, li, [role=row]') ? b.className : (b as HTMLElement).innerText || b.getAttribute('aria-label')}`
      if (seen.has(key)) return []
      seen.add(key)
      return [{ i, words: ((b as HTMLElement).innerText || b.getAttribute('aria-label') || b.getAttribute('title') || '').replace(/\s+/g, ' ').slice(0, 30) }]
    })
  })
  for (const { i, words } of names.slice(0, 24)) {
    const button = page.locator('main button:not([disabled])').filter({ visible: true }).nth(i)
    if (!(await button.isVisible().catch(() => false))) continue
    await button.click({ timeout: 1000 }).catch(() => undefined)
    await settled(page, watch)
    if ((await page.locator(floating).filter({ visible: true }).count()) > 0) {
      found.push(...(await faultsOf(page, `${name} [${words}]`, watch)))
      if (process.env.ACCESS_SHOTS) await page.screenshot({ path: `${process.env.ACCESS_SHOTS}/${`${name}_${words}`.replace(/[^\w$.\u4e00-\u9fff-]+/g, '_')}.png` })
      await shut()
    }
    if (new URL(page.url()).pathname !== visit.address.replace(/\?.*/, '') || (await page.locator('[role=dialog]').filter({ visible: true }).count()) > 0) {
      await page.goto(visit.address)
      await settled(page, watch)
    }
  }
  return found
}

if (full)
  for (const look of looks.filter((l) => !only || l.name === only))
    test(`every page is sound: ${look.name}`, async ({ browser }) => {
      test.setTimeout(3_600_000)
      const where = (process.env.ACCESS_WHO === 'all' ? all : once(all)).filter((v) => named.test(v.name))
      const found = await walk(browser, look, where, process.env.ACCESS_OPEN !== 'no')
      console.log(`${look.name}: ${where.length} pages`)
      expect(found).toEqual([])
    })
else
  test('every page is sound, each in one of the ways', async ({ browser }) => {
    test.setTimeout(600_000)
    const where = sample(once(all), seed)
    const found: string[] = []
    for (const [i, look] of looks.entries()) found.push(...(await walk(browser, look, where.filter((_, at) => (at * 7 + seed) % looks.length === i), false)))
    expect(found).toEqual([])
  })
