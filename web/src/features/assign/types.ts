// Names for what the pool, cold store, hand-out and hold routes send.
import type { Schemas } from '@/api/types'

export type Pool = Schemas['AssignListed']
export type Assigned = Schemas['Assigned']
export type Left = Schemas['AssignLeft']
/** What a hand-out did, or would do. */
export type HandOut = Schemas['AssignHandOut']
export type Holding = Schemas['AssignHolding']

export type Verdict = Schemas['EvaluateInBody']['verdict']
export const verdicts = ['release', 'keep', 'reject'] satisfies Verdict[]
