import { expect, it } from 'vitest'
import { keyName } from './useHotkeys'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })

it('names keys alike on every keyboard', () => {
  expect(press('J')).toBe('j')
  expect(press(' ')).toBe('space')
  expect(press('k', { metaKey: true })).toBe('ctrl+k')
  expect(press('Enter', { ctrlKey: true })).toBe('ctrl+enter')
  expect(press('?')).toBe('?')
})
