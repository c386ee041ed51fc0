// The shapes of the follow-up routes.
import type { Channel, Customer, CustomerWith, Layer, Ref } from '@/api/types'
import type { Contact, Plan, Said } from './customer'

export type Tone = 'red' | 'amber' | 'green' | 'none'

/** What the queue asks for of each customer: what its lines and the job beside them read. */
export const followedFields = [
  'name',
  'grade',
  'temperature',
  'layer',
  'daysInLayer',
  'idealDays',
  'product',
  'goal',
  'need',
  'province',
  'city',
  'preference',
  'contactName',
  'contactTitle',
  'phone',
  'doNotContact',
  'owner',
  'firstDueAt',
  'nextAt',
  'nextChannel',
  'nextGoal',
  'deal',
  'actions',
] as const satisfies (keyof Customer)[]

/** What the pieces of this module need to know of a customer; the page's record has more. */
export interface Followed extends CustomerWith<typeof followedFields> {
  contacts?: Contact[]
  plan?: Plan | null
  quotes?: Said[]
}

/** One line of the queue. */
export interface QueueItem {
  customer: CustomerWith<typeof followedFields>
  reason: { code: string; params: Record<string, unknown>; text: string; tone: Tone }
  kind: 'promise' | 'plan' | 'first' | 'layer' | 'rhythm' | 'no_plan'
  dueAt: string | null
  urgent: boolean
}

export interface Band {
  layer: Layer
  layers: Layer[]
  count: number
  ideal: number
  low: number
  high: number
}

export const alarmKeys = ['overdue', 'first', 'visits'] as const
export type AlarmKey = (typeof alarmKeys)[number]

/** GET /queue */
export interface Queue {
  items: QueueItem[]
  more: boolean
  done: { count: number; due: number; finishAt: string | null }
  alarms: Record<AlarmKey, number>
  bands: Band[]
}

export interface Proposal {
  at: string
  label: string
  recommended: boolean
}

/** GET /rhythm */
export interface Rhythm {
  proposals: Proposal[]
  why: string
  /** The customer named a time: ask for it. */
  choose: boolean
}

/** GET /plans */
export interface PlanItem extends Plan {
  customer: { id: string; name: string; layer: Layer; grade: string }
  person: Ref
  overdue: boolean
}

export interface Figures {
  touches: number
  connected: number
  customers: number
  moves: number
  back: number
  signed: number
  abandoned: number
  dueDone: number
  dueOpen: number
}

/** GET /summary */
export interface Summary extends Figures {
  day: string
  name: string
  team: boolean
  people: ({ person: Ref } & Figures)[]
  text: string
}

/** POST /customers/{id}/call */
export interface CallStart {
  tel: string
  number: string
  contactId: string | null
  startedAt: string
}

export interface FileRef {
  id: string
  name: string
  size: number
  mime: string
}

/** What a next step says. */
export interface NextStepBody {
  at: string
  channel?: Channel
  content?: string
  goal?: string
  promised?: boolean
}

/** POST /customers/{id}/touches */
export interface TouchBody {
  channel: Channel
  direction?: 'out' | 'in'
  result: string
  content?: string
  feedback?: string
  at?: string
  seconds?: number
  contactId?: string
  next?: NextStepBody
  files?: string[]
  temperature?: string
  confirmTwice?: boolean
}
