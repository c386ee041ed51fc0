// One customer, and the acts that change it.
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { Customer } from '@/api/types'
import { useAct } from '@/api/useAct'
import type { CustomerFull } from '../types'

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) =>
      api.get('/customers/{id}', { params: { path: { id }, query: { standing: true } }, signal }),
    retry: (count, error) =>
      count < 2 && !('status' in error && (error.status === 404 || error.status === 403)),
  })

type Changes = Partial<Pick<Customer, 'grade' | 'temperature' | 'doNotContact'>>

/** Changes of single fields in place, taken back with Z. */
export function useQuickEdit(customer: CustomerFull) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const patch = (version: number, changes: Changes) =>
    api.patch('/customers/{id}', { params: { path: { id: customer.id } }, body: { version, ...changes } })
  return useAct((changes: Changes) => patch(customer.version, changes), {
    changes: 'customer',
    customerId: customer.id,
    done: (_, changes) => t('customer.edit.done', { name: customer.name, what: wordsOf(changes, t) }),
    undo: (record, changes) => patch(record.version, before(customer, changes)),
    onDone: (record) =>
      // The new version at once: the next change must not meet its own.
      client.setQueryData<CustomerFull>(keys.customer(customer.id), (old) => old && { ...old, ...record }),
  })
}

const before = (customer: Customer, changes: Changes): Changes =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, customer[name as keyof Changes]]))

function wordsOf(changes: Changes, t: (key: string, values?: Record<string, string>) => string): string {
  if (changes.grade !== undefined)
    return changes.grade ? t('ui.grade', { grade: changes.grade }) : t('customer.edit.noGrade')
  if (changes.temperature) return t(`temperature.${changes.temperature}`)
  return t('field.customer.doNotContact')
}
