import { describe, expect, it } from 'vitest'
import {
  cellOf,
  columnsWith,
  countsOf,
  fails,
  fills,
  inOrder,
  retarget,
  shownTargets,
  sumOf,
  taken,
  undoable,
  withFix,
  withPatch,
} from './options'
import type { FoundColumn, Options, PreviewRow, Target } from './types'

const found = (index: number, change: Partial<FoundColumn> = {}): FoundColumn => ({
  index,
  header: `列 ${index}`,
  sample: [],
  filled: 1,
  target: 'ignore',
  auto: false,
  confidence: 1,
  kind: 'text',
  ...change,
})
const options: Options = {
  columns: [{ target: 'name' }, { target: 'custom', label: 'x', kind: 'number' }],
  duplicates: 'skip',
  kind: 'company',
  region: 'CN',
}

describe('changes of columns', () => {
  it('says every part of every column', () => {
    expect(columnsWith(options.columns, 1, { target: 'ignore', label: '', kind: '' })).toEqual([
      { target: 'name', label: '', kind: '', order: '' },
      { target: 'ignore', label: '', kind: '', order: '' },
    ])
  })
  it('gives a new field its name and kind, and takes them off again', () => {
    const made = retarget(options.columns, found(0, { header: '仓库面积', kind: 'number' }), 'custom')
    expect(made[0]).toEqual({ target: 'custom', label: '仓库面积', kind: 'number', order: '' })
    expect(retarget(made, found(0), 'remark')[0]).toEqual({
      target: 'remark',
      label: '',
      kind: '',
      order: '',
    })
  })
  it('reads only columns of days in another order', () => {
    const columns = inOrder(options.columns, [found(0), found(1, { order: 'mdy' })], 'dmy')
    expect(columns.map((c) => c.order)).toEqual(['', 'dmy'])
  })
  it('keeps a target that takes one column from others', () => {
    const targets: Target[] = [
      { key: 'name', label: '', kind: 'field', many: false },
      { key: 'remark', label: '', kind: 'field', many: true },
      { key: 'ignore', label: '', kind: 'none', many: false },
    ]
    const columns = ['name', 'remark', 'ignore', 'custom'].map((target) => ({ target }))
    expect([...taken(columns, targets, 3)]).toEqual(['name'])
    expect([...taken(columns, targets, 0)]).toEqual([])
  })
})

describe('waiting changes', () => {
  it('add up', () => {
    expect(withPatch({ duplicates: 'fill' }, { kind: 'person' })).toEqual({
      duplicates: 'fill',
      kind: 'person',
    })
  })
  it('are dropped when the file is read otherwise', () => {
    expect(withPatch({ columns: [] }, { encoding: 'utf-8' })).toEqual({ encoding: 'utf-8' })
  })
})

it('a remedy keeps the earlier ones', () => {
  const before = { ...options, values: { grade: { 高: 'A' } }, blank: ['phone'] }
  expect(withFix(before, { values: { grade: { '高+': 'A' } } })).toEqual({
    values: { grade: { 高: 'A', '高+': 'A' } },
  })
  expect(withFix(before, { blank: ['phone', 'import.date'] })).toEqual({ blank: ['phone', 'import.date'] })
})

describe('counts', () => {
  const counts = { create: 3, update: 2, duplicate: 1, reject: 4 }
  const none = { create: 0, update: 0, duplicate: 0, reject: 0 }
  it('come from the dry run until the run', () => {
    const preview = { counts } as never
    expect(countsOf({ state: 'mapped', counts: none, preview })).toEqual(counts)
    expect(countsOf({ state: 'running', counts: none, preview })).toEqual(none)
  })
  it('say what comes in and what is left', () => expect(sumOf(counts)).toEqual({ in: 5, out: 5 }))
})

describe('preview rows', () => {
  const row = (change: Partial<PreviewRow>): PreviewRow => ({
    row: 2,
    outcome: 'created',
    values: {},
    ...change,
  })
  it('show the telling columns that have values', () => {
    const rows = [row({ values: { name: 'a', layer: 'resource', email: 'x', phone: '1' } })]
    expect(shownTargets({ rows })).toEqual(['name', 'phone', 'email'])
    expect(shownTargets({ rows: [...rows, row({ values: { layer: 'lead' } })] })).toContain('layer')
  })
  it('put numbers of every kind into one column', () => {
    const wrong = row({ values: { name: 'a', 'phone.mobile': '0574' } })
    expect(shownTargets({ rows: [wrong] })).toEqual(['name', 'phone'])
    expect(cellOf(wrong, 'phone')).toBe('0574')
    expect(cellOf(wrong, 'region')).toBe('')
  })
  it('mark filled and wrong cells', () => {
    expect(fills(row({ filled: ['city'] }), 'region')).toBe(true)
    expect(fills(row({ filled: ['city'] }), 'name')).toBe(false)
    expect(
      fails(row({ errors: [{ column: 1, target: 'phone.mobile', code: 'phone.short' }] }), 'phone'),
    ).toBe(true)
  })
})

it('an import can be taken back until its day', () => {
  const until = '2026-10-14T00:00:00Z'
  expect(undoable({ state: 'done', undoUntil: until }, Date.parse(until) - 1)).toBe(true)
  expect(undoable({ state: 'done', undoUntil: until }, Date.parse(until) + 1)).toBe(false)
  expect(undoable({ state: 'failed', undoUntil: null }, 0)).toBe(true)
  expect(undoable({ state: 'undone', undoUntil: null }, 0)).toBe(false)
})
