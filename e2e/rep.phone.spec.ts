// The rep's day on a phone, with one hand.
import { expect, test } from '@playwright/test'
import { logIn, sound } from './helpers'

test('today, a customer and the log sheet fit a phone', async ({ page }) => {
  await logIn(page, 'rep2')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await sound(page)
  await page.goto('/customers')
  await sound(page)
  await page.getByRole('link').filter({ hasText: /公司|厂/ }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await sound(page)
})

test('English and 360 px lose nothing', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await logIn(page, 'rep3')
  await page.evaluate(() =>
    fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"language":"en"}' }),
  )
  for (const path of ['/today', '/customers', '/pool', '/funnel']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
})
