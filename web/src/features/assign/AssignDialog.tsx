// Chosen customers to one colleague.
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useAct } from '@/api/useAct'
import { OwnerPicker } from '@/features/customer'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { toastRefused } from '@/ui/toast'
import { Dialog } from './Dialog'

interface Props {
  ids: string[]
  onClose: () => void
  onDone: () => void
}

export default function AssignDialog({ ids, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const assign = useAct(
    (values: { ownerId: string; reason?: string }) =>
      api.post('/customers/bulk', { body: { action: 'assign', ids, ...values } }),
    {
      changes: 'hold',
      done: (out) => (out.done > 0 ? t('customer.bulk.done', { count: out.done }) : undefined),
      onDone: (out) => {
        const first = out.refused[0]
        if (first) toastRefused(t('pool.assign.refused', { count: out.refused.length, why: first.detail }))
        onDone()
        onClose()
      },
      onRefused: () => true,
    },
  )
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
    <Dialog title={t('customer.bulk.assignTitle', { count: ids.length })} onClose={onClose}>
      <RecordForm<{ ownerId: string; reason?: string }>
        fields={fields}
        saveLabel={t('customer.act.assign')}
        onSave={(values) => assign.mutateAsync(values)}
        onCancel={onClose}
      />
    </Dialog>
  )
}
