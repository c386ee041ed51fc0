import { expect, it } from 'vitest'
import { copied, faults } from '../../scripts/contract.mjs'

const places = (text: string) => faults('x.tsx', text).map((fault) => fault.split(': ')[1]?.split(':')[0])

it('notices a copy of a schema', () => {
  expect(copied(['id', 'name', 'departmentId', 'active'])).toBe('OrgName')
  expect(
    places('interface Person { id: string; name: string; departmentId: string; active: boolean }'),
  ).toEqual(['a copy of OrgName'])
  expect(places('type P = { id: string; name: string }')).toEqual([])
})

it('notices an asserted call', () => {
  expect(places("const me = await api.get<Me>('/me')")).toEqual(['the route says what it answers'])
  expect(places("const me = (await api.get('/me')) as Me")).toEqual(['an asserted answer'])
  expect(places('const now = problem.state as Customer | undefined')).toEqual(['an asserted answer'])
  expect(places("void fetch('/api/v1/me')")).toEqual(['api/client.ts calls the server'])
  expect(places("const me = await api.get('/me', { signal })")).toEqual([])
})

it('notices a list of words', () => {
  expect(places("const all = ['cold', 'hot', 'warm']")).toEqual(['a copy of temperatures'])
  expect(places("const some = ['hot', 'warm']")).toEqual([])
})
