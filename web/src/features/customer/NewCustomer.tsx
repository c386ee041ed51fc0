// A new customer: name and contacts first, everything else can come later.
import { Button, Input } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionProps } from '@/actions'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { useMay } from '@/api/queries'
import type { Customer } from '@/api/types'
import { useAct } from '@/api/useAct'
import { useGo } from '@/ui/Go'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import s from './customer.module.css'
import { DuplicateCards } from './DuplicateCard'
import { ContactsField } from './form/ContactsField'
import { type ContactDraft, contactsToSend, newContact, type Wrong, wrongOf } from './form/contacts'
import { type Facts, useCustomFields, useFactFields } from './form/fields'
import { type Duplicates, distinct, useDuplicates } from './form/useDuplicates'
import { OwnerPicker } from './OwnerPicker'
import type { DuplicateState } from './types'

type Form = Facts & { contacts: ContactDraft[]; ownerId: string; more: boolean }

const stale = [['customers'], ['viewCounts'], ['queue'], ['funnel'], ['board'], ['pool'], ['me']]

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
  const fields = useFields(dups, wrong)
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
      if (problem.code === 'customer.duplicate') setRefused(problem.state as DuplicateState)
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
  return useAct((body: object) => api.post<Customer>('/customers', body), {
    invalidates: stale,
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
export function bodyOf(values: Form, force: boolean): object {
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
  const given = (of: object) => Object.fromEntries(Object.entries(of).filter(([, value]) => filled(value)))
  const own = given(custom ?? {})
  return {
    ...given(facts),
    ...(people.length > 0 ? { contacts: people } : {}),
    ...(Object.keys(own).length > 0 ? { custom: own } : {}),
    ...(force ? { force: true } : {}),
  }
}

function useFields(dups: Duplicates, wrong: Wrong[]): FormField[] {
  const { t } = useTranslation()
  const may = useMay()
  const facts = useFactFields()
  const { form: custom } = useCustomFields()
  const known = useRef('')
  const more = (field: FormField): FormField => ({ ...field, show: (values) => Boolean(values.more) })
  const name: FormField = {
    ...facts.name,
    type: 'custom',
    render: ({ id, value, onChange, onBlur }) => {
      known.current = String(value ?? '')
      return (
        <>
          <Input
            {...(id ? { id } : {})}
            value={known.current}
            maxLength={200}
            autoFocus
            autoComplete="off"
            onChange={(event) => onChange?.(event.target.value)}
            onBlur={() => {
              dups.askName(known.current)
              onBlur?.()
            }}
          />
          <DuplicateCards matches={dups.ofName(known.current)} />
        </>
      )
    },
  }
  const contacts: FormField = {
    name: 'contacts',
    label: t('customer.contacts'),
    type: 'custom',
    optional: true,
    render: ({ value, onChange }) => {
      const list = (value as ContactDraft[] | undefined) ?? []
      return (
        <>
          <ContactsField
            value={list}
            wrong={wrong}
            onChange={(next) => onChange?.(next)}
            onLeave={(channel) => dups.askChannel(channel.kind, channel.value)}
          />
          <DuplicateCards matches={distinct(dups.ofContacts(list), dups.ofName(known.current))} />
        </>
      )
    },
  }
  const owner: FormField = {
    name: 'ownerId',
    label: t('customer.new.owner'),
    type: 'custom',
    optional: true,
    help: t('customer.new.ownerHelp'),
    render: ({ id, value, onChange }) => (
      <OwnerPicker id={id} value={value as string} onChange={(next) => onChange?.(next)} allowClear slots />
    ),
  }
  const toggle: FormField = {
    name: 'more',
    label: '',
    type: 'custom',
    optional: true,
    show: (values) => !values.more,
    render: ({ onChange }) => (
      <Button type="text" icon={<ChevronDown size={14} aria-hidden />} onClick={() => onChange?.(true)}>
        {t('customer.new.more')}
      </Button>
    ),
  }
  const {
    sourceDetail,
    industry,
    province,
    city,
    address,
    website,
    taxCode,
    competitor,
    need,
    preference,
    remark,
  } = facts
  return [
    facts.kind,
    name,
    contacts,
    facts.productId,
    facts.goal,
    facts.grade,
    facts.temperature,
    facts.source,
    facts.tags,
    ...custom,
    ...(may('customer.assign') ? [owner] : []),
    toggle,
    ...[
      sourceDetail,
      industry,
      province,
      city,
      address,
      website,
      taxCode,
      competitor,
      need,
      preference,
      remark,
    ].map(more),
  ]
}
