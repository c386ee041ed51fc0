// The author corrects a touch within a day; what stood there before stays in the history.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Channel } from '@/api/types'
import { useAct } from '@/api/useAct'
import { channels, directions, offeredResults, results } from '@/api/words/touch'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import type { CustomerFull, TouchPart } from '../types'

// What is not of a call stands first for the other channels.
const otherResults = [...results].sort(
  (a, b) => Number(offeredResults.call.includes(a)) - Number(offeredResults.call.includes(b)),
)

interface Form {
  channel: Channel
  direction: string
  result: string
  content: string
  feedback: string
  minutes: number | null
}

export default function CorrectSheet(props: {
  customer: CustomerFull
  touch: TouchPart
  onClose: () => void
}) {
  const { customer, touch, onClose } = props
  const { t } = useTranslation()
  const correct = useAct(
    (changes: object) =>
      api.patch('/customers/{id}/touches/{touchId}', {
        params: { path: { id: customer.id, touchId: touch.id } },
        body: changes,
      }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: t('customer.touch.correctDone'),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const initial = useMemo<Form>(
    () => ({
      channel: touch.channel,
      direction: touch.direction || 'out',
      result: touch.result,
      content: touch.content,
      feedback: touch.feedback,
      minutes: touch.seconds > 0 ? Math.round(touch.seconds / 60) : null,
    }),
    [touch],
  )
  const fields = useFields()
  const save = (_: Form, { minutes, ...changed }: Partial<Form>) =>
    correct.mutateAsync({ ...changed, ...(minutes === undefined ? {} : { seconds: (minutes ?? 0) * 60 }) })
  return (
    <Sheet title={t('customer.touch.correctTitle')} open onClose={onClose}>
      <p className="c3 f13">{t('customer.touch.correctText')}</p>
      <RecordForm<Form> fields={fields} initial={initial} onSave={save} onCancel={onClose} />
    </Sheet>
  )
}

function useFields(): FormField[] {
  const { t } = useTranslation()
  const options = (values: readonly string[], prefix: 'channel' | 'direction' | 'result') =>
    values.map((value) => ({ value, label: t(`${prefix}.${value}`) }))
  // A call knows no "read"; the other channels know every result.
  const result = (call: boolean): FormField => ({
    name: 'result',
    label: t('customer.touch.result'),
    type: 'select',
    options: options(call ? offeredResults.call : otherResults, 'result'),
    show: (values) => (values.channel === 'call') === call,
  })
  return [
    {
      name: 'channel',
      label: t('customer.touch.channel'),
      type: 'select',
      options: options(channels, 'channel'),
    },
    {
      name: 'direction',
      label: t('customer.touch.direction'),
      type: 'radio',
      options: options(directions, 'direction'),
    },
    result(true),
    result(false),
    {
      name: 'minutes',
      label: t('customer.touch.minutes'),
      type: 'number',
      optional: true,
      min: 0,
      max: 1440,
    },
    {
      name: 'content',
      label: t('customer.touch.content'),
      type: 'textarea',
      optional: true,
      maxLength: 20000,
    },
    {
      name: 'feedback',
      label: t('customer.touch.feedback'),
      type: 'textarea',
      optional: true,
      maxLength: 4000,
    },
  ]
}
