// A change of the record itself: which act, which fields, before and after.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldsQuery } from '@/api/queries'
import type { ChangePart, FieldChange } from '../types'
import s from './page.module.css'

type T = (key: string, values?: Record<string, unknown>) => string

/** A value of a field in words. */
export function valueText(field: string, value: unknown, t: T): string {
  if (value === null || value === undefined || value === '') return t('customer.blank')
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  if (Array.isArray(value)) return value.length === 0 ? t('customer.blank') : value.join(' · ')
  const text = String(value)
  if (field === 'temperature') return t(`ui.temperature.${text}`)
  if (field === 'kind') return t(`customer.kind.${text}`)
  return text
}

/** Names of fields, the organisation's own included. */
export function useFieldLabel(): (field: string) => string {
  const { t } = useTranslation()
  const { data } = useQuery(fieldsQuery)
  return (field) => data?.find((f) => f.key === field)?.label ?? t(`field.customer.${field}`)
}

export function Changed({ change }: { change: ChangePart }) {
  if (change.fields.length === 0) return null
  return (
    <dl className={s.changes}>
      {change.fields.map((field) => (
        <OneChange key={field.field} change={field} />
      ))}
    </dl>
  )
}

function OneChange({ change }: { change: FieldChange }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const words = t as unknown as T
  return (
    <div>
      <dt>{label(change.field)}</dt>
      <dd>
        <s className="c3">{valueText(change.field, change.before, words)}</s>
        <span aria-hidden> → </span>
        <span className="vh">{t('customer.changedTo')}</span>
        {valueText(change.field, change.after, words)}
      </dd>
    </div>
  )
}

/** The act in the catalogue's words, with the names it carries. */
Changed.Title = function ChangeTitle({ change }: { change: ChangePart | undefined }) {
  const { t } = useTranslation()
  if (!change) return null
  return t(`fact.${change.kind}`, change.data ?? {})
}
