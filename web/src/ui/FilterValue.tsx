// The value part of one condition, by the kind of its field.
import { Input, InputNumber, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arg, callArg, numberArg, type Op, textArg } from '@/lib/filter'
import type { FilterField, FilterOption } from '@/lib/filterWords'
import s from './FilterBuilder.module.css'
import { MoneyField } from './MoneyField'

const DateField = lazy(() => import('./DateField'))

interface Props {
  field: FilterField
  op: Op
  args: Arg[]
  currency: string
  onChange: (args: Arg[]) => void
}

const yesNo = (value: boolean): Arg => ({ kind: 'bool', text: String(value) })

/** What a fresh condition compares with. */
export function firstArgs(field: FilterField, op: Op): Arg[] {
  if (op === 'is empty' || op === 'is not empty' || op === 'in' || op === 'not in') return []
  if (field.kind === 'bool') return [yesNo(true)]
  const time = field.kind === 'instant' || field.kind === 'date'
  const one: Arg = time
    ? callArg('daysAgo', 3)
    : ['choice', 'layer', 'ref', 'text', 'tags'].includes(field.kind)
      ? textArg('')
      : numberArg('')
  if (op !== 'between') return [one]
  return time ? [callArg('daysAgo', 7), callArg('today')] : [one, one]
}

export function FilterValue({ field, op, args, currency, onChange }: Props) {
  const { t } = useTranslation()
  if (op === 'is empty' || op === 'is not empty') return null
  if (op === 'in' || op === 'not in') return <Many field={field} args={args} onChange={onChange} />
  const set = (index: number) => (arg: Arg) => onChange(args.map((old, i) => (i === index ? arg : old)))
  const one = (index: number) => (
    <One field={field} arg={args[index] ?? textArg('')} currency={currency} onChange={set(index)} />
  )
  if (op !== 'between') return one(0)
  return (
    <span className={s.value}>
      {one(0)}
      <span className={s.word}>{t('ui.filter.to')}</span>
      {one(1)}
    </span>
  )
}

interface OneProps {
  field: FilterField
  arg: Arg
  currency: string
  onChange: (arg: Arg) => void
}

/** "我" and "我的部门" stand before the names of people and departments. */
function useRefOptions(field: FilterField): FilterOption[] {
  const { t } = useTranslation()
  const own = field.to === 'person' ? ['me'] : field.to === 'department' ? ['myDepartment'] : []
  const calls = own.map((name) => ({ value: `${name}()`, label: t(`ui.filter.call.${name}`) }))
  return [...calls, ...(field.options ?? [])]
}

const argOfOption = (value: string): Arg =>
  /^\w+\(\)$/.test(value) ? callArg(value.slice(0, -2)) : textArg(value)
const optionOfArg = (arg: Arg): string =>
  arg.kind === 'call' ? `${arg.text}()` : arg.kind === 'text' ? arg.text : ''

function Many({
  field,
  args,
  onChange,
}: {
  field: FilterField
  args: Arg[]
  onChange: (args: Arg[]) => void
}) {
  const { t } = useTranslation()
  const options = useRefOptions(field)
  return (
    <Select
      size="small"
      variant="filled"
      mode={options.length > 0 ? 'multiple' : 'tags'}
      aria-label={t('ui.filter.value', { field: field.label })}
      value={args.map(optionOfArg)}
      options={options}
      onChange={(values: string[]) => onChange(values.map(argOfOption))}
      placeholder={t('ui.form.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      maxTagCount={4}
      style={{ minWidth: 96, maxWidth: 360 }}
    />
  )
}

function YesNo({ field, arg, onChange }: OneProps) {
  const { t } = useTranslation()
  return (
    <Select
      size="small"
      variant="filled"
      aria-label={t('ui.filter.value', { field: field.label })}
      value={arg.kind === 'bool' && arg.text === 'false' ? 'no' : 'yes'}
      options={[
        { value: 'yes', label: t('ui.yes') },
        { value: 'no', label: t('ui.no') },
      ]}
      onChange={(value) => onChange(yesNo(value === 'yes'))}
    />
  )
}

function One(props: OneProps) {
  const { field, arg, currency, onChange } = props
  const { t } = useTranslation()
  const options = useRefOptions(field)
  const label = t('ui.filter.value', { field: field.label })
  if (field.kind === 'instant' || field.kind === 'date') return <When {...props} />
  if (field.kind === 'bool') return <YesNo {...props} />
  if (options.length > 0)
    return (
      <Select
        size="small"
        variant="filled"
        aria-label={label}
        value={optionOfArg(arg) || undefined}
        options={options}
        onChange={(value: string) => onChange(argOfOption(value))}
        placeholder={t('ui.form.choose')}
        showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
        popupMatchSelectWidth={false}
        style={{ minWidth: 72 }}
      />
    )
  if (field.kind === 'money')
    return (
      <MoneyField
        currency={currency}
        label={label}
        size="small"
        value={arg.kind === 'number' && arg.text !== '' ? { amount: Number(arg.text), currency } : null}
        onChange={(value) => onChange(numberArg(value ? String(value.amount) : ''))}
      />
    )
  if (field.kind === 'number' || field.kind === 'integer')
    return (
      <InputNumber
        size="small"
        variant="filled"
        aria-label={label}
        controls={false}
        value={arg.kind === 'number' && arg.text !== '' ? Number(arg.text) : null}
        onChange={(value) => onChange(numberArg(value === null ? '' : String(value)))}
        style={{ width: 80 }}
      />
    )
  return (
    <Input
      size="small"
      variant="filled"
      aria-label={label}
      value={arg.kind === 'text' ? arg.text : ''}
      onChange={(event) => onChange(textArg(event.target.value))}
      style={{ width: 140 }}
    />
  )
}

const spans = ['daysAgo', 'daysAhead', 'hoursAgo']

/** "3 天前", "今天", or a day from the calendar. */
function When({ field, arg, onChange }: OneProps) {
  const { t } = useTranslation()
  const label = t('ui.filter.value', { field: field.label })
  const mode = arg.kind === 'call' ? arg.text : 'day'
  const modes = [
    'daysAgo',
    'daysAhead',
    'today',
    ...(field.kind === 'instant' ? ['hoursAgo', 'now'] : []),
    'day',
  ]
  const change = (next: string) => {
    if (next === 'day') onChange(textArg(''))
    else if (spans.includes(next)) onChange(callArg(next, arg.kind === 'call' ? (arg.n ?? 3) : 3))
    else onChange(callArg(next))
  }
  return (
    <span className={s.value}>
      {arg.kind === 'call' && spans.includes(arg.text) ? (
        <InputNumber
          size="small"
          variant="filled"
          aria-label={label}
          controls={false}
          min={0}
          max={36500}
          precision={0}
          value={arg.n ?? 0}
          onChange={(n) => onChange(callArg(arg.text, n ?? 0))}
          style={{ width: 52 }}
        />
      ) : null}
      <Select
        size="small"
        variant="filled"
        aria-label={t('ui.filter.unit', { field: field.label })}
        value={mode}
        options={modes.map((m) => ({ value: m, label: t(`ui.filter.unit.${m}`) }))}
        onChange={change}
        popupMatchSelectWidth={false}
      />
      {mode === 'day' ? (
        <span style={{ width: 132 }}>
          <Suspense fallback={null}>
            <DateField
              size="small"
              label={label}
              value={arg.kind === 'text' ? arg.text.slice(0, 10) : ''}
              onChange={(day) => onChange(textArg(day ?? ''))}
            />
          </Suspense>
        </span>
      ) : null}
    </span>
  )
}
