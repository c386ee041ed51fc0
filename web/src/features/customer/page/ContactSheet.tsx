// A contact: new or changed. Stored numbers stay unless a new one is typed.

import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { useAct } from '@/api/useAct'
import { channels } from '@/api/words/touch'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { DuplicateCards } from '../DuplicateCard'
import { ContactsField } from '../form/ContactsField'
import {
  type ContactDraft,
  channelPlacesOf,
  channelsToSend,
  newChannels,
  newContact,
  type Wrong,
} from '../form/contacts'
import { useDuplicates } from '../form/useDuplicates'
import type { Contact, CustomerFull, DuplicateState } from '../types'

interface Form {
  who: ContactDraft[]
  preferred: string
  primary: boolean
  remark: string
}

const draftOf = (contact: Contact | undefined): ContactDraft =>
  contact
    ? {
        name: contact.name,
        title: contact.title,
        channels: contact.channels.map((ch) => ({
          id: ch.id,
          kind: ch.kind,
          value: '',
          label: ch.label,
          shown: ch.value,
        })),
      }
    : newContact()

export default function ContactSheet(props: {
  customer: CustomerFull
  contact?: Contact
  onClose: () => void
}) {
  const { customer, contact, onClose } = props
  const { t } = useTranslation()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const [known, setKnown] = useState<DuplicateState>()
  const save = useSave(customer, contact, onClose)
  const initial = useMemo<Form>(
    () => ({
      who: [draftOf(contact)],
      preferred: contact?.preferred ?? '',
      primary: contact?.primary ?? customer.contacts.length === 0,
      remark: contact?.remark ?? '',
    }),
    [contact, customer.contacts.length],
  )
  const fields = useFields(customer, contact, wrong)
  return (
    <Sheet
      title={contact ? t('customer.contact.editTitle', { name: contact.name }) : t('customer.contact.add')}
      open
      onClose={onClose}
    >
      <RecordForm<Form>
        fields={fields}
        initial={initial}
        onSave={async (values) => {
          setWrong([])
          setKnown(undefined)
          try {
            await save.mutateAsync(values)
          } catch (error) {
            const problem = asApiError(error)
            setWrong(wrongChannels(problem.errors, values.who[0]))
            if (problem.state && 'mayForce' in problem.state) setKnown(problem.state)
            throw error
          }
        }}
        onCancel={onClose}
      >
        {known ? <DuplicateCards matches={known.matches} /> : null}
        {save.error && asApiError(save.error).conflict && !known ? (
          <Button size="small" onClick={onClose}>
            {t('customer.contact.reload')}
          </Button>
        ) : null}
      </RecordForm>
    </Sheet>
  )
}

function useSave(customer: CustomerFull, contact: Contact | undefined, onClose: () => void) {
  const { t } = useTranslation()
  return useAct(
    ({ who, preferred, primary, remark }: Form) => {
      const [draft] = who as [ContactDraft]
      const texts = { name: draft.name.trim(), title: draft.title.trim(), preferred, remark: remark.trim() }
      const body = {
        // What was not touched is not sent: a masked name must not become the name.
        ...Object.fromEntries(
          Object.entries(texts).filter(
            ([name, text]) => !contact || text !== contact[name as keyof typeof texts],
          ),
        ),
        channels: channelsToSend(draft.channels),
        // The primary contact passes the mark on; it cannot lay it down.
        ...(primary && !contact?.primary ? { primary: true } : {}),
      }
      const at = { id: customer.id }
      return contact
        ? api.patch('/customers/{id}/contacts/{contactId}', {
            params: { path: { ...at, contactId: contact.id } },
            body: { version: contact.version, ...body },
          })
        : api.post('/customers/{id}/contacts', {
            params: { path: at },
            body: { ...texts, ...body, channels: newChannels(draft.channels) },
          })
    },
    {
      changes: 'customer',
      customerId: customer.id,
      done: (_, { who }) =>
        t('customer.contact.saved', { name: who[0]?.name || t('customer.contact.nameless') }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
}

/** "/channels/1/value" at its place in the form. */
function wrongChannels(
  errors: { pointer: string; detail: string }[],
  draft: ContactDraft | undefined,
): Wrong[] {
  const places = channelPlacesOf(draft?.channels ?? [])
  return errors.flatMap(({ pointer, detail }) => {
    const match = /\/channels\/(\d+)/.exec(pointer)
    const channel = match ? places[Number(match[1])] : undefined
    if (channel !== undefined) return [{ contact: 0, channel, text: detail }]
    return /\/(name|title)$/.test(pointer) ? [{ contact: 0, text: detail }] : []
  })
}

function useFields(customer: CustomerFull, contact: Contact | undefined, wrong: Wrong[]): FormField[] {
  const { t } = useTranslation()
  const dups = useDuplicates()
  const who: FormField = {
    name: 'who',
    label: '',
    type: 'custom',
    render: ({ value, onChange }) => {
      const list = value as ContactDraft[]
      const others = dups.ofContacts(list).filter((match) => match.customer.id !== customer.id)
      return (
        <>
          <ContactsField
            single
            value={list}
            wrong={wrong}
            onChange={(next) => onChange?.(next)}
            onLeave={(channel) => dups.askChannel(channel.kind, channel.value)}
          />
          <DuplicateCards matches={others} />
        </>
      )
    },
  }
  return [
    who,
    {
      name: 'preferred',
      label: t('customer.contact.preferred'),
      type: 'select',
      optional: true,
      options: channels.map((value) => ({ value, label: t(`channel.${value}`) })),
    },
    ...(contact?.primary
      ? []
      : [
          {
            name: 'primary',
            label: t('customer.contact.isPrimary'),
            type: 'switch',
            help: t('customer.contact.primaryHelp'),
          } as FormField,
        ]),
    { name: 'remark', label: t('customer.contact.remark'), type: 'textarea', optional: true },
  ]
}
