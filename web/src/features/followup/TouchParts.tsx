// The parts of writing down a contact, shared by the composer and the sheet.

import { Input, Select } from 'antd'
import { Ear, Paperclip, X } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Temperature } from '@/api/types'
import { temperatures } from '@/api/words/customer'
import {
  type Channel,
  channels,
  directions,
  offeredResults,
  onSiteChannels,
  type Result,
} from '@/api/words/touch'
import { cx } from '@/lib/cx'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { channelIcon, resultIcon } from './icons'
import { hasLength, parseTalk, printTalk } from './rules'
import s from './touch.module.css'
import type { Touch } from './useTouch'

const DateField = lazy(() => import('@/ui/DateField'))
const ConfirmDialog = lazy(async () => ({ default: (await import('@/ui/ConfirmDialog')).ConfirmDialog }))

interface Part {
  touch: Touch
  /** Thumb-sized, for the sheet. */
  big?: boolean
}

export function ChannelPick({ touch, big }: Part) {
  const { t } = useTranslation()
  return (
    <fieldset className={cx(s.channels, big && s.big)} aria-label={t('touch.channel')}>
      {channels.map((channel) => {
        const Icon = channelIcon(channel)
        const on = touch.draft.channel === channel
        return (
          <button key={channel} type="button" aria-pressed={on} onClick={() => touch.setChannel(channel)}>
            {big ? <Icon size={16} strokeWidth={1.8} aria-hidden /> : null}
            {t(`channel.${channel}`)}
          </button>
        )
      })}
    </fieldset>
  )
}

function useResultWord() {
  const { t } = useTranslation()
  return (result: Result, channel: Channel) =>
    result === 'no_answer' && onSiteChannels.includes(channel) ? t('touch.noShow') : t(`result.${result}`)
}

// On keys in one row long words are cut short; the whole word is the title.
const shortened: Result[] = ['off', 'wrong_number', 'do_not_contact']

export function ResultKeys({ touch, big }: Part) {
  const { t } = useTranslation()
  const word = useResultWord()
  const { draft } = touch
  return (
    <fieldset className={big ? s.bigResults : s.results} aria-label={t('touch.result')}>
      {offeredResults[draft.channel].map((result, i) => {
        const Icon = resultIcon[result]
        const short = !big && shortened.includes(result)
        return (
          <button
            key={result}
            type="button"
            title={short ? word(result, draft.channel) : undefined}
            aria-pressed={draft.result === result}
            className={result === 'do_not_contact' ? s.warn : undefined}
            onClick={() => touch.choose(result)}
          >
            {big ? <Icon size={20} strokeWidth={1.8} aria-hidden /> : <Kbd>{i + 1}</Kbd>}
            {short ? t(`result.key.${result}`) : word(result, draft.channel)}
          </button>
        )
      })}
    </fieldset>
  )
}

export function Words({ touch, big }: Part) {
  const { t } = useTranslation()
  const { draft, change } = touch
  return (
    <div className={cx(s.words, big && s.bigWords)}>
      <Input.TextArea
        id={big ? 'composer-sheet' : 'composer'}
        aria-label={t('touch.content')}
        placeholder={t('touch.contentHint')}
        variant="borderless"
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={20000}
        value={draft.content}
        onChange={(event) => change({ content: event.target.value })}
      />
      <div className={s.ear}>
        <Ear size={14} strokeWidth={1.8} aria-hidden />
        <Input
          aria-label={t('touch.feedback')}
          placeholder={t('touch.feedbackHint')}
          variant="borderless"
          size="small"
          maxLength={4000}
          value={draft.feedback}
          onChange={(event) => change({ feedback: event.target.value })}
        />
        <Attach touch={touch} big={big ?? false} />
      </div>
    </div>
  )
}

function Attach({ touch, big }: { touch: Touch; big: boolean }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          void touch.attach([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <IconButton
        icon={Paperclip}
        size={big ? 20 : 15}
        label={t('touch.attach')}
        onClick={() => input.current?.click()}
      />
    </>
  )
}

export function FileList({ touch }: Part) {
  const { t } = useTranslation()
  const { files } = touch.draft
  if (files.length === 0) return null
  return (
    <ul className={s.files} aria-label={t('touch.files')}>
      {files.map((file) => (
        <li key={file.id}>
          <Paperclip size={12} aria-hidden />
          <span className="ell">{file.name}</span>
          <button
            type="button"
            aria-label={t('touch.detach', { name: file.name })}
            onClick={() => touch.change({ files: files.filter((f) => f.id !== file.id) })}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

export function NextChips({ touch, big }: Part) {
  const { t } = useTranslation()
  const day = useDay()
  const { rhythm, next, later, customer, change } = touch
  const [asking, setAsking] = useState(false)
  const proposals = rhythm?.proposals ?? []
  const custom = next !== '' && next !== 'keep' && !proposals.some((p) => p.at === next)
  const pick = (value: string) => change({ next: next === value ? '' : value })
  const wants = asking || (rhythm?.choose === true && next === '')
  return (
    <fieldset className={cx(s.chips, big && s.bigChips)} aria-label={t('touch.next')}>
      {later && customer.nextAt ? (
        <button
          type="button"
          aria-pressed={next === 'keep'}
          title={day.full(customer.nextAt)}
          onClick={() => pick('keep')}
        >
          {t('touch.keep', { at: `${day.day(customer.nextAt)} ${day.time(customer.nextAt)}` })}
        </button>
      ) : null}
      {proposals.map((p) => (
        <button
          key={p.at}
          type="button"
          aria-pressed={next === p.at}
          title={day.full(p.at)}
          onClick={() => pick(p.at)}
        >
          {p.label}
        </button>
      ))}
      {wants || custom ? (
        <Suspense fallback={null}>
          <span className={s.when}>
            <DateField
              time
              size={big ? 'large' : 'small'}
              label={t('touch.nextAt')}
              placeholder={t('touch.nextAt')}
              value={custom ? next : null}
              onChange={(value) => {
                setAsking(value !== null)
                change({ next: value ?? undefined })
              }}
            />
          </span>
        </Suspense>
      ) : (
        <button type="button" aria-expanded={false} onClick={() => setAsking(true)}>
          {t('touch.pick')}
        </button>
      )}
    </fieldset>
  )
}

/** Length, goal, channel of the next step, temperature, direction, time: what most touches leave alone. */
export function Details({ touch, big }: Part) {
  const { t } = useTranslation()
  const { draft, change, next } = touch
  const id = useId()
  const planned = next !== '' && next !== 'keep'
  return (
    <div className={cx(s.details, big && s.bigDetails)}>
      {planned ? (
        <>
          <label htmlFor={`${id}goal`}>{t('touch.goal')}</label>
          <Input
            id={`${id}goal`}
            placeholder={t('touch.goalHint')}
            maxLength={500}
            value={draft.goal}
            onChange={(event) => change({ goal: event.target.value })}
          />
          <label htmlFor={`${id}do`}>{t('touch.nextContent')}</label>
          <span className={s.pair}>
            <Select
              aria-label={t('touch.nextChannel')}
              value={draft.nextChannel || draft.channel}
              options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
              onChange={(value) => change({ nextChannel: value })}
            />
            <Input
              id={`${id}do`}
              placeholder={t('touch.nextContentHint')}
              maxLength={500}
              value={draft.nextContent}
              onChange={(event) => change({ nextContent: event.target.value })}
            />
          </span>
        </>
      ) : null}
      <label htmlFor={`${id}at`}>{t('touch.at')}</label>
      <span className={s.pair}>
        <Select
          aria-label={t('touch.direction')}
          value={draft.direction}
          options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
          onChange={(value) => change({ direction: value })}
        />
        <Suspense fallback={null}>
          <DateField
            id={`${id}at`}
            time
            placeholder={t('touch.atNow')}
            value={draft.at || null}
            onChange={(value) => change({ at: value ?? '' })}
          />
        </Suspense>
      </span>
    </div>
  )
}

export function TemperaturePick({ touch, big }: Part) {
  const { t } = useTranslation()
  const { draft, change } = touch
  return (
    <Select
      size={big ? 'middle' : 'small'}
      className={s.temperature ?? ''}
      aria-label={t('touch.temperature')}
      {...(draft.temperature ? { value: draft.temperature } : {})}
      placeholder={t('touch.temperature')}
      options={temperatures.map((value) => ({ value, label: t(`temperature.${value}`) }))}
      onChange={(value: Temperature) => change({ temperature: value })}
    />
  )
}

export function Length({ touch, big }: Part) {
  const { t } = useTranslation()
  const { draft, change } = touch
  const [text, setText] = useState<string>()
  if (!hasLength(draft.channel, draft.result)) return null
  return (
    <Input
      className={s.length ?? ''}
      size={big ? 'middle' : 'small'}
      aria-label={t('touch.length')}
      placeholder={t('touch.lengthHint')}
      title={t('touch.lengthHint')}
      status={text !== undefined && parseTalk(text) === undefined ? 'error' : ''}
      value={text ?? printTalk(draft.seconds)}
      onChange={(event) => {
        setText(event.target.value)
        change({ seconds: parseTalk(event.target.value) ?? 0 })
      }}
      onBlur={() => setText(undefined)}
    />
  )
}

/** The customer was contacted today already: really another time? */
export function Twice({ touch }: Part) {
  const { t } = useTranslation()
  if (!touch.twice) return null
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        open
        title={t('touch.twiceTitle')}
        text={touch.twice.message}
        act={t('touch.twiceAct')}
        onConfirm={touch.confirmTwice}
        onClose={touch.closeTwice}
      />
    </Suspense>
  )
}
