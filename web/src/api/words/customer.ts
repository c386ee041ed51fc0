// Generated from internal/words by `make openapi`. Do not edit.

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
