import { describe, expect, it } from 'vitest'
import { type FilterTree, treeIn } from '@/api/filters'
import type { View } from '@/api/types'
import { type Node, type Op, printFilter, textArg } from '@/lib/filter'
import { undoOf } from './bulk'
import { changesOf, columnsInUrl, conditions, filterInUrl, noFilter, stateOf } from './views'

const test = (field: string, op: Op, ...texts: string[]): Node => ({
  test: { field, op, args: texts.map(textArg) },
})
const hot = test('temperature', '=', 'hot')
const best = test('grade', 'in', 'A', 'B')
const and = (...of: Node[]): Node => ({ join: 'and', of })

const view = (id: string, tree: Node | null, columns: string[] = []): View => ({
  id,
  name: id,
  filter: printFilter(tree),
  tree,
  sort: '',
  columns,
  shared: false,
  mine: true,
  system: false,
  version: 1,
})
const views = [view('all', null), view('hot', and(hot, best))]
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
    expect(filterInUrl('temperature = "hot" and grade in ("A", "B")', views[1])).toBe('')
    expect(filterInUrl('', views[1])).toBe(noFilter)
    expect(filterInUrl('grade = "A"', views[0])).toBe('grade = "A"')
    expect(columnsInUrl(['layer', 'owner'], views[0], usual)).toBe('')
  })
  it('counts unsaved changes', () => {
    const changes = (filter: FilterTree, url: Parameters<typeof stateOf>[0] = {}) =>
      changesOf(
        stateOf({ view: 'hot', filter: printFilter(treeIn(filter)) || noFilter, ...url }, views, usual),
        filter,
        usual,
      )
    expect(changes(and(hot, best))).toBe(0)
    expect(changes(hot)).toBe(1)
    expect(changes(and(test('temperature', '=', 'warm'), best))).toBe(1)
    expect(changes({ join: 'or', of: [hot, best] })).toBe(1)
    expect(changes(null, { sort: 'name', columns: 'owner' })).toBe(4)
  })
  it('knows no difference between two writings of a filter', () => {
    const other = stateOf({ view: 'hot', filter: 'temperature="hot" AND grade in ("A","B")' }, views, usual)
    expect(changesOf(other, and(hot, best), usual)).toBe(0)
    expect(changesOf(other, 'wrong', usual)).toBe(2)
  })
  it('counts conditions', () => {
    expect(conditions(and(hot, { join: 'or', of: [best, hot] }))).toBe(3)
    expect(conditions('wrong')).toBe(0)
    expect(conditions(undefined)).toBe(0)
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
