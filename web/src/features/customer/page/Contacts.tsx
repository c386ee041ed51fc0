// The people at a customer: masked numbers, shown and dialled by one audited tap.

import { Dropdown } from 'antd'
import { Copy, Ellipsis, Eye, Phone, Plus, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { copyText } from '@/lib/copy'
import { maskedEnd, phoneText } from '@/lib/masks'
import { IconButton } from '@/ui/IconButton'
import { Avatar, Chip } from '@/ui/marks'
import { toast, toastRefused } from '@/ui/toast'
import { kindIcon } from '../channels'
import { insidePage } from '../popup'
import { useCall } from '../slots'
import { type Contact, type ContactChannel, type CustomerFull, mayDo } from '../types'
import s from './page.module.css'
import type { Panels } from './usePanels'

export function Contacts({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  return (
    <section className={s.part}>
      <h2>
        <UserRound size={14} strokeWidth={1.8} aria-hidden />
        {t('customer.contacts')}
        <span className="grow" />
        {mayDo(customer, 'edit') ? (
          <IconButton
            icon={Plus}
            size={14}
            label={t('customer.contact.add')}
            onClick={() => panels.show({ kind: 'newContact' })}
          />
        ) : null}
      </h2>
      <ContactList customer={customer} panels={panels} />
    </section>
  )
}

export function ContactList({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  if (customer.contacts.length === 0) return <p className="c3 f13">{t('customer.noContact')}</p>
  return (
    <ul className={s.people}>
      {customer.contacts.map((contact) => (
        <li key={contact.id}>
          <Person contact={contact} customer={customer} panels={panels} />
          {contact.channels.map((channel) => (
            <ChannelLine key={channel.id} channel={channel} contact={contact} customer={customer} />
          ))}
        </li>
      ))}
    </ul>
  )
}

function Person({ contact, customer, panels }: { contact: Contact; customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const sharing = useSharing(customer, panels)
  const edits = [
    {
      key: 'edit',
      label: t('customer.contact.edit'),
      onClick: () => panels.show({ kind: 'contact', contact }),
    },
    {
      key: 'drop',
      label: t('customer.contact.drop'),
      danger: true,
      onClick: () => panels.show({ kind: 'dropContact', contact }),
    },
  ]
  const items = [
    ...(mayDo(customer, 'edit') ? edits.slice(0, 1) : []),
    ...sharing(contact),
    ...(mayDo(customer, 'edit') ? edits.slice(1) : []),
  ]
  return (
    <div className={s.person}>
      <Avatar name={contact.name || '?'} size={28} />
      <div className="grow">
        <b>{contact.name || t('customer.contact.nameless')}</b>{' '}
        {contact.primary && customer.contacts.length > 1 ? (
          <Chip tone="ink">{t('customer.contact.primary')}</Chip>
        ) : null}
        {contact.title ? <small className="c3 f12 ell">{contact.title}</small> : null}
        {contact.remark ? <small className="c3 f12 pre">{contact.remark}</small> : null}
      </div>
      {items.length > 0 ? (
        <Dropdown getPopupContainer={insidePage} menu={{ items }} trigger={['click']} placement="bottomRight">
          <IconButton icon={Ellipsis} size={14} label={t('customer.contact.menu', { name: contact.name })} />
        </Dropdown>
      ) : null}
    </div>
  )
}

/** A switchboard is no sign of a duplicate: lines of the menu that mark and unmark a number. */
function useSharing(customer: CustomerFull, panels: Panels) {
  const { t } = useTranslation()
  const body = ({ id }: ContactChannel) => ({ customerId: customer.id, channelId: id })
  const unmark = useAct(
    (channel: ContactChannel) => api.post('/customers/shared-numbers/unmark', { body: body(channel) }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: (_, { value }) => t('customer.shared.unmarked', { number: value }),
      undo: (_, channel) =>
        api.post('/customers/shared-numbers', { body: { ...body(channel), reason: channel.shared } }),
    },
  )
  return (contact: Contact) =>
    mayDo(customer, 'merge')
      ? contact.channels
          .filter(({ kind }) => kind === 'phone')
          .map((channel) => ({
            key: channel.id,
            label: t(channel.shared ? 'customer.shared.unmark' : 'customer.shared.mark', {
              number: channel.value,
            }),
            onClick: () =>
              channel.shared ? unmark.mutate(channel) : panels.show({ kind: 'sharedNumber', channel }),
          }))
      : []
}

type Shown = Schemas['CustomerShown']

function ChannelLine(props: { channel: ContactChannel; contact: Contact; customer: CustomerFull }) {
  const { channel, contact, customer } = props
  const { t } = useTranslation()
  const call = useCall()
  const [shown, setShown] = useState<Shown>()
  const reveal = useAct(
    () =>
      api.post('/customers/{id}/reveal', {
        params: { path: { id: customer.id } },
        body: { channelId: channel.id },
      }),
    { onDone: setShown },
  )
  const Icon = kindIcon[channel.kind]
  const kind = channel.label || t(`customer.channelKind.${channel.kind}`)
  const whose = t('customer.channelOf', { name: contact.name, kind })
  const number = channel.kind === 'phone' || channel.kind === 'whatsapp'
  const mayShow = channel.masked && mayDo(customer, 'unmask')
  const copy = async () => {
    const value = shown?.value ?? (channel.masked ? (await reveal.mutateAsync()).value : channel.value)
    if (await copyText(value)) toast(t('customer.copied', { kind }))
    else toastRefused(value)
  }
  return (
    <div className={s.channelLine}>
      <Icon size={13} strokeWidth={1.8} aria-hidden />
      <Value channel={channel} shown={shown} whose={whose} />
      {channel.shared ? (
        <span title={channel.shared}>
          <Chip>{t('customer.shared.chip')}</Chip>
          <span className="vh">{channel.shared}</span>
        </span>
      ) : null}
      <span className="grow" />
      {mayShow && !shown ? (
        <IconButton
          icon={Eye}
          size={14}
          label={t('customer.show', { what: whose })}
          disabled={reveal.isPending}
          onClick={() => reveal.mutate()}
        />
      ) : null}
      {number || (channel.masked && !mayShow && !shown) ? null : (
        <IconButton
          icon={Copy}
          size={14}
          label={t('customer.copy', { what: whose })}
          onClick={() => void copy()}
        />
      )}
      {number && mayDo(customer, 'touch') ? (
        <IconButton
          icon={Phone}
          size={14}
          className={s.callIcon ?? ''}
          label={t('customer.callName', { name: contact.name || whose })}
          onClick={() => call(customer, channel.id, contact.name)}
        />
      ) : null}
    </div>
  )
}

/** A masked value is read as its end; a shown one dials or writes. */
function Value({
  channel,
  shown,
  whose,
}: {
  channel: ContactChannel
  shown: Shown | undefined
  whose: string
}) {
  const { t } = useTranslation()
  const text = shown?.value ?? channel.value
  const number = channel.kind === 'phone' || channel.kind === 'whatsapp'
  if (shown?.tel)
    return (
      <a href={shown.tel} className="num">
        {phoneText(text)}
      </a>
    )
  if (channel.kind === 'email' && (shown || !channel.masked)) return <a href={`mailto:${text}`}>{text}</a>
  if (channel.masked && !shown && number)
    return (
      <span className="num" title={whose}>
        <span aria-hidden>{text || t('customer.hidden')}</span>
        <span className="vh">{t('customer.endsIn', { end: maskedEnd(text) })}</span>
      </span>
    )
  return (
    <span className="ell" title={whose}>
      {number ? phoneText(text) : text}
    </span>
  )
}
