// The shapes of the customer routes, beside those every page knows (@/api/types).
import type { Channel, Customer, Layer, Money, Ref } from '@/api/types'

/** What may be done with one record; the server lists it. */
export type CustomerAct = Customer['actions'][number] | 'restore' | 'comment'

/** Whether the reader may do something with this record. */
export const mayDo = (customer: Pick<Customer, 'actions'>, act: CustomerAct): boolean =>
  (customer.actions as string[]).includes(act)

export type ChannelKind = 'phone' | 'wechat' | 'email' | 'whatsapp' | 'other'
export const channelKinds: ChannelKind[] = ['phone', 'wechat', 'email', 'whatsapp', 'other']

export interface ContactChannel {
  id: string
  kind: ChannelKind
  value: string
  label: string
  masked: boolean
  /** Why several customers share the number; empty: they do not. */
  shared: string
}

export interface Contact {
  id: string
  name: string
  title: string
  primary: boolean
  preferred: Channel | ''
  remark: string
  version: number
  channels: ContactChannel[]
}

export interface Collaborator {
  person: Ref
  mayTouch: boolean
  until: string | null
}

export interface Step {
  layer: Layer
  days: number
  ideal: number
  done: boolean
}

export type NeedAction = 'edit' | 'touch' | 'plan' | 'deal' | 'contract' | 'payment' | 'acceptance'

/** One thing an entry standard asks for, in the reader's words. */
export interface Need {
  layer: Layer
  code: string
  detail: string
  action?: NeedAction
}

export interface Standing {
  steps: Step[]
  next: { to: Layer; missing: Need[]; have: Need[] } | null
}

export interface Plan {
  id: string
  at: string
  channel: Channel
  content: string
  goal: string
  promised: boolean
}

export interface Said {
  text: string
  at: string
  channel: Channel
}

/** GET /customers/{id} */
export interface CustomerFull extends Customer {
  contacts: Contact[]
  collaborators: Collaborator[]
  standing: Standing | null
  plan: Plan | null
  quotes: Said[]
  /** Texts with numbers in them, which may be revealed. */
  hidden: string[]
}

/** GET /customers/{id}/moves/check */
export interface MoveVerdict {
  to: Layer
  allowed: boolean
  missing: Need[]
  have: Need[]
  mayOverride: boolean
  newer: boolean
  version: number
}

export interface Match {
  kind: 'mobile' | 'phone' | 'wechat' | 'email' | 'tax' | 'ext' | 'name'
  exact: boolean
  customer: { id?: string; name: string; layer?: Layer; lastTouchAt?: string | null; owner?: Ref | null }
  visible: boolean
  cold: boolean
  archived?: boolean
  advice: 'open' | 'ask_owner' | 'ask_manager'
}

/** POST /customers/duplicates */
export interface DuplicateAnswer {
  matches: Match[]
  probesLeft: number
}

/** The state of a refused create. */
export interface DuplicateState {
  matches: Match[]
  mayForce: boolean
}

export interface TouchComment {
  id: string
  by: Ref | null
  at: string
  content: string
  mentions: Ref[]
}

export interface FileRef {
  id: string
  name: string
  size: number
  mime: string
}

export interface TouchPart {
  id: string
  channel: Channel
  direction: 'out' | 'in' | ''
  result: string
  seconds: number
  contact: Ref | null
  content: string
  feedback: string
  next?: { at: string; channel: Channel; content: string; state: string } | null
  corrected: boolean
  imported: boolean
  canCorrect: boolean
  comments: TouchComment[]
  files: FileRef[]
}

export interface MovePart {
  from: Layer
  to: Layer
  reason: string
  competitor: string
  days: number
  ideal: number
  overridden: boolean
  imported: boolean
}

export interface ReceiptPart {
  kind: string
  from: Ref | null
  to: Ref | null
  pool: Ref | null
  reason: string
}

export interface DealPart {
  id: string
  name: string
  state: string
  amount: Money
  product: string
  expectedOn: string | null
  lossReason: string
  competitor: string
}

export interface ContractPart {
  id: string
  number: string
  amount: Money
  paid: Money
  signedOn: string | null
  acceptedOn: string | null
}

export interface PaymentPart {
  contract: string
  amount: Money
  paidOn: string | null
  method: string
  remark: string
}

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

export interface ChangePart {
  kind: string
  fields: FieldChange[]
  data?: Record<string, unknown>
}

/** One thing that happened with a customer; the part under its type is there. */
export interface Happening {
  id: string
  type: 'touch' | 'move' | 'receipt' | 'deal' | 'contract' | 'payment' | 'file' | 'change'
  at: string
  by: Ref | null
  touch?: TouchPart
  move?: MovePart
  receipt?: ReceiptPart
  deal?: DealPart
  contract?: ContractPart
  payment?: PaymentPart
  file?: FileRef
  change?: ChangePart
}

export const timelineTabs = ['all', 'touch', 'deal', 'file', 'change'] as const
export type TimelineTab = (typeof timelineTabs)[number]

export type TimelineCounts = Record<TimelineTab, number>

/** GET /customers/{id}/timeline; counts come with the first page. */
export interface TimelinePage {
  items: Happening[]
  next: string
  counts?: TimelineCounts
}

/** GET /customers/{id}/receipts */
export interface Receipt {
  id: string
  kind: string
  at: string
  by: Ref | null
  from: Ref | null
  to: Ref | null
  pool: Ref | null
  reason: string
  trace?: ReceiptTrace | null
}

export interface ReceiptTrace {
  rule?: string
  chosen?: string
  candidates?: { person: Ref; load: number; slots: number; lastAssigned?: number }[] | null
  excluded?: { person: Ref; code: string }[] | null
  facts?: Record<string, unknown> | null
}

/** POST /customers/bulk */
/** An act on very many customers, in the background. */
export interface BulkAct {
  id: string
  action: string
  state: 'running' | 'done' | 'failed'
  total: number
  done: number
  refused: number
  message?: string
}

export interface BulkAnswer {
  done: number
  refused: { id: string; name: string; code: string; detail: string }[]
}
