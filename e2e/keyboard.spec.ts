// Ten main jobs by keyboard alone. Every key press is followed by a look at
// where the focus is and whether it shows; a pointer event anywhere fails.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { password } from './server'

test.describe.configure({ timeout: 60_000 })

const say = { rep: 'rep5', manager: 'manager2', support: 'support1' }

/** Where the focus is, '' if it shows. Runs in the page. */
function unseen(): string {
  const e = document.activeElement as HTMLElement | null
  if (!e || e === document.body || e.id === 'main') return ''
  const name = `${e.tagName.toLowerCase()} ${e.className} “${(e.getAttribute('aria-label') ?? e.innerText ?? '').slice(0, 30)}”`
  // A dialog that took the focus whole shows where it is.
  if (e.getAttribute('role') === 'dialog') return ''
  const marked = (x: Element, pseudo?: string) => {
    const s = getComputedStyle(x, pseudo)
    return (s.outlineStyle !== 'none' && Number.parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
  }
  // What shows it: the control, what a radio is drawn as, the field around an input, the card under a link.
  const small = e.matches('input[type=radio], input[type=checkbox]')
  const drawn = [e, small && e.nextElementSibling, small && e.parentElement, e.closest('label, .ant-select, .ant-picker, .ant-input-number, .ant-input-affix-wrapper'), e.closest('[data-card]')].filter((x) => x instanceof Element)
  const active = e.getAttribute('aria-activedescendant')
  const option = active ? document.getElementById(active) : null
  if (option) drawn.push(option)
  const caret = e.matches('input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, [contenteditable=true]')
  if (!caret && !drawn.some((x) => marked(x) || marked(x, '::before') || marked(x, '::after'))) return `does not show: ${name}`
  const boxes = drawn.map((x) => x.getBoundingClientRect()).filter((r) => r.width > 1 && r.height > 1)
  if (!boxes.some((r) => r.right > 0 && r.bottom > 0 && r.left < innerWidth && r.top < innerHeight)) return `is outside the window: ${name}`
  return ''
}

/** A keyboard, and eyes that follow the focus. */
class Keys {
  readonly lost: string[] = []
  constructor(readonly page: Page) {}
  async press(...keys: string[]) {
    for (const key of keys) {
      await this.page.keyboard.press(key)
      // Enter may lead to another page.
      const why = await this.page.evaluate(unseen).catch((e: Error) => (/navigation/.test(e.message) ? '' : Promise.reject(e)))
      if (why) this.lost.push(`after ${key} the focus ${why}`)
    }
  }
  async type(text: string) {
    await this.page.keyboard.type(text)
  }
  /** Tab until it is there. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60) {
    await expect(target).toBeVisible()
    for (let i = 0; i < most; i++) {
      if (await target.evaluate((e) => e === document.activeElement)) return
      await this.press(key)
    }
    throw new Error(`${target} is not reached with ${key}: the focus is on ${await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))}`)
  }
}

async function start(page: Page, who: string): Promise<Keys> {
  await page.addInitScript(() => {
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => sessionStorage.setItem('pointer', kind), true)
  })
  const keys = new Keys(page)
  await page.goto('/login')
  await expect(page.getByLabel('邮箱')).toBeFocused()
  await keys.type(`${who}@demo.laidan`)
  await keys.press('Tab')
  await expect(page.getByLabel('密码')).toBeFocused()
  await keys.type(password)
  await keys.press('Enter')
  await expect(page).not.toHaveURL(/login/)
  await expect(page.locator('h1')).toBeVisible()
  return keys
}

/** Nobody touched a mouse, and the focus was always seen. */
async function done({ page, lost }: Keys) {
  expect(lost).toEqual([])
  expect(await page.evaluate(() => sessionStorage.getItem('pointer'))).toBeNull()
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

test('keys: log in, the next customer of the queue, a call with its next step', async ({ page }) => {
  const keys = await start(page, say.rep)
  const name = page.getByRole('heading', { level: 2 }).first()
  await expect(name).toBeVisible()
  const first = await name.textContent()
  await keys.press('j')
  await expect(name).not.toHaveText(first ?? '')
  const who = (await name.textContent()) ?? ''
  await keys.press('Enter')
  await expect(page).toHaveURL(/\/customers\/\d+/)
  await expect(heading(page)).toContainText(who)
  await expect(page.locator('#composer')).toBeVisible()
  await keys.press('l')
  await expect(page.locator('#composer')).toBeFocused()
  await keys.press('Escape') // out of the words: letters are keys again
  const call = page.getByRole('button', { name: '电话', exact: true })
  await keys.to(call)
  await keys.press('Enter', '1')
  await keys.press('t')
  await keys.type('讲了交期，月底前给样品')
  await keys.press('Control+Enter')
  await expect(page.getByText('讲了交期，月底前给样品').first()).toBeVisible()
  const id = page.url().match(/customers\/(\d+)/)?.[1]
  const plans = await page.evaluate((of) => fetch(`/api/v1/customers/${of}`).then((r) => r.json()).then((c) => c.nextAt ?? c.plan?.at), id)
  expect(Date.parse(plans)).toBeGreaterThan(Date.now())
  await done(keys)
})

test('keys: search in the palette opens a customer', async ({ page }) => {
  const keys = await start(page, say.rep)
  const name = await page.evaluate(() => fetch('/api/v1/customers?limit=1&sort=-name').then((r) => r.json()).then((b) => b.items[0].name as string))
  await keys.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await keys.type(name)
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(name)
  await keys.press('Enter')
  await expect(heading(page)).toContainText(name)
  await done(keys)
})

test('keys: a new customer', async ({ page }) => {
  const keys = await start(page, say.rep)
  await keys.press('n')
  const sheet = page.getByRole('dialog')
  await expect(sheet).toBeVisible()
  await keys.to(sheet.getByRole('textbox').first())
  const name = `键盘新建试样${Date.now()}厂`
  await keys.type(name)
  await keys.press('Control+Enter')
  await expect(heading(page)).toContainText(name)
  await done(keys)
})

test('keys: claim from the pool', async ({ page }) => {
  const keys = await start(page, say.rep)
  await keys.press('g', 'p')
  await expect(page).toHaveURL(/pool/)
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await keys.press('j')
  const link = page.getByRole('row').nth(1).getByRole('link').first()
  await expect(link).toBeFocused()
  await keys.press('c')
  await expect(page.getByText(/归你了/).first()).toBeVisible()
  await done(keys)
})

test('keys: move a customer on the board', async ({ page }) => {
  const keys = await start(page, say.rep)
  await keys.press('g', 'f')
  const cards = page.locator('[data-card]')
  await expect(cards.first()).toBeVisible()
  const column = page.locator('[data-column="contacted"], [data-column="lead"]').locator('[data-card] a').first()
  await keys.to(column, 'Tab', 120)
  await keys.press('ArrowDown', 'ArrowUp')
  await keys.press('m')
  const chooser = page.getByRole('dialog')
  await expect(chooser).toBeVisible()
  await keys.press('1') // back to the first layer: needs a reason
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('textbox') })
  await keys.to(dialog.getByRole('textbox').first())
  await keys.type('号码换了，从头再找')
  await keys.press('Control+Enter')
  await expect(page.getByText(/资源/).first()).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await done(keys)
})

test('keys: hand over in bulk', async ({ page }) => {
  const keys = await start(page, say.manager)
  await keys.press('g', 'c')
  await expect(page.getByRole('row').nth(2)).toBeVisible()
  await keys.press('j', 'x', 'j', 'x')
  await expect(page.getByRole('toolbar')).toContainText('2')
  await keys.press('a')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox').first()).toBeFocused()
  await keys.press('ArrowDown', 'ArrowDown', 'Enter')
  await keys.press('Control+Enter')
  await expect(page.getByText(/位.*(分配|给)|没有空位|满了|名额|已是/).first()).toBeVisible()
  await done(keys)
})

test('keys: a file up to its dry run', async ({ page }) => {
  const keys = await start(page, say.support)
  await keys.press('g', 'i')
  await keys.to(page.getByRole('button', { name: '选文件' }))
  const chooser = page.waitForEvent('filechooser')
  await keys.press('Enter')
  await (await chooser).setFiles({ name: '键盘.csv', mimeType: 'text/csv', buffer: Buffer.from('客户名称,手机\n键盘试样甲,13900003331\n键盘试样乙,12\n') })
  const run = page.getByRole('button', { name: /导入 \d+ 行/ })
  await keys.to(run, 'Tab', 120)
  await done(keys)
})

test('keys: theme, language and the way out', async ({ page }) => {
  const keys = await start(page, say.rep)
  const account = page.locator('button[aria-haspopup=dialog]').first()
  await keys.to(account, 'Shift+Tab')
  await keys.press('Enter')
  const menu = page.getByRole('dialog')
  await expect(menu).toBeVisible()
  await keys.to(menu.getByRole('radio').first())
  await keys.press('ArrowRight', 'ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await keys.press('Tab', 'ArrowRight')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(menu.getByText('Sign out').or(menu.getByText('Log out'))).toBeVisible()
  await keys.press('ArrowLeft')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await keys.to(menu.getByRole('button').last())
  await keys.press('Enter')
  await expect(page).toHaveURL(/login/)
  await done(keys)
})

test('keys: a click would be noticed, and so would a focus that does not show', async ({ page }) => {
  const keys = await start(page, say.rep)
  await page.locator('h1').click()
  expect(await page.evaluate(() => sessionStorage.getItem('pointer'))).not.toBeNull()
  await page.addStyleTag({ content: '*:focus, *:focus-visible { outline: none !important; box-shadow: none !important }' })
  await keys.press('Tab', 'Tab')
  expect(keys.lost.length).toBeGreaterThan(0)
})
