// The contract of a deal: signed, or corrected.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Money, Ref, Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { money } from '@/lib/money'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { useDay } from '@/ui/useDay'
import { FileField } from './FileField'
import { type Contract, type Deal, isContract } from './types'
import { Versioned } from './Versioned'

type Values = Required<Schemas['DealPaper']>

const valuesOf = (c: Contract): Values => ({
  number: c.number,
  amount: c.amount,
  signedOn: c.signedOn,
  fileId: c.file?.id ?? '',
})

function usePaperFields(stored: Ref | null): FormField[] {
  const { t } = useTranslation()
  return [
    { name: 'number', label: t('deal.number'), type: 'text', maxLength: 60 },
    { name: 'amount', label: t('deal.amount'), type: 'money' },
    { name: 'signedOn', label: t('deal.signedOn'), type: 'date' },
    {
      name: 'fileId',
      label: t('deal.file'),
      type: 'custom',
      optional: true,
      help: t('deal.fileHelp'),
      render: (c) => <FileField stored={stored} {...(c as object)} />,
    },
  ]
}

export default function SignSheet({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const fields = usePaperFields(null)
  const today = day.key(day.now)
  const initial = useMemo(() => ({ amount: deal.amount, signedOn: today }), [deal, today])
  const sign = useAct(
    ({ fileId, ...values }: Values) =>
      api.post('/deals/{id}/contract', {
        params: { path: { id: deal.id } },
        body: { ...values, ...(fileId ? { fileId } : {}) },
      }),
    {
      changes: 'deal',
      customerId: deal.customer.id,
      done: (made) => t('deal.signed', { number: made.number }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <Sheet title={t('deal.signTitle', { name: deal.name })} open onClose={onClose}>
      <RecordForm<Values>
        draft={`contract.${deal.id}`}
        fields={fields}
        initial={initial}
        saveLabel={t('deal.sign')}
        onCancel={onClose}
        onSave={(values) => sign.mutateAsync(values)}
      />
    </Sheet>
  )
}

/** Number, amount, day and file of a contract that is there. */
export function CorrectSheet({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Sheet title={t('deal.correctTitle', { number: contract.number })} open onClose={onClose}>
      <CorrectForm contract={contract} onClose={onClose} />
    </Sheet>
  )
}

export function CorrectForm({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const fields = usePaperFields(contract.file)
  const patch = useAct(
    (body: Schemas['DealPaperChange']) =>
      api.patch('/contracts/{id}', { params: { path: { id: contract.id } }, body }),
    {
      changes: 'deal',
      customerId: contract.customer.id,
      done: (saved) => t('deal.contractSaved', { number: saved.number }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const words = (name: keyof Values & string, value: unknown, now: Contract) => {
    if (name === 'amount') return money(value as Money)
    if (name === 'signedOn') return day.plain(String(value))
    if (name === 'fileId') return value === now.file?.id ? (now.file?.name ?? '—') : t('deal.file.yours')
    return String(value)
  }
  return (
    <Versioned<Contract, Values>
      record={contract}
      isRecord={isContract}
      valuesOf={valuesOf}
      fields={fields}
      words={words}
      save={({ fileId, ...changed }, version) =>
        patch.mutateAsync({ ...changed, ...(fileId ? { fileId } : {}), version })
      }
      onClose={onClose}
    />
  )
}
