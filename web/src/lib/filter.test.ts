import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Node, nodeOf, printFilter, sentenceOf, testsOf, textArg, withouts } from './filter'

// The same file as the parser's own test, internal/expr/tree_test.go.
const read: { text: string; tree: Node | null }[] = JSON.parse(
  readFileSync(new URL('../../../internal/expr/testdata/trees.json', import.meta.url), 'utf8'),
)
const treeOf = (text: string) => {
  const found = read.find((one) => one.text === text)
  if (!found) throw new Error(`${text} is not in trees.json`)
  return found.tree
}

const test = (field: string, text: string): Node => ({ test: { field, op: '=', args: [textArg(text)] } })

describe('filter text', () => {
  it.each(read)('is written as the server writes it: $text', ({ text, tree }) => {
    expect(printFilter(tree)).toBe(text)
  })
})

describe('sentences', () => {
  it('shows groups one level deep and writes them back', () => {
    const text = 'temperature = "hot" and (lastTouchAt < daysAgo(0) or nextAt is empty)'
    const sentence = sentenceOf(treeOf(text))
    expect(sentence?.parts).toHaveLength(2)
    expect(printFilter(nodeOf(sentence as NonNullable<typeof sentence>))).toBe(text)
  })

  it('leaves deeper filters to the text', () => {
    expect(sentenceOf(treeOf('a = 1 and (b = 2 or c = 3 and d = 4)'))).toBeNull()
    expect(sentenceOf(treeOf('not not a = 1'))).toBeNull()
  })

  it('leaves unfinished tests out', () => {
    const node = nodeOf({
      join: 'and',
      parts: [
        { field: 'grade', op: 'in', args: [] },
        { join: 'or', tests: [{ field: 'city', op: '=', args: [textArg('')] }] },
        { field: 'layer', op: '=', args: [textArg('lead')] },
      ],
    })
    expect(printFilter(node)).toBe('layer = "lead"')
  })

  it('spreads a group that is joined as its sentence is', () => {
    const part = (field: string) => ({ field, op: 'is empty' as const, args: [] })
    const node = nodeOf({ join: 'and', parts: [part('a'), { join: 'and', tests: [part('b'), part('c')] }] })
    expect(node?.of).toHaveLength(3)
  })
})

describe('parts of a filter', () => {
  it('finds every test', () => {
    expect(testsOf(treeOf('a = 1 and (b = 2 or c = 3 and d = 4)')).map((t) => t.field)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
    expect(testsOf(treeOf('not not a = 1'))).toHaveLength(1)
    expect(testsOf(null)).toEqual([])
  })

  it('drops one condition of a plain "and"', () => {
    const [grade, city] = [test('grade', 'A'), test('city', '苏州')]
    expect(withouts({ join: 'and', of: [grade, city] }).map((w) => printFilter(w.left))).toEqual([
      'city = "苏州"',
      'grade = "A"',
    ])
    expect(withouts(grade)).toEqual([{ dropped: grade.test, left: null }])
    expect(withouts({ join: 'or', of: [grade, city] })).toEqual([])
    expect(withouts(null)).toEqual([])
  })
})
