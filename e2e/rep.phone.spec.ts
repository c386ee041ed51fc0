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
