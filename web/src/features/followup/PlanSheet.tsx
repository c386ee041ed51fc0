// Plans the next step, or moves it (改期).

import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Channel, Customer, Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { channels } from '@/api/words/touch'
import { Kbd } from '@/ui/marks'
import { Sheet } from '@/ui/Sheet'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import { customerQuery, type Plan } from './customer'
import s from './next.module.css'
import t2 from './touch.module.css'
import type { Rhythm } from './types'

const DateField = lazy(() => import('@/ui/DateField'))

interface Props {
  customer: Pick<Customer, 'id' | 'name'>
  open: boolean
  onClose: () => void
}

export default function PlanSheet({ customer, open, onClose }: Props) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...customerQuery(customer.id), enabled: open })
  if (!open) return null
  return data ? (
    <Form key={customer.id} customer={customer} plan={data.plan ?? null} onClose={onClose} />
  ) : (
    <Sheet title={t('plan.title')} open onClose={onClose}>
      {null}
    </Sheet>
  )
}

type Wanted = Schemas['PlanInBody']

const stepOf = ({ at, channel, content, goal, promised }: Plan) => ({ at, channel, content, goal, promised })

/** Plans, and offers to take it back: the earlier plan stands again, or none. */
function usePlan(customer: Props['customer'], before: Plan | null, onDone: () => void) {
  const { t } = useTranslation()
  const day = useDay()
  const at = { id: customer.id }
  return useAct(
    (wanted: Wanted) => api.post('/customers/{id}/plans', { params: { path: at }, body: wanted }),
    {
      changes: 'touch',
      customerId: customer.id,
      done: ({ plan }) =>
        t('plan.done', { name: customer.name, at: `${day.day(plan.at)} ${day.time(plan.at)}` }),
      undo: ({ plan }) => {
        if (!before)
          return api.post('/customers/{id}/plans/{planId}/cancel', {
            params: { path: { ...at, planId: plan.id } },
            body: {},
          })
        return api.post('/customers/{id}/plans', { params: { path: at }, body: stepOf(before) })
      },
      onDone,
    },
  )
}

function Form({
  customer,
  plan,
  onClose,
}: {
  customer: Props['customer']
  plan: Plan | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const query = { customer: customer.id }
  const { data: rhythm } = useQuery({
    queryKey: ['rhythm', query],
    queryFn: ({ signal }) => api.get('/rhythm', { params: { query }, signal }),
    staleTime: 60_000,
  })
  const [at, setAt] = useState<string>()
  const [channel, setChannel] = useState<Channel>(plan?.channel || 'call')
  const [content, setContent] = useState(plan?.content ?? '')
  const [goal, setGoal] = useState(plan?.goal ?? '')
  const [promised, setPromised] = useState(plan?.promised ?? false)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const save = usePlan(customer, plan, onClose)
  const when = at ?? rhythm?.proposals.find((p) => p.recommended)?.at ?? ''
  const submit = () => {
    setMissing(!when)
    if (!when || save.isPending) return
    save.mutate({
      at: when,
      channel,
      content: content.trim(),
      goal: goal.trim(),
      promised,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    })
  }
  const cancel = useAct(
    (planId: string) =>
      api.post('/customers/{id}/plans/{planId}/cancel', {
        params: { path: { id: customer.id, planId } },
        body: { reason: reason.trim() },
      }),
    {
      changes: 'touch',
      customerId: customer.id,
      done: t('plan.cancelled'),
      onDone: onClose,
      ...(plan
        ? {
            undo: () =>
              api.post('/customers/{id}/plans', {
                params: { path: { id: customer.id } },
                body: stepOf(plan),
              }),
          }
        : {}),
    },
  )
  useHotkeys({ 'ctrl+enter': submit }, { level: 'dialog' })
  const title = t(plan ? 'plan.move' : 'plan.title')
  return (
    <Sheet
      open
      onClose={onClose}
      title={
        <span className={t2.sheetHead}>
          <b>{title}</b>
          <span className={t2.sheetWho}>{customer.name}</span>
        </span>
      }
      footer={
        <>
          {plan ? (
            <Button type="text" onClick={() => cancel.mutate(plan.id)} loading={cancel.isPending}>
              {t('plan.cancel')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {title}
            <span className="only-wide">
              <Kbd>Ctrl ↵</Kbd>
            </span>
          </Button>
        </>
      }
    >
      <div className={s.form}>
        <When rhythm={rhythm} value={when} onChange={setAt} id={`${id}at`} />
        {missing ? (
          <p className="c-red f13" role="alert">
            {t('plan.needTime')}
          </p>
        ) : null}
        <label htmlFor={`${id}channel`}>{t('plan.channel')}</label>
        <Select
          id={`${id}channel`}
          value={channel}
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={setChannel}
        />
        <label htmlFor={`${id}content`}>
          {t('plan.content')}
          {t('ui.optional')}
        </label>
        <Input
          id={`${id}content`}
          value={content}
          maxLength={2000}
          placeholder={t('touch.nextContentHint')}
          onChange={(e) => setContent(e.target.value)}
        />
        <label htmlFor={`${id}goal`}>
          {t('touch.goal')}
          {t('ui.optional')}
        </label>
        <Input
          id={`${id}goal`}
          value={goal}
          maxLength={500}
          placeholder={t('touch.goalHint')}
          onChange={(e) => setGoal(e.target.value)}
        />
        <Checkbox checked={promised} onChange={(e) => setPromised(e.target.checked)}>
          {t('plan.promised')}
        </Checkbox>
        {plan ? (
          <>
            <label htmlFor={`${id}reason`}>
              {t('plan.reason')}
              {t('ui.optional')}
            </label>
            <Input
              id={`${id}reason`}
              value={reason}
              maxLength={500}
              onChange={(e) => setReason(e.target.value)}
            />
          </>
        ) : null}
      </div>
    </Sheet>
  )
}

function When({
  rhythm,
  value,
  onChange,
  id,
}: {
  rhythm: Rhythm | undefined
  value: string
  onChange: (at: string) => void
  id: string
}) {
  const { t } = useTranslation()
  const day = useDay()
  return (
    <>
      <label htmlFor={id}>{t('plan.at')}</label>
      <fieldset className={t2.chips} aria-label={t('plan.proposed')}>
        {rhythm?.proposals.map((p) => (
          <button
            key={p.at}
            type="button"
            aria-pressed={p.at === value}
            title={day.full(p.at)}
            onClick={() => onChange(p.at)}
          >
            {p.label}
          </button>
        ))}
        <span className="c3 f12">{rhythm?.why}</span>
      </fieldset>
      <Suspense fallback={null}>
        <DateField id={id} time value={value || null} onChange={(at) => onChange(at ?? '')} />
      </Suspense>
    </>
  )
}
