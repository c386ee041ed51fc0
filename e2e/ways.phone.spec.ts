// Ways on a phone: the swipe, and a strip of tabs whose open one is in sight.
import { expect, test } from '@playwright/test'
import { as } from './helpers'

test('a card of the customer list is swiped to the left: later, log', async ({ page }) => {
  await as(page, 'rep3')
  await page.goto('/customers')
  const card = page.getByRole('listitem').filter({ has: page.getByRole('link') }).first()
  await expect(card).toBeVisible()
  const box = await card.boundingBox()
  const y = (box?.y ?? 0) + 30
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
  await touch('touchStart', 250)
  for (let x = 230; x > 120; x -= 20) await touch('touchMove', x)
  await touch('touchEnd')
  await expect(card.getByRole('button', { name: '记跟进' })).toBeVisible()
  await card.getByRole('button', { name: '改期' }).click()
  await expect(page.getByRole('dialog')).toContainText('什么时候')
})

test('personal data in English: the open tab is in sight, nothing is too wide', async ({ page }) => {
  await as(page, 'admin')
  await page.evaluate(() =>
    fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"language":"en"}' }),
  )
  await page.goto('/settings/personal-data')
  await expect(page.getByRole('link', { name: 'Personal data' })).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.evaluate(() =>
    fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"language":"zh-CN"}' }),
  )
})
