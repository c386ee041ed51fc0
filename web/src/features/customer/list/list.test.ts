import { describe, expect, it } from 'vitest'
import type { View } from '@/api/types'
import { undoOf } from './bulk'
import { withouts } from './NoMatching'
import { changesOf, columnsInUrl, conditions, filterInUrl, noFilter, stateOf } from './views'

const view = (id: string, filter: string, columns: string[] = []): View => ({
  id,
  name: id,
  filter,
  sort: '',
  columns,
  shared: false,
  mine: true,
  system: false,
  version: 1,
})
const views = [view('all', ''), view('hot', 'temperature = "hot" and grade in ("A", "B")')]
const usual = ['layer', 'owner']

describe('the state of a list', () => {
  it('takes the view and what the address changes', () => {
    expect(stateOf({}, views, usual)).toMatchObject({ filter: '', columns: usual })
    expect(stateOf({ view: 'hot' }, views, usual).filter).toBe('temperature = "hot" and grade in ("A", "B")')
    expect(stateOf({ view: 'hot', filter: noFilter }, views, usual).filter).toBe('')
    expect(stateOf({ columns: 'owner' }, views, usual).columns).toEqual(['owner'])
    expect(stateOf({ view: 'gone' }, views, usual).view?.id).toBe('all')
  })
  it('keeps the address short', () => {
    expect(filterInUrl('temperature = "hot"   and grade in ("A","B")', views[1])).toBe('')
    expect(filterInUrl('', views[1])).toBe(noFilter)
    expect(filterInUrl('grade = "A"', views[0])).toBe('grade = "A"')
    expect(columnsInUrl(['layer', 'owner'], views[0], usual)).toBe('')
  })
  it('counts unsaved changes', () => {
    const state = (url: Parameters<typeof stateOf>[0]) =>
      changesOf(stateOf({ view: 'hot', ...url }, views, usual), usual)
    expect(state({})).toBe(0)
    expect(state({ filter: 'temperature = "hot"' })).toBe(1)
    expect(state({ filter: 'temperature = "warm" and grade in ("A", "B")' })).toBe(1)
    expect(state({ filter: 'temperature = "hot" or grade in ("A", "B")' })).toBe(1)
    expect(state({ filter: noFilter, sort: 'name', columns: 'owner' })).toBe(4)
    expect(conditions('grade = "A" and (owner = me() or nextAt is empty)')).toBe(3)
    expect(conditions('not a filter')).toBe(0)
  })
})

describe('a filter that finds nothing', () => {
  it('names what could be dropped', () => {
    expect(withouts('grade = "A" and city = "苏州"').map((w) => w.filter)).toEqual([
      'city = "苏州"',
      'grade = "A"',
    ])
    expect(withouts('grade = "A"')[0]?.filter).toBe('')
    expect(withouts('grade = "A" or city = "苏州"')).toEqual([])
    expect(withouts('((')).toEqual([])
  })
})

describe('taking back an act on many', () => {
  const row = (id: string, grade: 'A' | 'B' | '', owner: string | null, tags: string[] = []) => ({
    id,
    grade,
    temperature: 'hot' as const,
    tags,
    owner: owner ? { id: owner, name: owner } : null,
  })
  it('groups by what was before', () => {
    expect(
      undoOf({ action: 'grade', grade: 'A' }, [row('1', 'B', 'x'), row('2', 'A', 'x'), row('3', 'B', 'x')]),
    ).toEqual([{ action: 'grade', grade: 'B', ids: ['1', '3'] }])
    expect(undoOf({ action: 'assign', ownerId: 'z' }, [row('1', '', 'x'), row('2', '', 'y')])).toEqual([
      { action: 'assign', ownerId: 'x', ids: ['1'] },
      { action: 'assign', ownerId: 'y', ids: ['2'] },
    ])
  })
  it('does not pretend where it cannot', () => {
    expect(undoOf({ action: 'assign', ownerId: 'z' }, [row('1', '', null)])).toBeUndefined()
    expect(undoOf({ action: 'archive' }, [row('1', '', 'x')])).toBeUndefined()
  })
  it('gives tags back to those who had them', () => {
    const rows = [row('1', '', 'x', ['a']), row('2', '', 'x', ['b'])]
    expect(undoOf({ action: 'tags', add: ['a'], remove: ['b'] }, rows)).toEqual([
      { action: 'tags', remove: ['a'], ids: ['2'] },
      { action: 'tags', add: ['b'], ids: ['2'] },
    ])
  })
})
