// What is asked before an act on many customers: whom to, which value, when.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grade, Schemas, Temperature } from '@/api/types'
import { grades, temperatures } from '@/api/words/customer'
import { channels } from '@/api/words/touch'
import { instantOf, partsOf } from '@/lib/day'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { useDay } from '@/ui/useDay'
import { FormDialog } from '../FormDialog'
import { OwnerPicker } from '../OwnerPicker'
import type { BulkAct } from './bulk'

interface Props {
  count: number
  onAct: (act: BulkAct) => Promise<unknown>
  onClose: () => void
}

export function AssignDialog({ count, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const fields: FormField[] = [
    {
      name: 'ownerId',
      label: t('customer.assign.to'),
      type: 'custom',
      render: ({ id, value, onChange }) => (
        <OwnerPicker id={id} value={value as string} onChange={(next) => onChange?.(next)} slots autoFocus />
      ),
    },
    { name: 'reason', label: t('customer.assign.why'), type: 'text', optional: true, maxLength: 200 },
  ]
  return (
    <FormDialog title={t('customer.bulk.assignTitle', { count })} onClose={onClose}>
      <RecordForm<{ ownerId: string; reason?: string }>
        fields={fields}
        saveLabel={t('customer.act.assign')}
        onSave={({ ownerId, reason }) => onAct({ action: 'assign', ownerId, ...(reason ? { reason } : {}) })}
        onCancel={onClose}
      />
    </FormDialog>
  )
}

type Edited = {
  what: 'grade' | 'temperature' | 'tags'
  grade?: Grade
  temperature?: Temperature
  add?: string[]
  remove?: string[]
}

/** One field of all chosen customers. */
export function EditDialog({ count, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const is = (what: Edited['what']) => (values: Record<string, unknown>) => values.what === what
  const fields: FormField[] = [
    {
      name: 'what',
      label: t('customer.bulk.what'),
      type: 'radio',
      options: [
        { value: 'grade', label: t('field.customer.grade') },
        { value: 'temperature', label: t('field.customer.temperature') },
        { value: 'tags', label: t('field.customer.tags') },
      ],
    },
    {
      name: 'grade',
      label: t('customer.bulk.newGrade'),
      type: 'radio',
      show: is('grade'),
      options: grades.map((grade) => ({ value: grade, label: grade })),
    },
    {
      name: 'temperature',
      label: t('customer.bulk.newTemperature'),
      type: 'radio',
      show: is('temperature'),
      options: temperatures.map((value) => ({ value, label: t(`temperature.${value}`) })),
    },
    { name: 'add', label: t('customer.bulk.addTags'), type: 'tags', optional: true, show: is('tags') },
    { name: 'remove', label: t('customer.bulk.removeTags'), type: 'tags', optional: true, show: is('tags') },
  ]
  const actOf = (v: Edited): BulkAct => {
    if (v.what === 'grade') return { action: 'grade', grade: v.grade ?? '' }
    if (v.what === 'temperature') return { action: 'temperature', temperature: v.temperature ?? 'cold' }
    return { action: 'tags', add: v.add ?? [], remove: v.remove ?? [] }
  }
  return (
    <FormDialog title={t('customer.bulk.editTitle', { count })} onClose={onClose}>
      <RecordForm<Edited>
        fields={fields}
        initial={{ what: 'grade' }}
        saveLabel={t('customer.bulk.change')}
        onSave={(values) => onAct(actOf(values))}
        onCancel={onClose}
      />
    </FormDialog>
  )
}

type Planned = Schemas['CustomerBulkPlan']

/** The same next step for all of them. */
export function PlanDialog({ count, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const { now, zone } = useDay()
  const [tomorrow] = useState(() =>
    new Date(instantOf({ ...partsOf(now + 86_400_000, zone), hour: 10, minute: 0 }, zone)).toISOString(),
  )
  const fields: FormField[] = [
    { name: 'at', label: t('customer.plan.at'), type: 'datetime' },
    {
      name: 'channel',
      label: t('customer.plan.channel'),
      type: 'select',
      options: channels.map((value) => ({ value, label: t(`channel.${value}`) })),
    },
    { name: 'content', label: t('customer.plan.content'), type: 'text', maxLength: 500 },
    { name: 'goal', label: t('customer.plan.goal'), type: 'text', optional: true, maxLength: 500 },
  ]
  return (
    <FormDialog title={t('customer.bulk.planTitle', { count })} onClose={onClose}>
      <p className="c3 f13">{t('customer.bulk.planText')}</p>
      <RecordForm<Planned>
        fields={fields}
        initial={{ at: tomorrow, channel: 'call' }}
        saveLabel={t('customer.bulk.plan')}
        onSave={(plan) => onAct({ action: 'plan', plan: { ...plan, goal: plan.goal ?? '' } })}
        onCancel={onClose}
      />
    </FormDialog>
  )
}
