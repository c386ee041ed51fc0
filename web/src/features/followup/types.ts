// Names for what the follow-up routes send and take.
import type { Customer, CustomerPart, CustomerWith, Schemas } from '@/api/types'

export type Tone = Schemas['FollowupReasonView']['tone']

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

type Beside = Pick<Schemas['CustomerFull'], 'contacts' | 'plan' | 'quotes'>

/** What the pieces of this module need to know of a customer; the page's record has more. */
export type Followed = CustomerWith<typeof followedFields> & Partial<Beside>

/** One line of the queue, whose customer has what was asked for. */
export type QueueItem = Omit<Schemas['FollowupQueueItem'], 'customer'> & {
  customer: CustomerPart & CustomerWith<typeof followedFields>
}

export type Band = Schemas['FollowupBandView']

export type AlarmKey = keyof Schemas['FollowupAlarms']
export const alarmKeys = ['overdue', 'first', 'visits'] as const satisfies AlarmKey[]

/** The day's queue. */
export type Queue = Omit<Schemas['FollowupQueueViewPart'], 'items'> & { items: QueueItem[] }
export type Proposal = Schemas['FollowupProposalView']
export type Rhythm = Schemas['FollowupRhythmView']
export type PlanItem = Schemas['FollowupPlanItem']
export type Summary = Schemas['FollowupSummaryView']
export type Figures = Omit<Schemas['FollowupSummaryPerson'], 'person'>
export type FileRef = Schemas['FollowupFileView']
export type NextStepBody = Schemas['FollowupNextStep']
export type TouchBody = Schemas['FollowupTouchRequest']
