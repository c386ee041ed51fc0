// When a value somebody types is whole: only then may it be asked about, since
// every full number asked is counted and audited.
import type { ChannelKind } from './types'

/** Digits of a number, full-width ones too, with a leading plus. */
export function digitsOf(text: string): string {
  const plain = text.normalize('NFKC').trim()
  return (plain.startsWith('+') ? '+' : '') + plain.replace(/\D/g, '')
}

/** Whether a telephone number is typed to its end, as far as one can tell without a directory. */
export function isWholeNumber(text: string, region: string): boolean {
  const digits = digitsOf(text)
  if (digits.startsWith('+')) return digits.length >= 9
  if (digits.startsWith('00')) return digits.length >= 10
  if (region === 'CN')
    return /^(1[3-9]\d{9}|0\d{9,11}|[48]00\d{7})$/.test(digits.replace(/^86(?=1[3-9]\d{9}$)/, ''))
  if (region === 'US') return /^1?[2-9]\d{9}$/.test(digits)
  return digits.length >= 8
}

/** Whether a channel's value can be asked about. */
export function isWhole(kind: ChannelKind, value: string, region: string): boolean {
  const text = value.trim()
  if (kind === 'phone' || kind === 'whatsapp') return isWholeNumber(text, region)
  if (kind === 'email') return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)
  if (kind === 'wechat') return text.length >= 5 && !/\s/.test(text)
  return false
}

/** A name that says which company it is: two Chinese characters or four letters at least. */
export const isWholeName = (name: string): boolean =>
  /\p{Script=Han}.*\p{Script=Han}|\p{L}{4}/u.test(name.trim())

/** The field of POST /customers/duplicates for a channel. */
export const questionOf: Partial<Record<ChannelKind, 'phone' | 'email' | 'wechat'>> = {
  phone: 'phone',
  whatsapp: 'phone',
  email: 'email',
  wechat: 'wechat',
}
