import { describe, expect, it } from 'vitest'
import { FilterError, nodeOf, parseFilter, printFilter, sentenceOf } from './filter'

const round = (text: string) => printFilter(parseFilter(text))

describe('filter text', () => {
  it.each([
    '',
    'grade in ("A", "B")',
    'grade in ("A", "B") and layer between "contacted" and "opportunity" and lastTouchAt < daysAgo(3)',
    'lastTouchAt < daysAgo(3) or nextAt is empty',
    'temperature = "hot" and (lastTouchAt < daysAgo(3) or nextAt is empty)',
    'owner = me() and not lastTouchAt >= daysAgo(3)',
    'not (grade = "A" or city is empty) and layer = "lead"',
    'not owner = me() or tags has "VIP"',
    'name contains "医院 \\"三甲\\"" and selfFound = true',
    'amount between 100000 and 500000.5',
    'source not in ("web") and city is not empty and nextAt <= now()',
    'custom.size startsWith "a\\\\b\\n"',
  ])('comes back as it was: %s', (text) => {
    expect(round(text)).toBe(text)
  })

  it('writes the canonical form', () => {
    expect(round(' (grade="A")  AND ( layer = "lead" and city != "苏州" ) ')).toBe(
      'grade = "A" and layer = "lead" and city != "苏州"',
    )
    expect(round('(a = 1 or b = 2) or c = 3')).toBe('a = 1 or b = 2 or c = 3')
    expect(round('name Contains "\\u533b"')).toBe('name contains "医"')
  })

  it.each([
    'grade',
    'grade in ()',
    'grade = "A" and',
    'grade = daysago(3)',
    'grade = "A',
    '= 3',
    'a = 1 b = 2',
    'a ~ 1',
  ])('refuses %s', (text) => {
    expect(() => parseFilter(text)).toThrow(FilterError)
  })
})

describe('sentences', () => {
  it('shows groups one level deep and writes them back', () => {
    const text = 'grade = "A" and (nextAt is empty or lastTouchAt < daysAgo(3))'
    const sentence = sentenceOf(parseFilter(text))
    expect(sentence?.parts).toHaveLength(2)
    expect(printFilter(nodeOf(sentence as NonNullable<typeof sentence>))).toBe(text)
  })

  it('leaves deeper filters to the text', () => {
    expect(sentenceOf(parseFilter('a = 1 and (b = 2 or (c = 3 and d = 4))'))).toBeNull()
    expect(sentenceOf(parseFilter('not a = 1'))).toBeNull()
  })

  it('leaves unfinished tests out', () => {
    const node = nodeOf({
      join: 'and',
      parts: [
        { field: 'grade', op: 'in', args: [] },
        { join: 'or', tests: [{ field: 'city', op: '=', args: [{ kind: 'text', text: '' }] }] },
        { field: 'layer', op: '=', args: [{ kind: 'text', text: 'lead' }] },
      ],
    })
    expect(printFilter(node)).toBe('layer = "lead"')
  })
})
