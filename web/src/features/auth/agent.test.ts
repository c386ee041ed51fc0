import { expect, it } from 'vitest'
import { deviceOf, isHandheld } from './agent'

it('recognises browsers and systems', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0'
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1'
  expect(deviceOf(edge)).toBe('Edge · Windows')
  expect(deviceOf(phone)).toBe('Safari · iOS')
  expect(deviceOf('curl/8.5.0')).toBe('curl')
  expect(isHandheld(phone)).toBe(true)
  expect(isHandheld(edge)).toBe(false)
})
