// One control per declared field type.
import { Input, InputNumber, Radio, Select, Switch } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { MoneyField } from './MoneyField'

const DateField = lazy(() => import('./DateField'))

export interface Option {
  value: string
  label: string
}

/** What a form hands to a control; a custom one spreads it: render: (c) => <PersonSelect {...c} />. */
export interface FieldControl {
  id?: string
  // biome-ignore lint/suspicious/noExplicitAny: the field declares what its value is
  value?: any
  // biome-ignore lint/suspicious/noExplicitAny: the same
  onChange?: (value: any) => void
  onBlur?: () => void
}

export interface FormField {
  /** The name in the API's JSON; "contact.name" reaches inside. */
  name: string
  label: string
  type:
    | 'text'
    | 'textarea'
    | 'number'
    | 'money'
    | 'select'
    | 'multi'
    | 'tags'
    | 'date'
    | 'datetime'
    | 'switch'
    | 'radio'
    | 'phone'
    | 'email'
    | 'password'
    | 'custom'
  /** Required is the default; an optional field says so. */
  optional?: boolean
  options?: Option[]
  help?: ReactNode
  placeholder?: string
  /** A sentence when the value is wrong. */
  check?: (value: unknown, values: Record<string, unknown>) => string | undefined
  maxLength?: number
  min?: number
  max?: number
  currency?: string
  autoComplete?: string
  /** Whether it stands in the form, by the values so far. */
  show?: (values: Record<string, unknown>) => boolean
  render?: (control: FieldControl) => ReactNode
}

/** Ant Design's form hands value and onChange to this element. */
export function Control({ field, ...control }: { field: FormField } & FieldControl) {
  if (field.type === 'custom') return field.render?.(control)
  const { id, value, onChange, onBlur } = control
  const typed = { id: id ?? field.name, placeholder: field.placeholder, onBlur: () => onBlur?.() }
  const text = { ...typed, value: (value as string) ?? '', maxLength: field.maxLength ?? 200 }
  const auto = { autoComplete: field.autoComplete ?? 'off' }
  const write = (event: { target: { value: string } }) => onChange?.(event.target.value)
  switch (field.type) {
    case 'textarea':
      return (
        <Input.TextArea
          {...text}
          maxLength={field.maxLength ?? 2000}
          autoSize={{ minRows: 3, maxRows: 12 }}
          onChange={write}
        />
      )
    case 'password':
      return <Input.Password {...text} {...auto} visibilityToggle={false} onChange={write} />
    case 'phone':
      return <Input {...text} {...auto} type="tel" inputMode="tel" onChange={write} />
    case 'email':
      return <Input {...text} {...auto} type="email" inputMode="email" onChange={write} />
    case 'number':
      return <Figure field={field} {...control} />
    case 'money':
      return <Amount field={field} {...control} />
    case 'date':
    case 'datetime':
      return (
        <Suspense fallback={<Input id={typed.id} disabled />}>
          <DateField
            id={typed.id}
            value={(value as string | null) ?? null}
            onChange={(next) => onChange?.(next)}
            time={field.type === 'datetime'}
            placeholder={field.placeholder}
          />
        </Suspense>
      )
    case 'select':
    case 'multi':
    case 'tags':
      return <Choice field={field} {...control} />
    case 'switch':
      return <Switch id={typed.id} checked={Boolean(value)} onChange={(next) => onChange?.(next)} />
    case 'radio':
      return (
        <Radio.Group
          id={typed.id}
          value={value}
          options={field.options ?? []}
          onChange={(event) => onChange?.(event.target.value)}
        />
      )
    default:
      return <Input {...text} {...auto} onChange={write} />
  }
}

function Figure({ field, id, value, onChange, onBlur }: { field: FormField } & FieldControl) {
  return (
    <InputNumber
      id={id ?? field.name}
      placeholder={field.placeholder}
      value={(value as number | null) ?? null}
      min={field.min ?? Number.MIN_SAFE_INTEGER}
      max={field.max ?? Number.MAX_SAFE_INTEGER}
      controls={false}
      onBlur={() => onBlur?.()}
      onChange={(next) => onChange?.(next)}
      style={{ width: '100%' }}
    />
  )
}

function Amount({ field, value, onChange, onBlur, id }: { field: FormField } & FieldControl) {
  const { tenant } = useMe()
  return (
    <MoneyField
      id={id ?? field.name}
      value={(value as never) ?? null}
      onChange={(next) => onChange?.(next)}
      onBlur={() => onBlur?.()}
      currency={field.currency ?? tenant.currency}
      placeholder={field.placeholder}
    />
  )
}

function Choice({ field, value, onChange, onBlur, id }: { field: FormField } & FieldControl) {
  const { t } = useTranslation()
  const many =
    field.type === 'multi'
      ? { mode: 'multiple' as const }
      : field.type === 'tags'
        ? { mode: 'tags' as const }
        : {}
  return (
    <Select
      {...many}
      id={id ?? field.name}
      value={value === '' ? undefined : value}
      onChange={(next: unknown) => onChange?.(next ?? (field.type === 'select' ? '' : []))}
      onBlur={() => onBlur?.()}
      options={field.options ?? []}
      placeholder={field.placeholder ?? t(field.type === 'tags' ? 'ui.form.tags' : 'ui.form.choose')}
      allowClear={field.optional ?? false}
      showSearch={(field.options?.length ?? 0) > 8 ? { optionFilterProp: 'label' } : false}
      style={{ width: '100%' }}
    />
  )
}
