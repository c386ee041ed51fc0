// A manager's verdict on an abandoned customer; nothing leaves the cold store without a note.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useAct } from '@/api/useAct'
import { OwnerPicker } from '@/features/customer'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { useDay } from '@/ui/useDay'
import type { Cold } from './ColdTab'
import { Dialog } from './Dialog'
import { type Verdict, verdicts } from './types'

interface Values {
  verdict: Verdict
  to?: 'pool' | 'person'
  poolId?: string
  ownerId?: string
  until?: string
  note: string
}

/** The body of POST /customers/{id}/evaluate: only what belongs to the verdict. */
function bodyOf(v: Values, version: number) {
  const common = { verdict: v.verdict, note: v.note, version }
  if (v.verdict === 'keep') return { ...common, until: v.until ?? '' }
  if (v.verdict !== 'release') return common
  return v.to === 'person'
    ? { ...common, ownerId: v.ownerId }
    : { ...common, ...(v.poolId ? { poolId: v.poolId } : {}) }
}

export default function VerdictDialog({ customer, onClose }: { customer: Cold; onClose: () => void }) {
  const { t } = useTranslation()
  const judge = useAct(
    (v: Values) =>
      api.post('/customers/{id}/evaluate', {
        params: { path: { id: customer.id } },
        body: bodyOf(v, customer.version),
      }),
    {
      changes: 'hold',
      customerId: customer.id,
      done: (out, v) =>
        v.verdict === 'keep'
          ? t('pool.cold.kept', { name: customer.name })
          : out.owner
            ? t('pool.cold.given', { name: customer.name, owner: out.owner.name })
            : t('pool.cold.released', { name: customer.name, pool: out.pool?.name ?? '' }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const fields = useFields()
  const initial = useInitial()
  return (
    <Dialog title={t('pool.cold.title', { name: customer.name })} onClose={onClose}>
      <p className="c2 f13" style={{ marginBottom: 12 }}>
        {customer.abandonReason ? t(`abandon.${customer.abandonReason}`) : ''}
        {customer.competitor ? ` · ${customer.competitor}` : ''}
      </p>
      <RecordForm<Values>
        fields={fields}
        initial={initial}
        saveLabel={t('pool.cold.decide')}
        onSave={(values) => judge.mutateAsync(values)}
        onCancel={onClose}
      />
    </Dialog>
  )
}

function useInitial(): Partial<Values> {
  const { key, now } = useDay()
  const later = key(now + 90 * 86_400_000)
  return useMemo(() => ({ verdict: 'release', to: 'pool', until: later }), [later])
}

function useFields(): FormField[] {
  const { t } = useTranslation()
  const pools = useQuery({
    queryKey: keys.pools,
    queryFn: async () => (await api.get('/pools')).items,
  })
  const to = (which: string) => (v: Record<string, unknown>) => v.verdict === 'release' && v.to === which
  return [
    {
      name: 'verdict',
      label: t('pool.cold.verdict'),
      type: 'radio',
      options: verdicts.map((value) => ({ value, label: t(`verdict.${value}`) })),
    },
    {
      name: 'to',
      label: t('pool.cold.where'),
      type: 'radio',
      show: (v) => v.verdict === 'release',
      options: [
        { value: 'pool', label: t('pool.cold.toPool') },
        { value: 'person', label: t('pool.cold.toPerson') },
      ],
    },
    {
      name: 'poolId',
      label: t('ui.nav.pool'),
      type: 'select',
      optional: true,
      show: to('pool'),
      placeholder: t('pool.cold.home'),
      options: (pools.data ?? []).filter((p) => p.active).map((p) => ({ value: p.id, label: p.name })),
    },
    {
      name: 'ownerId',
      label: t('customer.assign.to'),
      type: 'custom',
      show: to('person'),
      render: ({ id, value, onChange }) => (
        <OwnerPicker id={id} value={value as string} onChange={(next) => onChange?.(next)} slots />
      ),
    },
    { name: 'until', label: t('pool.cold.coolTo'), type: 'date', show: (v) => v.verdict === 'keep' },
    { name: 'note', label: t('pool.cold.note'), type: 'textarea', maxLength: 400 },
  ]
}
