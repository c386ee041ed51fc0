// Contacts with their channels inside a form.

import { Button, Input, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { contactKinds } from '@/api/words/customer'
import { IconButton } from '@/ui/IconButton'
import { Chip } from '@/ui/marks'
import s from '../customer.module.css'
import type { ChannelKind } from '../types'
import { type ChannelDraft, type ContactDraft, newContact, type Wrong } from './contacts'

interface Props {
  value: ContactDraft[]
  onChange: (contacts: ContactDraft[]) => void
  /** Somebody left a channel: it may be asked about. */
  onLeave?: (channel: ChannelDraft) => void
  wrong?: Wrong[]
  /** One contact only, without its frame. */
  single?: boolean
}

export function ContactsField({ value, onChange, onLeave, wrong = [], single }: Props) {
  const { t } = useTranslation()
  const put = (at: number, contact: ContactDraft) =>
    onChange(value.map((old, i) => (i === at ? contact : old)))
  return (
    <div className={s.contacts}>
      {value.map((contact, i) => (
        <fieldset key={i} className={single ? s.plainContact : s.contact}>
          <legend className="vh">{t('customer.contact.nth', { n: i + 1 })}</legend>
          {single ? null : (
            <div className="row">
              {value.length > 1 && contact.primary ? (
                <Chip tone="ink">{t('customer.contact.primary')}</Chip>
              ) : null}
              {value.length > 1 && !contact.primary ? (
                <button
                  type="button"
                  className="lnk f12"
                  onClick={() => onChange(value.map((c, n) => ({ ...c, primary: n === i })))}
                >
                  {t('customer.contact.makePrimary')}
                </button>
              ) : null}
              <span className="grow" />
              {value.length > 1 ? (
                <IconButton
                  icon={X}
                  size={14}
                  label={t('customer.contact.dropNth', { n: i + 1 })}
                  onClick={() => onChange(value.filter((_, n) => n !== i))}
                />
              ) : null}
            </div>
          )}
          <OneContact
            contact={contact}
            onChange={(next) => put(i, next)}
            onLeave={onLeave}
            wrong={wrong.filter((w) => w.contact === i)}
          />
        </fieldset>
      ))}
      {single ? null : (
        <Button
          size="small"
          type="dashed"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...value, newContact()])}
        >
          {t('customer.contact.add')}
        </Button>
      )}
    </div>
  )
}

function OneContact(props: {
  contact: ContactDraft
  onChange: (contact: ContactDraft) => void
  onLeave: ((channel: ChannelDraft) => void) | undefined
  wrong: Wrong[]
}) {
  const { contact, onChange, onLeave, wrong } = props
  const { t } = useTranslation()
  const id = useId()
  const put = (at: number, channel: ChannelDraft) =>
    onChange({ ...contact, channels: contact.channels.map((old, i) => (i === at ? channel : old)) })
  return (
    <>
      <div className={s.pairOfFields}>
        {(['name', 'title'] as const).map((part) => (
          <label key={part} htmlFor={`${id}-${part}`}>
            <span>{t(`customer.contact.${part}`)}</span>
            <Input
              id={`${id}-${part}`}
              value={contact[part]}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => onChange({ ...contact, [part]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <Problems of={wrong.filter((w) => w.channel === undefined)} />
      {contact.channels.map((channel, i) => (
        <ChannelLine
          key={i}
          channel={channel}
          onChange={(next) => put(i, next)}
          onLeave={() => onLeave?.(channel)}
          onDrop={
            contact.channels.length > 1
              ? () => onChange({ ...contact, channels: contact.channels.filter((_, n) => n !== i) })
              : undefined
          }
          wrong={wrong.filter((w) => w.channel === i)}
        />
      ))}
      <button
        type="button"
        className="lnk f13"
        onClick={() =>
          onChange({
            ...contact,
            channels: [...contact.channels, { kind: nextKind(contact.channels), value: '' }],
          })
        }
      >
        {t('customer.contact.addChannel')}
      </button>
    </>
  )
}

/** The kind that is not there yet. */
const nextKind = (channels: ChannelDraft[]): ChannelKind =>
  contactKinds.find((kind) => !channels.some((c) => c.kind === kind)) ?? 'phone'

function ChannelLine(props: {
  channel: ChannelDraft
  onChange: (channel: ChannelDraft) => void
  onLeave: () => void
  onDrop: (() => void) | undefined
  wrong: Wrong[]
}) {
  const { channel, onChange, onLeave, onDrop, wrong } = props
  const { t } = useTranslation()
  const kind = t(`customer.channelKind.${channel.kind}`)
  const phone = channel.kind === 'phone' || channel.kind === 'whatsapp'
  return (
    <>
      <div className={s.channel}>
        <Select<ChannelKind>
          value={channel.kind}
          disabled={channel.id !== undefined}
          onChange={(next) => onChange({ ...channel, kind: next })}
          aria-label={t('customer.contact.channelKind')}
          options={contactKinds.map((value) => ({ value, label: t(`customer.channelKind.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Input
          value={channel.value}
          maxLength={200}
          autoComplete="off"
          type={phone ? 'tel' : channel.kind === 'email' ? 'email' : 'text'}
          aria-label={kind}
          placeholder={channel.id ? t('customer.contact.keep', { value: channel.shown ?? kind }) : kind}
          status={wrong.length > 0 ? 'error' : ''}
          onChange={(event) => onChange({ ...channel, value: event.target.value })}
          onBlur={onLeave}
        />
        {onDrop ? (
          <IconButton
            icon={X}
            size={14}
            label={t('customer.contact.dropChannel', { kind })}
            onClick={onDrop}
          />
        ) : null}
      </div>
      <Problems of={wrong} />
    </>
  )
}

const Problems = ({ of }: { of: Wrong[] }) =>
  of.length === 0 ? null : (
    <p className="c-red f13" role="alert">
      {of.map((w) => w.text).join(' ')}
    </p>
  )
