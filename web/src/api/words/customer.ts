// Generated from internal/words and internal/customer by `make openapi`. Do not edit.

export type CustomerKind = 'company' | 'person'

/** What a customer is. */
export const customerKinds: readonly CustomerKind[] = ['company', 'person']

export type Grade = 'A' | 'B' | 'C'

/** Best first. */
export const grades: readonly Grade[] = ['A', 'B', 'C']

export type Temperature = 'hot' | 'warm' | 'cold'

/** Hottest first. */
export const temperatures: readonly Temperature[] = ['hot', 'warm', 'cold']

export type ContactKind = 'phone' | 'wechat' | 'email' | 'whatsapp' | 'other'

/** The kinds of a contact's number or address. */
export const contactKinds: readonly ContactKind[] = ['phone', 'wechat', 'email', 'whatsapp', 'other']

export type AbandonReason = 'refused' | 'unreachable' | 'unfit' | 'bought_elsewhere'

/** Why a customer was given up. */
export const abandonReasons: readonly AbandonReason[] = ['refused', 'unreachable', 'unfit', 'bought_elsewhere']

export type CustomerText = 'goal' | 'need' | 'source' | 'sourceDetail' | 'industry' | 'province' | 'city' | 'address' | 'website' | 'taxCode' | 'preference' | 'remark' | 'competitor'

/** How long a customer's name may be. */
export const customerNameMax = 200

/** What people write about a customer: how long it may be, and whether on several lines. */
export const customerTexts: readonly { name: CustomerText; max: number; lines: boolean }[] = [
  { name: 'goal', max: 500, lines: true },
  { name: 'need', max: 2000, lines: true },
  { name: 'source', max: 100, lines: false },
  { name: 'sourceDetail', max: 200, lines: false },
  { name: 'industry', max: 100, lines: false },
  { name: 'province', max: 50, lines: false },
  { name: 'city', max: 50, lines: false },
  { name: 'address', max: 500, lines: false },
  { name: 'website', max: 300, lines: false },
  { name: 'taxCode', max: 30, lines: false },
  { name: 'preference', max: 1000, lines: true },
  { name: 'remark', max: 5000, lines: true },
  { name: 'competitor', max: 200, lines: false },
]
