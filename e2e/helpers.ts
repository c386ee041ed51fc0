import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page } from '@playwright/test'
import { password } from './server'

/** Logs in through the page, as people do. */
export async function logIn(page: Page, who: string) {
  await page.goto('/login')
  await page.getByLabel('邮箱').fill(`${who}@demo.laidan`)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).not.toHaveURL(/login/)
}

/** Is logged in without the pages that lead there; the page stays on a bare file of the server. */
export async function as(page: Page, who: string) {
  const answer = await page.request.post('/api/v1/login', { data: { email: `${who}@demo.laidan`, password } })
  expect(answer.ok(), `log-in of ${who}: ${answer.status()}`).toBe(true)
  await page.goto('/favicon.svg')
}

/** A second person in a browser of their own. */
export async function another(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await as(page, who)
  return page
}

/** ACCESS=full leaves nothing out (make release-check); otherwise a sample runs. */
export const full = process.env.ACCESS === 'full'

/** Accessibility violations, WCAG 2.2 A and AA, no rule left out. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 160)}`))
}

/** No accessibility violation, and the page does not scroll sideways. */
export async function sound(page: Page) {
  expect(await axe(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

/** Requests under way, and errors that no page may have. */
export class Watch {
  private readonly errors: string[] = []
  private readonly open = new Map<unknown, string>()
  constructor(page: Page) {
    page.on('pageerror', (e) => this.errors.push(`error: ${e.message}`))
    page.on('console', (m) => {
      // A refused answer is the page's to show; the network panel's line about it is no fault.
      if (m.type() === 'error' && !m.text().startsWith('Failed to load resource')) this.errors.push(`console: ${m.text().slice(0, 300)}`)
    })
    page.on('request', (r) => {
      if (r.isNavigationRequest() && r.frame() === page.mainFrame()) this.open.clear()
      if (r.url().includes('/api/') && !r.url().endsWith('/live')) this.open.set(r, r.url())
    })
    page.on('requestfinished', (r) => this.open.delete(r))
    page.on('requestfailed', (r) => this.open.delete(r))
  }
  waiting = () => [...this.open.values()]
  say = (error: string) => this.errors.push(error)
  take = () => this.errors.splice(0)
}

/** Waits until the page shows itself and asks for nothing more. */
export async function settled(page: Page, watch: Watch) {
  const until = Date.now() + 10_000
  let why: string[] = []
  for (let calm = 0; calm < 3; ) {
    const drawing = await page.evaluate(
      () =>
        new Promise<string[]>((done) =>
          requestAnimationFrame(() => {
            const shown = document.querySelector('h1, form, [role=alert]') ? [] : ['no heading']
            const busy = [...document.querySelectorAll('[aria-busy=true]')].map((e) => e.outerHTML.slice(0, 80))
            setTimeout(() => done([...shown, ...busy]), 15)
          }),
        ),
    )
    why = [...drawing, ...watch.waiting()]
    calm = why.length === 0 ? calm + 1 : 0
    if (Date.now() > until) return why.length > 0 && watch.say(`never came to rest: ${why.join(' ')}`)
  }
}
