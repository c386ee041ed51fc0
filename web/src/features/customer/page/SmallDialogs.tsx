// Assign, release, share, drop a contact: one question each.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Customer } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { FormDialog } from '../FormDialog'
import { OwnerPicker } from '../OwnerPicker'
import type { Contact, ContactChannel, CustomerFull } from '../types'

interface Props {
  customer: CustomerFull
  onClose: () => void
}

/** A colleague; the form says who is not offered. */
const person = (name: string, label: string, exclude: (string | undefined)[], slots = false): FormField => ({
  name,
  label,
  type: 'custom',
  render: ({ id, value, onChange }) => (
    <OwnerPicker
      id={id}
      value={value as string}
      onChange={(next) => onChange?.(next)}
      exclude={exclude}
      slots={slots}
      autoFocus
    />
  ),
})

export function AssignOne({ customer, onClose }: Props) {
  const { t } = useTranslation()
  const give = (ownerId: string, version: number, reason?: string) =>
    api.post('/customers/{id}/assign', {
      params: { path: { id: customer.id } },
      body: {
        ownerId,
        version,
        ...(reason ? { reason } : {}),
      },
    })
  const { owner } = customer
  const assign = useAct(
    (v: { ownerId: string; reason?: string }) => give(v.ownerId, customer.version, v.reason),
    {
      changes: 'hold',
      customerId: customer.id,
      done: (record) => t('customer.assign.done', { name: record.name, owner: record.owner?.name ?? '' }),
      ...(owner
        ? { undo: (record: Customer) => give(owner.id, record.version, t('customer.assign.undone')) }
        : {}),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const fields: FormField[] = [
    person('ownerId', t('customer.assign.to'), [owner?.id], true),
    { name: 'reason', label: t('customer.assign.why'), type: 'text', optional: true, maxLength: 400 },
  ]
  return (
    <FormDialog title={t('customer.assign.title', { name: customer.name })} onClose={onClose}>
      <RecordForm<{ ownerId: string; reason?: string }>
        fields={fields}
        saveLabel={t('customer.act.assign')}
        onSave={(values) => assign.mutateAsync(values)}
        onCancel={onClose}
      />
    </FormDialog>
  )
}

/** Given back, it cannot be claimed again for a week: that is worth a question. */
export function ReleaseOne({ customer, onClose }: Props) {
  const { t } = useTranslation()
  const release = useAct(
    (reason: string) =>
      api.post('/customers/{id}/release', {
        params: { path: { id: customer.id } },
        body: {
          version: customer.version,
          ...(reason ? { reason } : {}),
        },
      }),
    {
      changes: 'hold',
      customerId: customer.id,
      done: (record) => t('customer.release.done', { name: record.name, pool: record.pool?.name ?? '' }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <ConfirmDialog
      open
      title={t('customer.release.title', { name: customer.name })}
      text={t('customer.release.text')}
      act={t('customer.release.act')}
      words="optional"
      wordsLabel={t('customer.release.why')}
      onConfirm={({ words }) => release.mutateAsync(words)}
      onClose={onClose}
    />
  )
}

interface Sharing {
  personId: string
  mayTouch: boolean
  until: string | null
}

export function ShareOne({ customer, onClose }: Props) {
  const { t } = useTranslation()
  const share = useAct(
    ({ personId, mayTouch, until }: Sharing) =>
      api.put('/customers/{id}/collaborators/{personId}', {
        params: { path: { id: customer.id, personId } },
        body: {
          mayTouch,
          ...(until ? { until } : {}),
        },
      }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: (out) => t('customer.share.done', { name: out.person.name }),
      undo: (_, { personId }) =>
        api.del('/customers/{id}/collaborators/{personId}', {
          params: { path: { id: customer.id, personId } },
        }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const known = [customer.owner?.id, ...customer.collaborators.map((c) => c.person.id)]
  const initial = useMemo(() => ({ mayTouch: true, until: null }), [])
  const fields: FormField[] = [
    person('personId', t('customer.share.who'), known),
    { name: 'mayTouch', label: t('customer.share.mayTouch'), type: 'switch', help: t('customer.share.help') },
    { name: 'until', label: t('customer.share.untilDay'), type: 'datetime', optional: true },
  ]
  return (
    <FormDialog title={t('customer.share.title', { name: customer.name })} onClose={onClose}>
      <RecordForm<Sharing>
        fields={fields}
        initial={initial}
        saveLabel={t('customer.share.act')}
        onSave={(values) => share.mutateAsync(values)}
        onCancel={onClose}
      />
    </FormDialog>
  )
}

export function DropContact({ customer, contact, onClose }: Props & { contact: Contact }) {
  const { t } = useTranslation()
  const drop = useAct(
    () =>
      api.del('/customers/{id}/contacts/{contactId}', {
        params: { path: { id: customer.id, contactId: contact.id } },
      }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: t('customer.contact.dropped', { name: contact.name }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <ConfirmDialog
      open
      title={t('customer.contact.dropTitle', { name: contact.name })}
      text={t('customer.contact.dropText')}
      act={t('customer.contact.drop')}
      danger
      onConfirm={() => drop.mutateAsync()}
      onClose={onClose}
    />
  )
}

/** Marks a number that several customers share; the reason stands beside it. */
export function ShareNumber({ customer, channel, onClose }: Props & { channel: ContactChannel }) {
  const { t } = useTranslation()
  const number = channel.value
  const share = useAct(
    (reason: string) =>
      api.post('/customers/shared-numbers', {
        body: { customerId: customer.id, channelId: channel.id, reason },
      }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: t('customer.shared.marked', { number }),
      undo: () =>
        api.post('/customers/shared-numbers/unmark', {
          body: { customerId: customer.id, channelId: channel.id },
        }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <ConfirmDialog
      open
      title={t('customer.shared.title', { number })}
      text={t('customer.shared.text')}
      act={t('customer.shared.act')}
      words="required"
      wordsLabel={t('customer.shared.why')}
      onConfirm={({ words }) => share.mutateAsync(words)}
      onClose={onClose}
    />
  )
}
