import { expect, it } from 'vitest'
import { isMasked, looksLikeNumber, maskedEnd, phoneText } from './masks'

it('lays numbers out and leaves masks alone', () => {
  expect(phoneText('13800134172')).toBe('138 0013 4172')
  expect(phoneText('+8613800134172')).toBe('138 0013 4172')
  expect(phoneText('138****4172')).toBe('138****4172')
  expect(phoneText('0512-6288 1234')).toBe('0512-6288 1234')
  expect(isMasked('138****4172')).toBe(true)
  expect(maskedEnd('138****4172')).toBe('4172')
  expect(maskedEnd('13800134172')).toBe('')
})

it('knows when a query is a number', () => {
  expect(looksLikeNumber(' 4172 ')).toBe(true)
  expect(looksLikeNumber('+86 138 0013')).toBe(true)
  expect(looksLikeNumber('41')).toBe(false)
  expect(looksLikeNumber('lhjm')).toBe(false)
})
