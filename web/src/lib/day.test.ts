import { describe, expect, it } from 'vitest'
import * as day from './day'

const zone = 'Asia/Shanghai'
const now = Date.parse('2026-10-14T02:42:00Z') // 10:42 in Shanghai
const words: Record<string, string> = {
  'ui.day.today': '今天',
  'ui.day.yesterday': '昨天',
  'ui.day.tomorrow': '明天',
  'ui.day.now': '刚刚',
  'ui.day.ago': '{{span}}前',
  'ui.span.minutes': '{{count}} 分',
  'ui.span.hours': '{{count}} 小时',
  'ui.span.days': '{{count}} 天',
  'ui.span.seconds': '{{count}} 秒',
  'ui.span.minutesSeconds': '{{minutes}} 分 {{seconds}} 秒',
  'ui.span.hoursMinutes': '{{hours}} 小时 {{minutes}} 分',
}
const t: day.Words = (key, values = {}) =>
  (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
const zh: day.DayContext = { zone, language: 'zh-CN', now, t }
const en: day.DayContext = { ...zh, language: 'en' }
const at = (text: string) => Date.parse(text)

describe('days', () => {
  it('are written without spaces in Chinese and without a year when it is this one', () => {
    expect(day.dateOf(at('2026-10-12T02:00:00Z'), zh)).toBe('10月12日')
    expect(day.dateOf(at('2027-01-12T02:00:00Z'), zh)).toBe('2027年1月12日')
    expect(day.dateOf(at('2026-10-12T02:00:00Z'), en)).toBe('12 Oct')
    expect(day.dayText('2026-10-09', zh)).toBe('10月9日')
    expect(day.fullOf(now, zh)).toBe('2026年10月14日 周三 10:42')
    expect(day.fullOf(now, en)).toBe('Wed 14 Oct 2026, 10:42')
  })

  it('count in the zone of the organisation', () => {
    // 23:30 on the 13th in Shanghai is still the 13th there, though only 11 hours ago.
    expect(day.whenOf(at('2026-10-13T15:30:00Z'), zh)).toBe('昨天 23:30')
    expect(day.whenOf(at('2026-10-14T16:30:00Z'), zh)).toBe('明天 00:30')
    expect(day.whenOf(at('2026-10-14T08:00:00Z'), zh)).toBe('今天 16:00')
    expect(day.whenOf(at('2026-10-10T08:00:00Z'), zh)).toBe('10月10日')
    expect(day.daysBetween(at('2026-10-13T15:59:00Z'), at('2026-10-13T16:01:00Z'), zone)).toBe(1)
    expect(day.dayKey(at('2026-12-31T17:00:00Z'), zone)).toBe('2027-01-01')
  })

  it('say how long ago and how long it took', () => {
    expect(day.agoOf(now - 30_000, zh)).toBe('刚刚')
    expect(day.agoOf(now - 42 * 60_000, zh)).toBe('42 分前')
    expect(day.agoOf(now - 3 * 3_600_000, zh)).toBe('3 小时前')
    expect(day.agoOf(now - 26 * 3_600_000, zh)).toBe('昨天')
    expect(day.talkOf(378, zh)).toBe('6 分 18 秒')
    expect(day.talkOf(48, zh)).toBe('48 秒')
    expect(day.talkOf(4_800, zh)).toBe('1 小时 20 分')
  })

  it('turn wall-clock time into an instant, over clock changes too', () => {
    expect(day.instantOf({ year: 2026, month: 10, day: 14, hour: 10, minute: 42 }, zone)).toBe(now)
    const spring = { year: 2026, month: 3, day: 29, hour: 9, minute: 0 }
    const berlin = day.instantOf(spring, 'Europe/Berlin')
    expect(new Date(berlin).toISOString()).toBe('2026-03-29T07:00:00.000Z')
    expect(day.partsOf(berlin, 'Europe/Berlin')).toEqual(spring)
  })
})
