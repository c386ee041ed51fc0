import { describe, expect, it } from 'vitest'
import { money, moneyPlain, moneyShort, parseMoney } from './money'

const cny = (amount: number) => ({ amount, currency: 'CNY' })

describe('money', () => {
  it('writes whole amounts without fractions', () => {
    expect(money(cny(8_600_000))).toBe('¥86,000')
    expect(moneyPlain(cny(8_600_050))).toBe('86,000.50')
    expect(money(cny(-1_200))).toBe('−¥12')
    expect(money({ amount: 500, currency: 'JPY' })).toBe('¥500')
    expect(money({ amount: 123_456, currency: 'USD' })).toBe('$1,234.56')
  })

  it('is short in Chinese only', () => {
    expect(moneyShort(cny(148_000_000), 'zh-CN')).toBe('¥148 万')
    expect(moneyShort(cny(8_600_000), 'zh-CN')).toBe('¥8.6 万')
    expect(moneyShort(cny(12_000_000_000), 'zh-CN')).toBe('¥1.2 亿')
    expect(moneyShort(cny(900_000), 'zh-CN')).toBe('¥9,000')
    expect(moneyShort(cny(148_000_000), 'en')).toBe('¥1,480,000')
  })

  it('reads what people type', () => {
    expect(parseMoney('86,000', 'CNY')).toEqual(cny(8_600_000))
    expect(parseMoney(' ¥8.6 万 ', 'CNY')).toEqual(cny(8_600_000))
    expect(parseMoney('0.1', 'CNY')).toEqual(cny(10))
    expect(parseMoney('500', 'JPY')).toEqual({ amount: 500, currency: 'JPY' })
    for (const wrong of ['', '八万', '1.2.3', '12kg']) expect(parseMoney(wrong, 'CNY')).toBeNull()
  })
})
