// Names of fields, values and hand-overs in the reader's words.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldsQuery } from '@/api/queries'

export type T = (key: string, values?: Record<string, unknown>) => string

/** A value of a field in words. */
export function valueText(field: string, value: unknown, t: T): string {
  if (value === null || value === undefined || value === '') return t('customer.blank')
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  if (Array.isArray(value)) return value.length === 0 ? t('customer.blank') : value.join(' · ')
  const text = String(value)
  if (field === 'temperature') return t(`temperature.${text}`)
  if (field === 'kind') return t(`customer.kind.${text}`)
  return text
}

/** Names of fields, the organisation's own included. */
export function useFieldLabel(): (field: string) => string {
  const { t } = useTranslation()
  const { data } = useQuery(fieldsQuery)
  return (field) => data?.find((f) => f.key === field)?.label ?? t(`field.customer.${field}`)
}

type Named = { name: string } | null

const handed = [
  'create',
  'claim',
  'assign',
  'round_robin',
  'release',
  'abandon',
  'reject',
  'thaw',
  'import',
  'disable',
  'merge',
  'undo',
]

/** Who a hand-over went to, in one line. */
export function receiptTitle(
  of: { kind: string; to: Named; from: Named; pool: Named; by: Named },
  t: T,
): string {
  if (of.kind === 'create' && of.by && of.to?.name === of.by.name)
    return t('customer.handed.createOwn', { by: of.by.name })
  return t(`customer.handed.${handed.includes(of.kind) ? of.kind : 'other'}`, {
    to: of.to?.name ?? of.pool?.name ?? t('customer.cold'),
    from: of.from?.name ?? '',
    by: of.by?.name ?? t('customer.system'),
  })
}
