import { describe, expect, it } from 'vitest'
import { channelPlacesOf, contactsToSend, newContact, wrongOf } from './form/contacts'
import { mentionParts, mentionsIn } from './mentions'
import { directionOf, gapOf, moveBody, noWords, usualTarget } from './move'
import { nameParts } from './name'
import { neighboursOf } from './neighbours'
import { isWhole, isWholeName } from './numbers'
import { dayNumber, stepsOf, wayOf } from './page/steps'

describe('names', () => {
  it('parts the legal rest from what people say', () => {
    expect(nameParts('澜禾精密机械（苏州）有限公司')).toEqual(['澜禾精密机械', '（苏州）有限公司'])
    expect(nameParts('远岑物流集团有限公司')).toEqual(['远岑物流', '集团有限公司'])
    expect(nameParts('Harbour Tools Co., Ltd.')).toEqual(['Harbour Tools', ' Co., Ltd.'])
    expect(nameParts('朗汇包装')).toEqual(['朗汇包装', ''])
    expect(nameParts('宁波屿承涂料厂')).toEqual(['宁波屿承涂料厂', ''])
    expect(nameParts('公司')).toEqual(['公司', ''])
  })
})

describe('values that may be asked about', () => {
  it('knows whole numbers by region', () => {
    expect(isWhole('phone', '138 0013 4172', 'CN')).toBe(true)
    expect(isWhole('phone', '１３８００１３４１７２', 'CN')).toBe(true)
    expect(isWhole('phone', '0512-66880011', 'CN')).toBe(true)
    expect(isWhole('phone', '138001', 'CN')).toBe(false)
    expect(isWhole('phone', '(415) 555-0132', 'US')).toBe(true)
    expect(isWhole('phone', '+4915112345678', 'CN')).toBe(true)
  })
  it('knows addresses and names', () => {
    expect(isWhole('email', 'a@b.cn', 'CN')).toBe(true)
    expect(isWhole('email', 'a@b', 'CN')).toBe(false)
    expect(isWhole('other', 'anything', 'CN')).toBe(false)
    expect(isWholeName('澜禾')).toBe(true)
    expect(isWholeName('澜')).toBe(false)
    expect(isWholeName('Acme')).toBe(true)
  })
})

describe('comments', () => {
  const people = [
    { id: '1', name: '许婷' },
    { id: '2', name: '许婷希' },
  ]
  it('finds who is named, the longer name first', () => {
    expect(mentionsIn('@许婷希 看一下', people)).toEqual(['2'])
    expect(mentionsIn('@许婷希 和 @许婷 看一下', people)).toEqual(['2', '1'])
    expect(mentionsIn('许婷希', people)).toEqual([])
  })
  it('cuts a text at its mentions', () => {
    expect(mentionParts('请 @许婷希 看', ['许婷希'])).toEqual([
      { text: '请 ', mention: false },
      { text: '@许婷希', mention: true },
      { text: ' 看', mention: false },
    ])
    expect(mentionParts('a@b', [])).toEqual([{ text: 'a@b', mention: false }])
  })
})

describe('walking through a list', () => {
  it('knows who is before and after', () => {
    const near = neighboursOf('b', { ids: ['a', 'b', 'c'], back: '/customers?view=1' })
    expect(near).toEqual({ back: '/customers?view=1', previous: 'a', next: 'c', place: 2, of: 3 })
    expect(neighboursOf('x', undefined).back).toBe('/customers')
  })
})

describe('steps', () => {
  const steps = [
    { layer: 'resource', days: 1, ideal: 1, done: true },
    { layer: 'graded', days: 0, ideal: 1, done: true },
    { layer: 'contacted', days: 8, ideal: 5, done: false },
    { layer: 'lead', days: 0, ideal: 5, done: false },
  ] as Parameters<typeof stepsOf>[0]
  it('marks where it stands, what was skipped, what is late', () => {
    const [first, second, third, last] = stepsOf(steps, 'contacted')
    expect(first?.state).toBe('done')
    expect(second?.skipped).toBe(true)
    expect(third).toMatchObject({ state: 'on', filled: 1, late: 'red' })
    expect(last).toMatchObject({ state: 'ahead', late: undefined })
  })
  it('adds up the way', () => {
    expect(wayOf(steps, 'contacted')).toEqual({ days: 9, ideal: 7 })
    expect(wayOf(steps, 'abandoned')).toEqual({ days: 0, ideal: 0 })
    expect(dayNumber(0)).toBe(1)
  })
})

describe('moves', () => {
  it('knows the direction and the usual target', () => {
    expect(directionOf('lead', 'signed')).toBe('forward')
    expect(directionOf('lead', 'graded')).toBe('back')
    expect(directionOf('lead', 'abandoned')).toBe('abandon')
    expect(usualTarget('lead')).toBe('opportunity')
    expect(usualTarget('implemented')).toBe('abandoned')
  })
  it('asks for the words a move needs', () => {
    expect(gapOf('forward', noWords)).toBeUndefined()
    expect(gapOf('forward', { ...noWords, override: true })).toBe('reason')
    expect(gapOf('back', noWords)).toBe('reason')
    expect(gapOf('abandon', noWords)).toBe('abandon')
    expect(gapOf('abandon', { ...noWords, abandon: 'bought_elsewhere' })).toBe('competitor')
  })
  it('sends only what belongs to the direction', () => {
    const words = { reason: ' 改期 ', abandon: 'unfit' as const, competitor: 'X', override: true }
    expect(moveBody('lead', 'graded', words, 3)).toEqual({ to: 'graded', version: 3, reason: '改期' })
    expect(moveBody('lead', 'abandoned', words, 3)).toEqual({
      to: 'abandoned',
      version: 3,
      reason: 'unfit',
      competitor: 'X',
    })
    expect(moveBody('lead', 'signed', words, 3)).toEqual({
      to: 'signed',
      version: 3,
      reason: '改期',
      override: true,
    })
  })
})

describe('contacts of a form', () => {
  const contacts = [
    newContact(),
    {
      name: '程',
      title: '',
      primary: true,
      channels: [
        { kind: 'phone' as const, value: '' },
        { kind: 'wechat' as const, value: ' cheng ' },
      ],
    },
  ]
  it('leaves out what is blank', () => {
    expect(contactsToSend(contacts)).toEqual([
      { name: '程', primary: true, channels: [{ kind: 'wechat', value: 'cheng' }] },
    ])
  })
  it('finds the place of an error in the form', () => {
    expect(wrongOf([{ pointer: '/contacts/0/channels/0/value', detail: '错' }], contacts)).toEqual([
      { contact: 1, channel: 1, text: '错' },
    ])
    expect(channelPlacesOf(contacts[1]?.channels ?? [])).toEqual([1])
  })
})
