// What a contract still lacks, and which form fills a gap. Pure.
import type { Money } from '@/api/types'
import type { Contract, Deal, DealAct, OfCustomer } from './types'

/** What is still to be paid; never below zero. */
export const openOf = ({ amount, paid }: Pick<Contract, 'amount' | 'paid'>): Money => ({
  ...amount,
  amount: Math.max(0, amount.amount - paid.amount),
})

export type Gap = 'file' | 'payment' | 'acceptance'

export function gapsOf(contract: Contract): Gap[] {
  const gaps: Gap[] = []
  if (!contract.file) gaps.push('file')
  if (openOf(contract).amount > 0) gaps.push('payment')
  if (!contract.acceptedOn || !contract.acceptanceFile) gaps.push('acceptance')
  return gaps
}

/** Which form is open. */
export type Open =
  | { kind: 'deal'; deal?: Deal }
  | { kind: 'lost'; deal: Deal }
  | { kind: 'sign'; deal: Deal }
  | { kind: 'correct'; contract: Contract }
  | { kind: 'payment'; contract: Contract }
  | { kind: 'acceptance'; contract: Contract }

/**
 * The form a missing requirement leads to. What comes before it comes first:
 * without a contract there is nothing to pay, without a deal nothing to sign.
 */
export function formFor(act: DealAct, { deals, contracts }: OfCustomer): Open {
  const deal = deals.find((d) => d.state === 'open')
  const sign: Open = deal ? { kind: 'sign', deal } : { kind: 'deal' }
  const first = contracts[0]
  switch (act) {
    case 'deal':
      return { kind: 'deal' }
    case 'contract': {
      const bare = contracts.find((c) => !c.file)
      return bare && !deal ? { kind: 'correct', contract: bare } : sign
    }
    case 'payment': {
      const due = contracts.find((c) => openOf(c).amount > 0) ?? first
      return due ? { kind: 'payment', contract: due } : sign
    }
    case 'acceptance': {
      const waiting = contracts.find((c) => !c.acceptedOn || !c.acceptanceFile) ?? first
      return waiting ? { kind: 'acceptance', contract: waiting } : sign
    }
  }
}

/** Sums by currency, in the order they appear. */
export function sums(amounts: Money[]): Money[] {
  const by = new Map<string, number>()
  for (const { amount, currency } of amounts) by.set(currency, (by.get(currency) ?? 0) + amount)
  return [...by].map(([currency, amount]) => ({ amount, currency }))
}
