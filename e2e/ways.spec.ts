// Ways through the product that are walked seldom: refusals, corrections, what was
// put away, forms that the server refuses.
import { expect, type Page, test } from '@playwright/test'
import { another, as, logIn } from './helpers'

type Row = { id: string; name: string; version: number }

/** Asks the API as the person of the page. */
const ask = <T>(page: Page, path: string, method = 'GET', body?: object) =>
  page.evaluate(
    async ([p, m, b]) => {
      const answer = await fetch(`/api/v1${p}`, {
        method: m,
        ...(b ? { headers: { 'Content-Type': 'application/json' }, body: b } : {}),
      })
      return (await answer.json().catch(() => ({}))) as T
    },
    [path, method, body ? JSON.stringify(body) : ''] as const,
  )

const mine = async (page: Page, at = 0) => (await ask<{ items: Row[] }>(page, '/customers?sort=queue')).items[at] as Row

test('a call outside calling hours is refused with the reason, and one by hand is not', async ({ page }) => {
  await as(page, 'rep5')
  const { id } = await mine(page)
  // Somewhere it is night: the number's own country decides.
  const hour = (zone: string) => Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format())
  const numbers = { 'Asia/Dubai': '+971501234567', 'Asia/Tokyo': '+819012345678', 'America/Bogota': '+573101234567' }
  const night = Object.entries(numbers).find(([zone]) => hour(zone) >= 21 || hour(zone) < 8)
  expect(night, 'one of three zones is always asleep').toBeDefined()
  await ask(page, `/customers/${id}/contacts`, 'POST', { name: '海外采购', channels: [{ kind: 'phone', value: night?.[1] }] })
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: /拨打 ?海外采购/ }).click()
  await expect(page.getByRole('dialog')).toContainText(/对方那里 .*08:00–21:00 才能拨打/)
  await page.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a touch is corrected; a plan is cancelled and taken back', async ({ page }) => {
  await as(page, 'rep3')
  const { id } = await mine(page)
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: '电话', exact: true }).click()
  await page.getByRole('button', { name: /接通/ }).first().click()
  await page.locator('#composer').fill('预算三万以内')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('预算三万以内')).toBeVisible()
  await page.getByRole('button', { name: '更正' }).first().click()
  await page.getByRole('dialog').locator('textarea').first().fill('预算五万以内')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('预算五万以内')).toBeVisible()
  await expect(page.getByText('已更正').first()).toBeVisible()
  await page.getByRole('button', { name: /改期/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '取消计划' }).click()
  await expect(page.getByText('还没有下一次').first()).toBeVisible()
  await page.getByRole('button', { name: /撤销/ }).first().click()
  await expect(page.getByRole('button', { name: /改期/ }).first()).toBeVisible()
})

test('a claim that comes too late, or with no slot left, says why', async ({ page, browser }) => {
  const director = await another(browser, 'director')
  const pool = (await ask<{ items: { id: string }[] }>(director, '/pools')).items[0]?.id
  const support = await another(browser, 'support1')
  const same = await ask<Row>(support, '/customers', 'POST', { name: '抢领试样厂', poolId: pool })
  await support.context().close()
  await as(page, 'rep6')
  await page.route('**/api/v1/live*', (route) => route.abort()) // a page that has not heard yet
  await page.goto('/pool?q=抢领试样厂')
  const stale = page.getByRole('row').filter({ hasText: same.name })
  await expect(stale).toBeVisible()
  await page.route('**/api/v1/pools/*/customers*', (route) => route.abort())
  const people = (await ask<{ items: { id: string; email: string }[] }>(director, '/people?limit=100')).items
  const of = (who: string) => people.find((p) => p.email.startsWith(`${who}@`))?.id
  const given = await ask<{ owner?: object; detail?: string }>(director, `/customers/${same.id}/assign`, 'POST', { ownerId: of('rep7') })
  expect(given.owner, given.detail).toBeTruthy()
  await stale.getByRole('button', { name: /领取/ }).click()
  await expect(page.getByText('这位客户刚被别人领走了')).toBeVisible()
  await page.unroute('**/api/v1/pools/*/customers*')
  await page.goto('/pool')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await ask(director, `/people/${of('rep6')}/quota`, 'PUT', { quota: 1 })
  await page.getByRole('row').nth(1).getByRole('button', { name: /领取/ }).click()
  await expect(page.getByText(/名额满了：定额 1 位/)).toBeVisible()
  await director.context().close()
})

test('who was given back, or gave up on, cannot be claimed at once, and the reason has a day', async ({ page }) => {
  await as(page, 'rep7')
  const { id, version } = await mine(page)
  await ask(page, `/customers/${id}/release`, 'POST', { version, reason: '太远' })
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: /^领取/ }).first().click()
  await expect(page.getByText(/你退回的客户 7 天内不能再领，到 .*可以领/)).toBeVisible()
})

test('who signed or archived is found again: archive, find, restore', async ({ page }) => {
  await as(page, 'manager1')
  const { id, name } = await mine(page, 3)
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: '更多操作' }).first().click()
  await page.getByRole('menuitem', { name: '归档' }).click()
  await expect(page.getByText('已归档').first()).toBeVisible()
  await page.goto('/customers')
  await page.getByRole('button', { name: '已归档' }).click()
  await page.getByRole('link', { name: new RegExp(name) }).click()
  await page.getByRole('button', { name: '更多操作' }).first().click()
  await page.getByRole('menuitem', { name: '恢复' }).click()
  await expect(page.getByText('已归档')).toHaveCount(0)
})

test('a switchboard is marked as shared where it stands, and unmarked', async ({ page }) => {
  await as(page, 'manager1')
  const { id } = await mine(page, 4)
  await page.goto(`/customers/${id}`)
  const menu = page.getByRole('button', { name: /的操作/ }).first()
  await menu.click()
  await page.getByRole('menuitem', { name: /是共用号码/ }).click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('textbox').fill('园区总机')
  await asked.getByRole('button', { name: '标为共用' }).click()
  await expect(page.getByText('共用', { exact: true })).toBeVisible()
  await menu.click()
  await page.getByRole('menuitem', { name: /不再共用/ }).click()
  await expect(page.getByText('共用', { exact: true })).toHaveCount(0)
})

test('settings: what the server refuses stands at its field, what it takes is saved', async ({ page }) => {
  await as(page, 'admin')
  const add = async (part: string) => {
    await page.goto(`/settings/${part}`)
    await page.getByRole('button', { name: /^添加/ }).click()
    return page.getByRole('dialog')
  }
  const choose = async (label: string) => {
    await page.getByRole('dialog').getByLabel(label).first().press('ArrowDown')
    await page.keyboard.press('Enter')
  }
  const refused = async (sentence: RegExp) => {
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog').getByText(sentence)).toBeVisible()
  }
  await (await add('products')).getByLabel('名称').fill('条码套件')
  await refused(/^已经有叫「条码套件」的产品。$/)
  await (await add('departments')).getByLabel('名称').fill('华东一组')
  await choose('上级部门')
  await refused(/华东一组/)
  const person = await add('people')
  await person.getByLabel('姓名').fill('试一试')
  await person.getByLabel('邮箱').fill('rep1@demo.laidan')
  await choose('部门')
  await refused(/邮箱.*(已|有)/)
  await (await add('fields')).getByLabel('名称').fill('仓库面积')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('仓库面积').first()).toBeVisible()
  await page.goto('/settings/organisation')
  await page.getByLabel('组织名称').fill('')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('这一项要填')).toBeVisible()
  await page.getByLabel('组织名称').fill('澜山科技（试）')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已保存').first()).toBeVisible()
})

test('a deal is edited where it stands', async ({ page }) => {
  await as(page, 'manager1')
  const { items } = await ask<{ items: { customer: { id: string }; name: string }[] }>(page, '/deals?state=open&limit=1')
  await page.goto(`/customers/${items[0]?.customer.id}?tab=deal`)
  await page.getByRole('button', { name: '商机' }).first().click()
  await page.getByRole('button', { name: '编辑', exact: true }).last().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('竞争对手').fill('别家软件')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/别家软件/).first()).toBeVisible()
})

test('an import with bad rows keeps the good ones and gives the others back', async ({ page }) => {
  await as(page, 'support1')
  await page.goto('/import')
  const csv = '客户名称,手机,邮箱\n半成试样甲,13900002229,\n,13900002228,\n半成试样丙,不是号码,坏邮箱\n'
  await page.locator('input[type=file]').first().setInputFiles({ name: '半成.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: /导入 \d+ 行/ }).click()
  await expect(page.getByText(/导入了 \d+ 行/)).toBeVisible({ timeout: 15_000 })
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: /下载|错误/ }).first().click()
  expect((await file).suggestedFilename()).toMatch(/\.(csv|xlsx)$/)
})

for (const who of ['service1', 'finance1', 'support1'])
  test(`${who}: every page of the menu opens and answers nothing with 403`, async ({ page }) => {
    const refused: string[] = []
    page.on('response', (r) => r.status() === 403 && refused.push(r.url()))
    await logIn(page, who)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const paths = await page.locator('nav a').evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
    for (const path of new Set(paths)) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const row = page.getByRole('row').nth(1).getByRole('link').or(page.getByRole('row').nth(1).locator('[data-main]')).first()
      if (await row.isVisible({ timeout: 1500 }).catch(() => false)) await row.click()
      await expect(page.getByText(/不能看|没有权限/)).toHaveCount(0)
    }
    expect(refused).toEqual([])
  })
