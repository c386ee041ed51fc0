// A new deal, or the words of one.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { productsQuery, useMe } from '@/api/queries'
import type { Money, Ref, Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ProductSelect } from '@/features/product'
import { money } from '@/lib/money'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { type Deal, isDeal } from './types'
import { Versioned } from './Versioned'

type Terms = Required<Schemas['DealTerms']>
/** The form; what is empty is null. */
type Values = Pick<Terms, 'name' | 'productId' | 'competitor'> & {
  [K in 'amount' | 'expectedOn' | 'probability']: Terms[K] | null
}

const valuesOf = (deal: Deal): Values => ({
  name: deal.name,
  productId: deal.product?.id ?? '',
  amount: deal.amount,
  expectedOn: deal.expectedOn,
  probability: deal.probability,
  competitor: deal.competitor,
})

/** A new deal, without what was left empty. */
const termsOf = (
  { name, amount, productId, expectedOn, probability, competitor }: Values,
  currency: string,
) => ({
  name,
  amount: amount ?? { amount: 0, currency },
  productId: productId || undefined,
  expectedOn: expectedOn || undefined,
  probability: probability ?? undefined,
  competitor: competitor || undefined,
})

interface Props {
  customer: Ref & { product?: Ref | null; competitor?: string }
  deal?: Deal
  onClose: () => void
}

export default function DealSheet({ customer, deal, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Sheet
      title={deal ? t('deal.edit', { name: deal.name }) : t('deal.newFor', { name: customer.name })}
      open
      onClose={onClose}
    >
      {deal ? (
        <Edit customer={customer} deal={deal} onClose={onClose} />
      ) : (
        <Create customer={customer} onClose={onClose} />
      )}
    </Sheet>
  )
}

function useDealFields(): FormField[] {
  const { t } = useTranslation()
  return [
    { name: 'name', label: t('deal.name'), type: 'text', maxLength: 120, placeholder: t('deal.nameHint') },
    {
      name: 'productId',
      label: t('deal.product'),
      type: 'custom',
      optional: true,
      render: (c) => <ProductSelect allowClear {...(c as object)} />,
    },
    { name: 'amount', label: t('deal.amount'), type: 'money' },
    {
      name: 'expectedOn',
      label: t('deal.expectedOn'),
      type: 'date',
      optional: true,
      placeholder: t('ui.form.choose'),
    },
    {
      name: 'probability',
      label: t('deal.probabilityField'),
      type: 'number',
      optional: true,
      min: 0,
      max: 100,
    },
    { name: 'competitor', label: t('deal.competitor'), type: 'text', optional: true, maxLength: 120 },
  ]
}

function Create({ customer, onClose }: Pick<Props, 'customer' | 'onClose'>) {
  const { t } = useTranslation()
  const fields = useDealFields()
  const initial = useMemo(
    () => ({
      name: customer.product?.name ?? '',
      productId: customer.product?.id ?? '',
      competitor: customer.competitor ?? '',
    }),
    [customer],
  )
  const { currency } = useMe().tenant
  const create = useAct(
    (values: Values) =>
      api.post('/customers/{id}/deals', {
        params: { path: { id: customer.id } },
        body: termsOf(values, currency),
      }),
    {
      changes: 'deal',
      customerId: customer.id,
      done: (made) => t('deal.created', { name: made.name }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  return (
    <RecordForm<Values>
      draft={`deal.${customer.id}`}
      fields={fields}
      initial={initial}
      saveLabel={t('deal.create')}
      onCancel={onClose}
      onSave={(values) => create.mutateAsync(values)}
    />
  )
}

function Edit({ customer, deal, onClose }: Props & { deal: Deal }) {
  const { t } = useTranslation()
  const fields = useDealFields()
  const products = useQuery(productsQuery).data
  const patch = useAct(
    (body: Schemas['DealChange']) => api.patch('/deals/{id}', { params: { path: { id: deal.id } }, body }),
    {
      changes: 'deal',
      customerId: customer.id,
      done: (saved) => t('deal.saved', { name: saved.name }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const words = (name: keyof Values & string, value: unknown) => {
    if (name === 'amount') return value ? money(value as Money) : '—'
    if (name === 'productId') return products?.find((p) => p.id === value)?.name || '—'
    return String(value ?? '') || '—'
  }
  return (
    <Versioned<Deal, Values>
      record={deal}
      isRecord={isDeal}
      valuesOf={valuesOf}
      fields={fields}
      words={words}
      // An emptied day goes as '': null would mean "as it was".
      save={(changed, version) =>
        patch.mutateAsync({
          ...changed,
          amount: changed.amount ?? undefined,
          expectedOn: 'expectedOn' in changed ? (changed.expectedOn ?? '') : undefined,
          probability: 'probability' in changed ? (changed.probability ?? 0) : undefined,
          version,
        })
      }
      onClose={onClose}
    />
  )
}
