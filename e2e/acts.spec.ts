// Acts that are asked about, refused or met by somebody else's.
import { expect, test } from '@playwright/test'
import { another, as } from './helpers'

/** The first customer of a list, by the API of the page's own session. */
async function first(page: import('@playwright/test').Page, query: string) {
  const body = await page.evaluate((q) => fetch(`/api/v1/customers?${q}`).then((r) => r.json()), query)
  return body.items[0] as { id: string; name: string; version: number }
}

test('two people save one customer: the second sees both versions and decides', async ({ page, browser }) => {
  await as(page, 'rep1')
  const { id } = await first(page, 'sort=queue')
  const manager = await another(browser, 'manager1')
  for (const p of [page, manager]) {
    await p.goto(`/customers/${id}`)
    await p.getByRole('button', { name: '编辑' }).first().click()
    await expect(p.getByRole('dialog').getByLabel('需求').first()).toBeVisible()
  }
  await page.getByRole('dialog').getByLabel('需求').first().fill('老板亲自管，年底前定')
  await manager.getByRole('dialog').getByLabel('需求').first().fill('质量部牵头，先给样品')
  await manager.keyboard.press('Control+Enter')
  await expect(manager.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  const asked = page.getByRole('dialog').filter({ hasText: '有人先改了' })
  await expect(asked).toContainText('质量部牵头，先给样品')
  await expect(asked).toContainText('老板亲自管，年底前定')
  await expect(asked.getByRole('button', { name: '保持现在的' })).toBeFocused()
  await asked.getByRole('button', { name: '用我的覆盖' }).click()
  await expect(page.getByText('老板亲自管，年底前定').first()).toBeVisible()
  await manager.context().close()
})

test('a second touch on one day is asked about; a file goes with the first', async ({ page }) => {
  await as(page, 'rep2')
  const { id } = await first(page, 'sort=queue')
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: '电话', exact: true }).click() // the plan may be a visit
  await page.getByRole('button', { name: /接通/ }).first().click()
  await page.locator('#composer').fill('问了预算，下周给答复')
  await page.locator('input[type=file]').first().setInputFiles({ name: '报价单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') })
  await expect(page.getByText('报价单.pdf').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('问了预算，下周给答复').first()).toBeVisible()
  await expect(page.locator('#composer')).toHaveValue('')
  await page.getByRole('button', { name: '电话', exact: true }).click()
  await page.getByRole('button', { name: /接通/ }).first().click()
  await page.locator('#composer').fill('又来电问了付款方式')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: /确实又联系了/ }).click()
  await expect(page.getByText('又来电问了付款方式').first()).toBeVisible()
})

test('who declined calls is not called, and the dialog says who may allow it', async ({ page }) => {
  await as(page, 'rep4')
  const c = await first(page, 'sort=queue')
  await page.evaluate(
    ({ id, version }) =>
      fetch(`/api/v1/customers/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version, doNotContact: true }) }),
    c,
  )
  await page.goto(`/customers/${c.id}`)
  await page.getByRole('button', { name: /拨打/ }).first().click()
  await expect(page.getByRole('dialog')).toContainText(/谢绝来电.*请.*解除/)
})

test('a bulk hand-out lists each reason once with the customers it left', async ({ page }) => {
  await as(page, 'director')
  await page.goto(`/customers?filter=${encodeURIComponent('layer <= "opportunity"')}`)
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('button', { name: /选中全部/ }).click()
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').first().fill('')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '分配' }).click()
  await expect(page.getByText(/没有空位|满了|名额/).first()).toBeVisible({ timeout: 15_000 })
})

test('an import is taken back whole', async ({ page }) => {
  await as(page, 'support1')
  await page.goto('/import')
  const csv = '客户名称,手机\n撤销试样甲,13900001119\n撤销试样乙,13900001118\n'
  await page.locator('input[type=file]').first().setInputFiles({ name: '撤销.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: /导入 2 行/ }).click()
  await expect(page.getByText(/导入了 2 行/)).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: /撤销/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: /撤销/ }).click()
  await expect(page.getByText('新建的 2 位已删掉')).toBeVisible({ timeout: 15_000 })
})
