// Money travels in minor units; these functions only write and read it.

import type { Money } from '@/api/types'

export type { Money }

const digitsOf = (currency: string): number => {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions()
    return maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

const major = (m: Money) => m.amount / 10 ** digitsOf(m.currency)

/** The sign of a currency: ¥ for CNY in every language. */
export function currencySign(currency: string): string {
  try {
    const parts = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    }).formatToParts(0)
    return parts.find((p) => p.type === 'currency')?.value ?? currency
  } catch {
    return currency
  }
}

function grouped(value: number, digits: number): string {
  const whole = Number.isInteger(value)
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** "86,000", for table cells whose header names the currency. */
export const moneyPlain = (m: Money): string => grouped(major(m), digitsOf(m.currency))

/** "¥86,000" */
export function money(m: Money): string {
  const value = major(m)
  const text = grouped(Math.abs(value), digitsOf(m.currency))
  return (value < 0 ? '−' : '') + currencySign(m.currency) + text
}

/** "¥148 万" in Chinese sentences and dashboards; English writes the number out. */
export function moneyShort(m: Money, language: string): string {
  const value = major(m)
  const size = Math.abs(value)
  if (!language.startsWith('zh') || size < 10_000) return money(m)
  const [unit, name] = size >= 100_000_000 ? [100_000_000, '亿'] : [10_000, '万']
  const scaled = size / unit
  const text = grouped(Number(scaled.toFixed(scaled >= 100 ? 0 : 1)), 1)
  return `${value < 0 ? '−' : ''}${currencySign(m.currency)}${text} ${name}`
}

/** Reads what a person typed ("86,000.5", "¥86000", "8.6 万") into minor units. */
export function parseMoney(text: string, currency: string): Money | null {
  const clean = text.replace(/[,，\s¥￥$€]/g, '')
  const match = /^(-?\d+(?:\.\d+)?)(万|亿)?$/.exec(clean)
  if (!match) return null
  const scale = match[2] === '亿' ? 100_000_000 : match[2] === '万' ? 10_000 : 1
  const amount = Math.round(Number(match[1]) * scale * 10 ** digitsOf(currency))
  return Number.isSafeInteger(amount) ? { amount, currency } : null
}
