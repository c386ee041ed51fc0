// The fields of a customer in forms: for a new one, and for editing its facts.

import { useQuery } from '@tanstack/react-query'
import { AutoComplete } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldsQuery } from '@/api/queries'
import type { Customer, Field, Grade, Temperature } from '@/api/types'
import {
  type CustomerText,
  customerKinds,
  customerNameMax,
  customerTexts,
  grades,
  temperatures,
} from '@/api/words/customer'
import { ProductSelect } from '@/features/product'
import type { FormField } from '@/ui/RecordForm'

/** What the form of a customer's own fields holds. */
export interface Facts extends Record<CustomerText, string> {
  kind: 'company' | 'person'
  name: string
  productId: string
  grade: Grade | ''
  temperature: Temperature
  tags: string[]
  doNotContact: boolean
  custom: Record<string, unknown>
}

export const factsOf = (c: Customer): Facts => ({
  ...(Object.fromEntries(customerTexts.map(({ name }) => [name, c[name]])) as Record<CustomerText, string>),
  kind: c.kind,
  name: c.name,
  productId: c.product?.id ?? '',
  grade: c.grade,
  temperature: c.temperature,
  tags: c.tags,
  doNotContact: c.doNotContact,
  custom: c.custom,
})

/** The key of a custom field in the record: "custom.size" in conditions, "size" there. */
export const customKey = (field: Pick<Field, 'key'>) => field.key.replace(/^custom\./, '')

const customTypes: Record<string, FormField['type']> = {
  number: 'number',
  integer: 'number',
  date: 'date',
  choice: 'select',
  bool: 'switch',
}

/** The organisation's own fields. */
export function useCustomFields(): { fields: Field[]; form: FormField[] } {
  const { data } = useQuery(fieldsQuery)
  return useMemo(() => {
    const fields = (data ?? []).filter((f) => f.custom && f.active !== false)
    const form = fields.map<FormField>((f) => ({
      name: `custom.${customKey(f)}`,
      label: f.label,
      type: customTypes[f.kind] ?? 'text',
      optional: true,
      ...(f.options ? { options: f.options } : {}),
    }))
    return { fields, form }
  }, [data])
}

const maxOf = (name: CustomerText) => customerTexts.find((text) => text.name === name)?.max ?? 0

/** The texts without a field of their own kind, as forms show them. */
const plainTexts = customerTexts.filter(({ name }) => name !== 'goal' && name !== 'source')
export const lineTexts = plainTexts.filter(({ lines }) => !lines).map(({ name }) => name)
export const areaTexts = plainTexts.filter(({ lines }) => lines).map(({ name }) => name)

type Names = Exclude<keyof Facts, 'custom'>
type Words = (key: string) => string

const choices = (values: readonly string[], text: (value: string) => string) =>
  values.map((value) => ({ value, label: text(value) }))

/** Every field by its name. */
export function useFactFields(): Record<Names, FormField> {
  const { t } = useTranslation()
  return useMemo(() => {
    const words = t as unknown as Words
    const plain = plainTexts.map(({ name, max, lines }): FormField => {
      const label = words(`field.customer.${name}`)
      return { name, label, type: lines ? 'textarea' : 'text', optional: true, maxLength: max }
    })
    const all = [...plain, ...chosenFields(words), ...otherFields(words)]
    return Object.fromEntries(all.map((field) => [field.name, field])) as Record<Names, FormField>
  }, [t])
}

const chosenFields = (t: Words): FormField[] => [
  {
    name: 'kind',
    label: t('field.customer.kind'),
    type: 'radio',
    options: choices(customerKinds, (v) => t(`customer.kind.${v}`)),
  },
  {
    name: 'grade',
    label: t('field.customer.grade'),
    type: 'select',
    optional: true,
    options: choices(grades, (v) => v),
  },
  {
    name: 'temperature',
    label: t('field.customer.temperature'),
    type: 'radio',
    options: choices(temperatures, (v) => t(`temperature.${v}`)),
  },
  { name: 'tags', label: t('field.customer.tags'), type: 'tags', optional: true },
  {
    name: 'doNotContact',
    label: t('field.customer.doNotContact'),
    type: 'switch',
    help: t('customer.form.doNotContactHelp'),
  },
]

const otherFields = (t: Words): FormField[] => [
  { name: 'name', label: t('field.customer.name'), type: 'text', maxLength: customerNameMax },
  {
    name: 'goal',
    label: t('field.customer.goal'),
    type: 'text',
    optional: true,
    maxLength: maxOf('goal'),
    placeholder: t('customer.form.goalHint'),
  },
  {
    name: 'productId',
    label: t('field.customer.product'),
    type: 'custom',
    optional: true,
    render: ({ id, value, onChange }) => (
      <ProductSelect
        {...(id ? { id } : {})}
        value={value as string}
        onChange={(next) => onChange?.(next)}
        allowClear
      />
    ),
  },
  {
    name: 'source',
    label: t('field.customer.source'),
    type: 'custom',
    optional: true,
    render: ({ id, value, onChange }) => (
      <Source id={id} value={value as string} onChange={(next) => onChange?.(next)} />
    ),
  },
]

const sources = ['web', 'referral', 'fair', 'ad', 'phone', 'directory', 'visit', 'other']

/** Free text with the usual ones offered. */
function Source(props: {
  id: string | undefined
  value: string | undefined
  onChange: (value: string) => void
}) {
  const { id, value, onChange } = props
  const { t } = useTranslation()
  return (
    <AutoComplete
      {...(id ? { id } : {})}
      value={value ?? ''}
      onChange={(next: string) => onChange(next ?? '')}
      options={sources.map((key) => ({ value: t(`customer.source.${key}`) }))}
      showSearch={{ filterOption: (text, option) => String(option?.value).includes(text) }}
      maxLength={maxOf('source')}
      style={{ width: '100%' }}
    />
  )
}
