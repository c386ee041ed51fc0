import { describe, expect, it } from 'vitest'
import type { Customer } from '@/api/types'
import { offeredResults, type Result } from '@/api/words/touch'
import {
  byLayer,
  chosenNext,
  type Draft,
  emptyDraft,
  firstLines,
  inAlarm,
  laterPlan,
  missesTime,
  neighbour,
  parseTalk,
  printTalk,
  talkSince,
  touchBody,
} from './rules'
import type { QueueItem, Rhythm } from './types'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-10-14T02:42:00Z')
const customer = (o: Partial<Customer>) =>
  ({
    id: '1',
    layer: 'lead',
    nextAt: null,
    firstDueAt: null,
    nextChannel: '',
    temperature: 'hot',
    ...o,
  }) as Customer
const line = (o: Partial<Customer>) => ({ customer: customer(o) }) as unknown as QueueItem
type Said = Draft & { result: Result }
const draft = (o: Partial<Said>): Said => ({
  ...emptyDraft({ temperature: 'hot', nextChannel: '' }),
  result: 'connected',
  ...o,
})
const rhythm: Rhythm = {
  proposals: [
    { at: '2026-10-15T02:00:00Z', label: '明天 10:00', recommended: true },
    { at: '2026-10-16T02:00:00Z', label: '周五', recommended: false },
  ],
  why: '',
  choose: false,
}

describe('results', () => {
  it('of a call are the eight keys', () => {
    expect(offeredResults.call).toHaveLength(8)
    expect(offeredResults.call[6]).toBe('callback')
    expect(offeredResults.wechat[0]).toBe('sent')
    expect(offeredResults.visit[0]).toBe('met')
  })
})

describe('the next step', () => {
  it('is the proposed one until somebody chooses', () => {
    expect(chosenNext({ next: undefined }, rhythm, false)).toBe('2026-10-15T02:00:00Z')
    expect(chosenNext({ next: '' }, rhythm, false)).toBe('')
    expect(chosenNext({ next: undefined }, undefined, false)).toBe('')
  })
  it('leaves a later plan alone', () => {
    expect(laterPlan('2026-10-16T02:00:00Z', now, zone)).toBe(true)
    expect(laterPlan('2026-10-14T08:00:00Z', now, zone)).toBe(false)
    expect(chosenNext({ next: undefined }, rhythm, true)).toBe('keep')
    expect(touchBody(draft({ result: 'connected' }), 'keep', 'hot').next).toBeUndefined()
  })
  it('is asked for when the customer named a time', () => {
    const asks = { ...rhythm, choose: true }
    expect(chosenNext({ next: undefined }, asks, true)).toBe('')
    expect(missesTime(draft({ result: 'callback' }), asks, '')).toBe(true)
    expect(missesTime(draft({ result: 'connected' }), asks, '')).toBe(false)
  })
})

describe('a draft', () => {
  it('sends only what was said', () => {
    expect(touchBody(draft({ result: 'no_answer', content: '  ' }), '', 'hot')).toEqual({
      channel: 'call',
      result: 'no_answer',
    })
    const said = draft({
      result: 'callback',
      content: ' 要报价 ',
      goal: '确认报价',
      temperature: 'warm',
      seconds: 78,
    })
    expect(touchBody(said, '2026-10-15T02:00:00Z', 'hot')).toEqual({
      channel: 'call',
      result: 'callback',
      content: '要报价',
      seconds: 78,
      next: { at: '2026-10-15T02:00:00Z', goal: '确认报价', promised: true },
      temperature: 'warm',
    })
  })
  it('has no length when nobody answered', () => {
    expect(touchBody(draft({ result: 'no_answer', seconds: 40 }), '', 'hot').seconds).toBeUndefined()
  })
})

describe('lengths of calls', () => {
  it('are read and printed', () => {
    expect(parseTalk('6:18')).toBe(378)
    expect(parseTalk('6：05')).toBe(365)
    expect(parseTalk('6')).toBe(360)
    expect(parseTalk('')).toBe(0)
    expect(parseTalk('six')).toBeUndefined()
    expect(printTalk(378)).toBe('6:18')
    expect(printTalk(0)).toBe('')
  })
  it('are proposed from the start, but not for a forgotten call', () => {
    expect(talkSince(now - 378_000, now)).toBe(378)
    expect(talkSince(now - 9 * 3_600_000, now)).toBe(0)
  })
})

describe('the queue', () => {
  it('is walked from the bottom of the funnel', () => {
    const groups = byLayer([
      line({ layer: 'resource' }),
      line({ id: '2', layer: 'signed' }),
      line({ id: '3' }),
    ])
    expect(groups.map((g) => g.layer)).toEqual(['signed', 'lead', 'resource'])
  })

  it('are drawn first as far as they are seen, with their counts', () => {
    const groups = byLayer([
      line({ id: 'a', layer: 'lead' }),
      line({ id: 'b', layer: 'signed' }),
      line({ id: 'c', layer: 'lead' }),
      line({ id: 'd', layer: 'lead' }),
    ])
    const first = firstLines(groups, 2)
    expect(first.map((g) => [g.layer, g.count, g.items.map((i) => i.customer.id)])).toEqual([
      ['signed', 1, ['b']],
      ['lead', 3, ['a']],
    ])
    expect(firstLines(groups, 9)).toEqual(groups)
  })
  it('filters by alarm', () => {
    expect(inAlarm(line({ nextAt: '2026-10-14T02:00:00Z' }), 'overdue', now, zone)).toBe(true)
    expect(inAlarm(line({ nextAt: '2026-10-14T03:00:00Z' }), 'overdue', now, zone)).toBe(false)
    expect(inAlarm(line({ firstDueAt: '2026-10-14T05:00:00Z' }), 'first', now, zone)).toBe(true)
    expect(inAlarm(line({ firstDueAt: '2026-10-14T09:00:00Z' }), 'first', now, zone)).toBe(false)
    expect(inAlarm(line({ nextAt: '2026-10-14T06:00:00Z', nextChannel: 'visit' }), 'visits', now, zone)).toBe(
      true,
    )
    expect(inAlarm(line({ nextAt: '2026-10-14T06:00:00Z', nextChannel: 'call' }), 'visits', now, zone)).toBe(
      false,
    )
  })
  it('goes to the line below, at the end to the one above', () => {
    expect(neighbour(['1', '2', '3'], '2')).toBe('3')
    expect(neighbour(['1', '2', '3'], '3')).toBe('2')
    expect(neighbour(['1'], '1')).toBe('')
  })
})
