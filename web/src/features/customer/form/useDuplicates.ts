// Asks whether a customer is known already, once per value.
import { useCallback, useRef, useState } from 'react'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { useMe } from '@/api/queries'
import { digitsOf, isWhole, isWholeName, questionOf } from '../numbers'
import type { ChannelKind, Match } from '../types'
import type { ContactDraft } from './contacts'

type Question = 'name' | 'phone' | 'email' | 'wechat' | 'taxCode'

const keyOf = (question: Question, value: string) =>
  `${question}:${question === 'phone' ? digitsOf(value) : value.trim().toLowerCase()}`

export interface Duplicates {
  askName: (name: string) => void
  askChannel: (kind: ChannelKind, value: string) => void
  askTaxCode: (code: string) => void
  ofName: (name: string) => Match[]
  ofContacts: (contacts: ContactDraft[]) => Match[]
  /** Why nothing more can be asked: the hourly limit. */
  limit: string
}

export function useDuplicates(): Duplicates {
  const region = useMe().tenant.phoneRegion
  const asked = useRef(new Set<string>())
  const [found, setFound] = useState<Record<string, Match[]>>({})
  const [limit, setLimit] = useState('')
  const ask = useCallback(async (question: Question, value: string) => {
    const key = keyOf(question, value)
    if (asked.current.has(key)) return
    asked.current.add(key)
    try {
      const answer = await api.post('/customers/duplicates', { body: { [question]: value.trim() } })
      setFound((old) => ({ ...old, [key]: answer.matches }))
    } catch (error) {
      const problem = asApiError(error)
      // Wrong numbers are told when saving; an unanswered question may be asked again.
      if (problem.status === 429) setLimit(problem.message)
      else if (problem.offline) asked.current.delete(key)
    }
  }, [])
  const of = (question: Question, value: string) => found[keyOf(question, value)] ?? []
  return {
    askName: (name) => {
      if (isWholeName(name)) void ask('name', name)
    },
    askChannel: (kind, value) => {
      const question = questionOf[kind]
      if (question && isWhole(kind, value, region)) void ask(question, value)
    },
    askTaxCode: (code) => {
      if (code.trim().length >= 15) void ask('taxCode', code)
    },
    ofName: (name) => of('name', name),
    ofContacts: (contacts) =>
      distinct(
        contacts.flatMap((c) =>
          c.channels.flatMap((ch) => {
            const question = questionOf[ch.kind]
            return question ? of(question, ch.value) : []
          }),
        ),
      ),
    limit,
  }
}

/** One card per customer, by its first match. */
export function distinct(matches: Match[], but: Match[] = []): Match[] {
  const seen = new Set(but.map(idOf))
  return matches.filter((match) => {
    const id = idOf(match)
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

const idOf = (match: Match) => match.customer.id ?? `${match.customer.name} ${match.customer.owner?.id ?? ''}`
