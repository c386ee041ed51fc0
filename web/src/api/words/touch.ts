// Generated from internal/words and internal/customer by `make openapi`. Do not edit.

export type Channel = 'call' | 'wechat' | 'visit' | 'sms' | 'email' | 'meeting' | 'other'

/** How a customer is touched, as the composer shows them. */
export const channels: readonly Channel[] = ['call', 'wechat', 'visit', 'sms', 'email', 'meeting', 'other']

/** People meet. */
export const onSiteChannels: readonly Channel[] = ['visit', 'meeting']

export type Direction = 'out' | 'in'

/** Who began: us or the customer. */
export const directions: readonly Direction[] = ['out', 'in']

export type Result = 'connected' | 'no_answer' | 'busy' | 'off' | 'wrong_number' | 'refused' | 'callback' | 'do_not_contact' | 'sent' | 'read' | 'replied' | 'met'

/** In the order of the keys, those of a call first. */
export const results: readonly Result[] = ['connected', 'no_answer', 'busy', 'off', 'wrong_number', 'refused', 'callback', 'do_not_contact', 'sent', 'read', 'replied', 'met']

/** There was a talk. */
export const spokenResults: readonly Result[] = ['connected', 'refused', 'callback', 'do_not_contact', 'replied', 'met']

/** The results the composer offers for a channel, in the order of their keys. */
export const offeredResults: Readonly<Record<Channel, readonly Result[]>> = {
  call: ['connected', 'no_answer', 'busy', 'off', 'wrong_number', 'refused', 'callback', 'do_not_contact'],
  wechat: ['sent', 'read', 'replied', 'refused', 'callback', 'do_not_contact'],
  visit: ['met', 'no_answer', 'refused', 'callback', 'do_not_contact'],
  sms: ['sent', 'read', 'replied', 'refused', 'callback', 'do_not_contact'],
  email: ['sent', 'read', 'replied', 'refused', 'callback', 'do_not_contact'],
  meeting: ['met', 'no_answer', 'refused', 'callback', 'do_not_contact'],
  other: ['connected', 'met', 'sent', 'replied', 'no_answer', 'refused', 'callback', 'do_not_contact'],
}
