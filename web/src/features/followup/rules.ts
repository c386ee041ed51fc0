// The pure part of following up: which results fit, what a draft sends, which
// line comes next. No clock, no browser.

import type { Channel, Customer, Layer, Temperature } from '@/api/types'
import { layers } from '@/api/words/layer'
import { onSiteChannels, type Result, spokenResults } from '@/api/words/touch'
import { among } from '@/lib/among'
import { daysBetween } from '@/lib/day'
import type { AlarmKey, FileRef, NextStepBody, QueueItem, Rhythm, TouchBody } from './types'

/** Whether somebody was spoken to, so that a length makes sense. */
export const hasLength = (channel: Channel, result: string) =>
  channel === 'call' && among(spokenResults, result)

/** What is being written down about one customer. */
export interface Draft {
  channel: Channel
  direction: 'out' | 'in'
  result: Result | ''
  content: string
  feedback: string
  /** When it happened; '' is now. */
  at: string
  seconds: number
  contactId: string
  /** undefined: as proposed; '': none; 'keep': the plan that stands; else the instant. */
  next: string | undefined
  nextChannel: Channel | ''
  nextContent: string
  goal: string
  temperature: Temperature
  files: FileRef[]
}

export const emptyDraft = (customer: Pick<Customer, 'temperature' | 'nextChannel'>): Draft => ({
  channel: customer.nextChannel || 'call',
  direction: 'out',
  result: '',
  content: '',
  feedback: '',
  at: '',
  seconds: 0,
  contactId: '',
  next: undefined,
  nextChannel: '',
  nextContent: '',
  goal: '',
  temperature: customer.temperature,
  files: [],
})

/** Whether a later plan stands that a touch leaves alone. */
export const laterPlan = (nextAt: string | null, now: number, zone: string): boolean =>
  nextAt !== null && daysBetween(now, Date.parse(nextAt), zone) > 0

/** What is chosen as the next step: an instant, 'keep', or ''. */
export function chosenNext(draft: Pick<Draft, 'next'>, rhythm: Rhythm | undefined, later: boolean): string {
  if (draft.next !== undefined) return draft.next
  if (rhythm?.choose) return ''
  if (later) return 'keep'
  return rhythm?.proposals.find((p) => p.recommended)?.at ?? ''
}

/** The customer named a time, but none is chosen yet. */
export const missesTime = (draft: Draft, rhythm: Rhythm | undefined, next: string) =>
  draft.result === 'callback' && next === '' && rhythm?.choose !== false

/** What is sent; empty parts are left out. */
export function touchBody(draft: Draft & { result: Result }, next: string, was: string): TouchBody {
  const step: NextStepBody | undefined =
    next === '' || next === 'keep'
      ? undefined
      : {
          at: next,
          ...(draft.nextChannel ? { channel: draft.nextChannel } : {}),
          ...(draft.nextContent.trim() ? { content: draft.nextContent.trim() } : {}),
          ...(draft.goal.trim() ? { goal: draft.goal.trim() } : {}),
          ...(draft.result === 'callback' ? { promised: true } : {}),
        }
  return {
    channel: draft.channel,
    result: draft.result,
    ...(draft.direction === 'in' ? { direction: 'in' } : {}),
    ...(draft.content.trim() ? { content: draft.content.trim() } : {}),
    ...(draft.feedback.trim() ? { feedback: draft.feedback.trim() } : {}),
    ...(draft.at ? { at: draft.at } : {}),
    ...(draft.seconds > 0 && hasLength(draft.channel, draft.result) ? { seconds: draft.seconds } : {}),
    ...(draft.contactId ? { contactId: draft.contactId } : {}),
    ...(step ? { next: step } : {}),
    ...(draft.files.length > 0 ? { files: draft.files.map((f) => f.id) } : {}),
    ...(draft.temperature && draft.temperature !== was ? { temperature: draft.temperature } : {}),
  }
}

/** "6:18" or "6" minutes as seconds; undefined when it is neither. */
export function parseTalk(text: string): number | undefined {
  const match = /^\s*(\d{1,4})(?:\s*[:：]\s*([0-5]?\d))?\s*$/.exec(text)
  if (!match) return text.trim() === '' ? 0 : undefined
  return Number(match[1]) * 60 + Number(match[2] ?? 0)
}

/** Seconds as "6:18". */
export const printTalk = (seconds: number): string =>
  seconds > 0 ? `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}` : ''

const longest = 4 * 3600

/** The length of a call that began then; a forgotten one proposes nothing. */
export function talkSince(startedAt: number, now: number): number {
  const seconds = Math.round((now - startedAt) / 1000)
  return seconds <= longest ? Math.max(seconds, 1) : 0
}

/** The lines of one layer. */
export interface Group {
  layer: Layer
  items: QueueItem[]
  count: number
}

/** Lines under their layer, the bottom of the funnel first, each layer in the server's order. */
export function byLayer(items: QueueItem[]): Group[] {
  const order = [...layers].reverse()
  return order
    .map((layer) => ({ layer, items: items.filter((i) => i.customer.layer === layer) }))
    .filter((group) => group.items.length > 0)
    .map((group) => ({ ...group, count: group.items.length }))
}

/** The groups with only their first lines, so many in all; the counts stay. */
export function firstLines(groups: Group[], most: number): Group[] {
  let left = most
  return groups.map((group) => {
    const items = group.items.slice(0, left)
    left -= items.length
    return { ...group, items }
  })
}

const firstSoon = 4 * 3_600_000

/** Whether an alarm counts a line. */
export function inAlarm({ customer: c }: QueueItem, alarm: AlarmKey, now: number, zone: string): boolean {
  const next = c.nextAt ? Date.parse(c.nextAt) : undefined
  if (alarm === 'first') return c.firstDueAt !== null && Date.parse(c.firstDueAt) - now < firstSoon
  if (next === undefined) return false
  if (alarm === 'overdue') return next < now
  return among(onSiteChannels, c.nextChannel) && daysBetween(now, next, zone) === 0
}

/** The line to go to once this one is done: the one below, else the one above. */
export function neighbour(ids: string[], id: string): string {
  const at = ids.indexOf(id)
  return ids[at + 1] ?? ids[at - 1] ?? ''
}
