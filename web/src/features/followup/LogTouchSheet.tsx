// Writes down a contact from anywhere: which customer, how it went, what next.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionProps } from '@/actions'
import { offeredResults } from '@/api/words/touch'
import { CustomerPicker } from '@/features/customer'
import { Kbd } from '@/ui/marks'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import { customerQuery } from './customer'
import {
  ChannelPick,
  Details,
  FileList,
  Length,
  NextChips,
  ResultKeys,
  TemperaturePick,
  Twice,
  Words,
} from './TouchParts'
import s from './touch.module.css'
import type { Followed } from './types'
import { useTouch } from './useTouch'

export default function LogTouchSheet({ customerId, onClose }: ActionProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(customerId ?? '')
  const { data, error, refetch } = useQuery(customerQuery(chosen))
  if (data && data.id === chosen) return <Form customer={data} onClose={onClose} />
  return (
    <Sheet title={t('touch.log')} open onClose={onClose}>
      {chosen === '' ? (
        <CustomerPicker autoFocus label={t('touch.whom')} onChange={(ref) => setChosen(ref?.id ?? '')} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={4} height={66} />
      )}
    </Sheet>
  )
}

function Form({ customer, onClose }: { customer: Followed; onClose: () => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const touch = useTouch(customer, onClose)
  const [more, setMore] = useState(false)
  const { draft, call, rhythm, problem } = touch
  useHotkeys(
    {
      ...Object.fromEntries(
        offeredResults[draft.channel].map((result, i) => [String(i + 1), () => touch.choose(result)]),
      ),
      t: () => document.getElementById('composer-sheet')?.focus(),
      'ctrl+enter': () => void touch.save(),
    },
    { level: 'dialog' },
  )
  const who = [
    customer.contactName || customer.name,
    ...(call
      ? [t('touch.since', { time: day.time(call.startedAt) })]
      : customer.contactName
        ? [customer.name]
        : []),
  ].join(' · ')
  return (
    <Sheet
      open
      onClose={onClose}
      title={
        <span className={s.sheetHead}>
          <b>{t(call ? 'touch.justNow' : 'touch.log')}</b>
          <span className={s.sheetWho}>{who}</span>
        </span>
      }
      footer={
        <Button
          type="primary"
          size="large"
          className={s.save ?? ''}
          loading={touch.busy}
          onClick={() => void touch.save()}
        >
          {t('ui.save')}
          <span className="only-wide">
            <Kbd>Ctrl ↵</Kbd>
          </span>
        </Button>
      }
    >
      <div className={s.sheet}>
        {call ? null : <ChannelPick touch={touch} big />}
        <ResultKeys touch={touch} big />
        <Words touch={touch} big />
        <FileList touch={touch} />
        <div className={s.sheetNext}>
          <span>{t('touch.next')}</span>
          <em>{rhythm?.why}</em>
        </div>
        <NextChips touch={touch} big />
        <div className={s.line}>
          <TemperaturePick touch={touch} big />
          <Length touch={touch} big />
          <span className="grow" />
          <button type="button" className={s.more} aria-expanded={more} onClick={() => setMore(!more)}>
            <SlidersHorizontal size={14} strokeWidth={1.8} aria-hidden />
            {t('touch.more')}
          </button>
        </div>
        {more ? <Details touch={touch} big /> : null}
        {problem ? (
          <p className="c-red" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
      <Twice touch={touch} />
    </Sheet>
  )
}
