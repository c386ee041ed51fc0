// Names for what the customer routes send, beside those every page knows (@/api/types).
import type { Customer, Schemas } from '@/api/types'

/** What may be done with one record; the server lists it. */
export type CustomerAct = Schemas['CustomerAct']

/** Whether the reader may do something with this record. */
export const mayDo = (customer: Pick<Customer, 'actions'>, act: CustomerAct): boolean =>
  customer.actions.includes(act)

export type ChannelKind = Schemas['ContactKind']

export type ContactChannel = Schemas['CustomerChannelView']
export type Contact = Schemas['CustomerContactView']
export type Collaborator = Schemas['CustomerCollaborator']
export type Step = Schemas['FunnelStep']
/** One thing an entry standard asks for, in the reader's words. */
export type Need = Schemas['FunnelMissing']
export type NeedAction = Need['action']
export type Standing = Schemas['FunnelStanding']
export type Plan = Schemas['CustomerPlanView']
export type Said = Schemas['CustomerQuote']
/** A customer as its page shows it. */
export type CustomerFull = Schemas['CustomerFull']
export type MoveVerdict = Schemas['FunnelVerdict']
/** What a refused move lacks. */
export type Lacking = Schemas['FunnelLacking']
export type Match = Schemas['CustomerMatch']
export type DuplicateAnswer = Schemas['CustomerAnswer']
/** The state of a refused create. */
export type DuplicateState = Schemas['CustomerDuplicates']
export type TouchComment = Schemas['FollowupCommentItem']
export type FileRef = Schemas['BlobItem']
export type TouchPart = Schemas['FollowupTouchItem']
export type MovePart = Schemas['FunnelMoveItem']
export type ReceiptPart = Schemas['CustomerReceiptItem']
export type DealPart = Schemas['DealItem']
export type ContractPart = Schemas['DealContractItem']
export type PaymentPart = Schemas['DealPaymentItem']
export type FieldChange = Schemas['CustomerFieldChange']
export type ChangePart = Schemas['CustomerChangeItem']
/** One thing that happened with a customer; the part under its type is there. */
export type Happening = Schemas['TimelineItem']

export const timelineTabs = ['all', 'touch', 'deal', 'file', 'change'] as const
export type TimelineTab = (typeof timelineTabs)[number]
export type TimelineCounts = Schemas['TimelineCounts']
export type Receipt = Schemas['AssignReceipt']
export type ReceiptTrace = Receipt['trace']

/** An act on very many customers, in the background. */
export type BulkAct = Schemas['CustomerBulkAct']
export type BulkAnswer = Schemas['CustomerBulkDone']
