// The day of each role, on the real binary.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { another, as, logIn } from './helpers'

test('a wrong password says so, without telling which half was wrong', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('邮箱').fill('rep1@demo.laidan')
  await page.getByLabel('密码').fill('certainly not this')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText(/邮箱|密码/)
  await expect(page).toHaveURL(/login/)
})

test('a rep logs a call with its next step in three acts and comes to the next customer', async ({ page }) => {
  await logIn(page, 'rep1')
  await expect(page).toHaveURL(/today/)
  const lines = page.getByRole('option')
  await expect(lines.first()).toBeVisible()
  const name = await page.getByRole('heading', { level: 2 }).first().textContent()
  await page.getByRole('button', { name: '电话', exact: true }).click() // the plan may have been a visit
  await page.getByRole('button', { name: '接通' }).first().click()
  await page.locator('#composer').fill('讲了一年能省多少人，认可这个算法。')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/的跟进记下了/).first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 2 }).first()).not.toHaveText(name ?? '')
})

test('a move says what is missing instead of failing', async ({ page }) => {
  await as(page, 'rep1')
  await page.goto('/customers?filter=' + encodeURIComponent('layer = "contacted"'))
  await page.getByRole('link').filter({ hasText: /公司|厂/ }).first().click()
  // The keys work from the moment their buttons stand there.
  await expect(page.getByRole('button', { name: '移层' }).first()).toBeVisible()
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await dialog.getByText('签约', { exact: false }).first().click()
  await expect(dialog).toContainText(/合同|商机/)
})

test('a claimed customer disappears from a colleague’s pool', async ({ page, browser }) => {
  await as(page, 'rep1')
  await page.goto('/pool')
  const other = await another(browser, 'rep4')
  await other.goto('/pool')
  const row = page.getByRole('row').nth(1)
  await expect(row).toBeVisible()
  const name = (await row.getByRole('link').first().textContent()) ?? ''
  await expect(other.getByText(name).first()).toBeVisible()
  await row.getByRole('button', { name: /领取/ }).click()
  await expect(other.getByText(name)).toHaveCount(0)
  await other.context().close()
})

test('support imports a GBK list of 4,347 companies and nothing is garbled', async ({ page }) => {
  await as(page, 'support1')
  await page.goto('/import')
  const file = join(import.meta.dirname, '..', 'internal', 'sheet', 'sheettest', 'testdata', 'listed.gbk.csv.gz')
  await page.locator('input[type=file]').first().setInputFiles({ name: '上市公司.csv', mimeType: 'text/csv', buffer: gunzipSync(readFileSync(file)) })
  await expect(page.getByText('宁波恒恒').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('000001', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: /导入.*4,?347 行/ }).click()
  await expect(page.getByText(/导入了 4,?347 行/)).toBeVisible({ timeout: 60_000 })
})

test('the manager sees the funnel beside its ideal, every number opens its rows', async ({ page }) => {
  await logIn(page, 'manager1')
  await expect(page).toHaveURL(/funnel/)
  for (const layer of ['资源', '已分级', '已接触', '有线索', '意向', '签约', '已实施']) await expect(page.getByText(layer).first()).toBeVisible()
  await expect(page.getByText(/理想 100/).first()).toBeVisible()
})

test('finance sees contracts and never a phone number', async ({ page }) => {
  await logIn(page, 'finance1')
  await expect(page).toHaveURL(/contracts/)
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  expect(await page.locator('body').innerText()).not.toMatch(/1[3-9]\d(\*{4}|\d{4})\d{4}/)
  await page.goto('/customers')
  await expect(page.getByText(/不能看/).first()).toBeVisible()
})
