import { expect, it } from 'vitest'
import type { Person } from '@/api/types'
import { bodyOf, formOf } from './people'

const person: Person = {
  id: '7',
  name: '许婷希',
  email: 'rep1@demo.laidan',
  department: { id: '2', name: '华东一组' },
  roles: ['rep'],
  scope: 'own',
  level: 'regular',
  skills: { regions: ['江苏'] },
  active: true,
  quota: 30,
  used: 27,
  version: 3,
  createdAt: '2026-01-01T00:00:00Z',
}

it('sends what changed, skills as a whole', () => {
  const form = formOf(person)
  expect(form.regions).toEqual(['江苏'])
  expect(bodyOf({ ...form, quota: 40 }, { quota: 40 })).toEqual({ quota: 40 })
  expect(bodyOf({ ...form, industries: ['机械'] }, { industries: ['机械'] })).toEqual({
    skills: { industries: ['机械'], regions: ['江苏'], languages: [], products: [] },
  })
  expect(bodyOf(form, { scope: '' })).toEqual({})
})
