import { expect, it } from 'vitest'
import { pathOf } from './problem'

it('turns JSON pointers into form paths', () => {
  expect(pathOf('/contacts/0/name')).toEqual(['contacts', 0, 'name'])
  expect(pathOf('/body/email')).toEqual(['email'])
  expect(pathOf('?filter')).toEqual(['filter'])
  expect(pathOf('/custom/a~1b')).toEqual(['custom', 'a/b'])
})
