// A new customer: name and contacts first, everything else can come later.

import { Button } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionProps } from '@/actions'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import type { Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { given } from '@/lib/given'
import { useGo } from '@/ui/Go'
import { RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import s from './customer.module.css'
import { DuplicateCards } from './DuplicateCard'
import { type ContactDraft, contactsToSend, newContact, type Wrong, wrongOf } from './form/contacts'
import type { Facts } from './form/fields'
import { useNewFields } from './form/newFields'
import { useDuplicates } from './form/useDuplicates'
import type { DuplicateState } from './types'

type Form = Facts & { contacts: ContactDraft[]; ownerId: string; more: boolean }

export default function NewCustomer({ onClose }: ActionProps) {
  const { t } = useTranslation()
  const dups = useDuplicates()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [refused, setRefused] = useState<DuplicateState>()
  const force = useRef(false)
  const create = useCreate(onClose)
  const initial = useMemo<Partial<Form>>(
    () => ({ kind: 'company', temperature: 'cold', contacts: [newContact(true)], more: false }),
    [],
  )
  const fields = useNewFields(dups, wrong)
  const save = async (values: Form) => {
    setWrong([])
    setRefused(undefined)
    const forced = force.current
    force.current = false
    try {
      await create.mutateAsync(bodyOf(values, forced))
    } catch (error) {
      const problem = asApiError(error)
      setWrong(wrongOf(problem.errors, values.contacts))
      if (problem.state && 'mayForce' in problem.state) setRefused(problem.state)
      throw error
    }
  }
  return (
    <Sheet title={t('customer.new.title')} open onClose={onClose}>
      <RecordForm<Form>
        draft="customer.new"
        fields={fields}
        initial={initial}
        onSave={save}
        saveLabel={t('customer.new.save')}
        onCancel={onClose}
      >
        {dups.limit ? (
          <p className="c-amber f13" role="status">
            {dups.limit}
          </p>
        ) : null}
        {refused ? (
          <div className={s.refusedNew} ref={(node) => node?.scrollIntoView({ block: 'center' })}>
            <DuplicateCards matches={refused.matches} />
            {refused.mayForce ? (
              <Button
                htmlType="submit"
                onClick={() => {
                  force.current = true
                }}
              >
                {t('customer.new.force')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </RecordForm>
    </Sheet>
  )
}

function useCreate(onClose: () => void) {
  const { t } = useTranslation()
  const go = useGo()
  return useAct((body: Schemas['CustomerNew']) => api.post('/customers', { body }), {
    changes: 'hold',
    done: (made) => t('customer.new.done', { name: made.name }),
    onDone: (made) => {
      onClose()
      go(`/customers/${made.id}`)
    },
    // The form shows it.
    onRefused: () => true,
  })
}

/** What is sent: only what was filled in. */
export function bodyOf(values: Form, force: boolean): Schemas['CustomerNew'] {
  const { contacts, more: _, custom, ...facts } = values
  const people = contactsToSend(contacts ?? [])
  const [first] = people
  // A person is their own contact.
  if (first && values.kind === 'person' && !first.name) first.name = values.name.trim()
  const filled = (value: unknown) =>
    value !== '' &&
    value !== null &&
    value !== undefined &&
    value !== false &&
    !(Array.isArray(value) && value.length === 0)
  const own = given(custom ?? {}, filled)
  return {
    ...given(facts, filled),
    ...(people.length > 0 ? { contacts: people } : {}),
    ...(Object.keys(own).length > 0 ? { custom: own } : {}),
    ...(force ? { force: true } : {}),
  }
}
