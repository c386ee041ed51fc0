// The customer's own facts in a drawer. Whoever saves over somebody else's
// newer change sees both before deciding.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { productsQuery } from '@/api/queries'
import type { Customer } from '@/api/types'
import { useAct } from '@/api/useAct'
import { dropDraft } from '@/lib/draft'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { areaTexts, type Facts, factsOf, lineTexts, useCustomFields, useFactFields } from '../form/fields'
import type { CustomerFull } from '../types'
import { type T, useFieldLabel, valueText } from '../words'

interface Conflict {
  now: Customer
  mine: Partial<Facts>
}

export default function EditSheet({ customer, onClose }: { customer: CustomerFull; onClose: () => void }) {
  const { t } = useTranslation()
  // The form keeps what it began with: an update from outside must not move the ground under it.
  const [begun, setBegun] = useState(customer)
  const [conflict, setConflict] = useState<Conflict>()
  const draft = `customer.${customer.id}`
  const initial = useMemo(() => factsOf(begun), [begun])
  const fields = useEditFields()
  const patch = usePatch(customer, draft, onClose)
  const send = async (version: number, mine: Partial<Facts>) => {
    try {
      await patch.mutateAsync({ version, changes: mine })
    } catch (error) {
      const problem = asApiError(error)
      const { state } = problem
      if (state && 'layerSince' in state) setConflict({ now: state, mine })
      throw error
    }
  }
  return (
    <Sheet title={t('customer.edit.title', { name: customer.name })} open onClose={onClose}>
      <RecordForm<Facts>
        key={begun.version}
        draft={draft}
        fields={fields}
        initial={initial}
        onSave={(_, changed) =>
          Object.keys(changed).length === 0 ? Promise.resolve(onClose()) : send(begun.version, changed)
        }
        onCancel={onClose}
      />
      {conflict ? (
        <Newer
          conflict={conflict}
          onTakeNow={() => {
            dropDraft(draft)
            setBegun({ ...customer, ...conflict.now })
            setConflict(undefined)
          }}
          onKeepMine={() => {
            setConflict(undefined)
            // Refused again, the dialog opens again.
            send(conflict.now.version, conflict.mine).catch(() => {})
          }}
          onClose={() => setConflict(undefined)}
        />
      ) : null}
    </Sheet>
  )
}

function usePatch(customer: CustomerFull, draft: string, onClose: () => void) {
  const { t } = useTranslation()
  return useAct(
    ({ version, changes }: { version: number; changes: Partial<Facts> }) =>
      api.patch('/customers/{id}', { params: { path: { id: customer.id } }, body: { version, ...changes } }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: t('customer.edit.saved', { name: customer.name }),
      onDone: () => {
        dropDraft(draft)
        onClose()
      },
      // The form and the dialog show it.
      onRefused: () => true,
    },
  )
}

function useEditFields(): FormField[] {
  const f = useFactFields()
  const { form: custom } = useCustomFields()
  return [
    f.name,
    f.kind,
    f.productId,
    f.goal,
    f.grade,
    f.temperature,
    f.need,
    f.preference,
    f.source,
    f.sourceDetail,
    f.tags,
    ...lineTexts.filter((name) => name !== 'sourceDetail').map((name) => f[name]),
    ...areaTexts.filter((name) => name !== 'need' && name !== 'preference').map((name) => f[name]),
    ...custom,
    f.doNotContact,
  ]
}

/** Only fields that differ: those one wanted to change, and what stands there now. */
function Newer(props: {
  conflict: Conflict
  onTakeNow: () => void
  onKeepMine: () => void
  onClose: () => void
}) {
  const { conflict, ...acts } = props
  const { t } = useTranslation()
  const label = useFieldLabel()
  const products = useQuery(productsQuery).data
  const now = factsOf(conflict.now)
  const words = (field: string, value: unknown) => {
    if (field === 'productId')
      return products?.find((p) => p.id === value)?.name ?? valueText(field, value, t as unknown as T)
    return valueText(field, value, t as unknown as T)
  }
  const flat = Object.entries(conflict.mine).flatMap(([field, value]): [string, unknown, unknown][] =>
    field === 'custom'
      ? Object.entries(value as object).map(([key, mine]) => [`custom.${key}`, now.custom[key], mine])
      : [[field, now[field as keyof Facts], value]],
  )
  const rows = flat
    .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after))
    .map(([field, before, after]) => ({
      label: label(field === 'productId' ? 'product' : field),
      now: words(field, before),
      yours: words(field, after),
    }))
  return <ConflictDialog open rows={rows} {...acts} />
}
