// A payment that came in, and the acceptance of what was delivered.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { money } from '@/lib/money'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { useDay } from '@/ui/useDay'
import { FileField } from './FileField'
import { openOf } from './gaps'
import type { Contract } from './types'

interface Props {
  contract: Contract
  onClose: () => void
}

const methods = ['bank', 'wechat', 'alipay', 'cash', 'cheque', 'other'] as const

type PaymentValues = Schemas['DealIncoming']

/** A payment, without what was left empty. */
const given = (values: PaymentValues) => ({
  amount: values.amount,
  paidOn: values.paidOn,
  method: values.method || undefined,
  remark: values.remark || undefined,
  fileId: values.fileId || undefined,
})

export function PaymentForm({ contract, onClose }: Props) {
  const { t } = useTranslation()
  const day = useDay()
  const today = day.key(day.now)
  const open = useMemo(() => openOf(contract), [contract])
  const initial = useMemo(
    () => ({ paidOn: today, ...(open.amount > 0 ? { amount: open } : {}), method: t('deal.method.bank') }),
    [today, open, t],
  )
  const fields: FormField[] = [
    {
      name: 'amount',
      label: t('deal.paidAmount'),
      type: 'money',
      currency: contract.amount.currency,
      help: t('deal.openHelp', { open: money(open), total: money(contract.amount) }),
    },
    { name: 'paidOn', label: t('deal.paidOn'), type: 'date' },
    {
      name: 'method',
      label: t('deal.method'),
      type: 'select',
      optional: true,
      options: methods.map((m) => ({ value: t(`deal.method.${m}`), label: t(`deal.method.${m}`) })),
    },
    { name: 'remark', label: t('deal.remark'), type: 'text', optional: true, maxLength: 400 },
    {
      name: 'fileId',
      label: t('deal.proof'),
      type: 'custom',
      optional: true,
      render: (c) => <FileField {...(c as object)} />,
    },
  ]
  const pay = useAct(
    (values: PaymentValues) =>
      api.post('/contracts/{id}/payments', { params: { path: { id: contract.id } }, body: given(values) }),
    {
      changes: 'deal',
      customerId: contract.customer.id,
      done: (_, values) => t('deal.paidDone', { amount: money(values.amount), number: contract.number }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <RecordForm<PaymentValues>
      fields={fields}
      initial={initial}
      saveLabel={t('deal.pay')}
      onCancel={onClose}
      onSave={(values) => pay.mutateAsync(values)}
    >
      <p className="c2 f13">{t('deal.payFinal')}</p>
    </RecordForm>
  )
}

interface AcceptanceValues {
  acceptedOn: string
  fileId: string
}

export function AcceptanceForm({ contract, onClose }: Props) {
  const { t } = useTranslation()
  const day = useDay()
  const today = day.key(day.now)
  const initial = useMemo(
    () => ({
      acceptedOn: contract.acceptedOn ?? today,
      ...(contract.acceptanceFile ? { fileId: contract.acceptanceFile.id } : {}),
    }),
    [contract, today],
  )
  const fields: FormField[] = [
    { name: 'acceptedOn', label: t('deal.acceptedOn'), type: 'date' },
    {
      name: 'fileId',
      label: t('deal.acceptanceFile'),
      type: 'custom',
      render: (c) => <FileField stored={contract.acceptanceFile} {...(c as object)} />,
    },
  ]
  const accept = useAct(
    (values: AcceptanceValues) =>
      api.post('/contracts/{id}/acceptance', { params: { path: { id: contract.id } }, body: values }),
    {
      changes: 'deal',
      customerId: contract.customer.id,
      done: t('deal.acceptedDone', { number: contract.number }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <RecordForm<AcceptanceValues>
      fields={fields}
      initial={initial}
      saveLabel={t('deal.accept')}
      onCancel={onClose}
      onSave={(values) => accept.mutateAsync(values)}
    />
  )
}
