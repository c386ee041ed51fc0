// A customer found by name, pinyin initials or the last four digits.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { type Customer, type CustomerWith, type Ref, withAll } from '@/api/types'
import { Grade, LayerTick } from '@/ui/marks'

interface Props {
  id?: string
  value?: Ref | null
  onChange?: (ref: Ref | null, customer: Picked | undefined) => void
  /** Ids that cannot be chosen. */
  exclude?: string[]
  /** Narrows the search further, in the condition language. */
  filter?: string
  label?: string
  placeholder?: string
  autoFocus?: boolean
}

const shown = [
  'name',
  'contactName',
  'owner',
  'pool',
  'layer',
  'grade',
  'touches',
  'createdAt',
  'version',
] as const satisfies (keyof Customer)[]
type Picked = CustomerWith<typeof shown>
type Option = { value: string; label: string; customer?: Picked }

export function CustomerPicker(props: Props) {
  const { id, value, onChange, exclude = [], filter = '', label, placeholder, autoFocus } = props
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 150)
    return () => clearTimeout(timer)
  }, [text])
  const { data, isFetching } = useQuery({
    queryKey: ['customers', { q, filter, limit: 12 }],
    queryFn: ({ signal }) =>
      api.get('/customers', { params: { query: { q, filter, limit: 12, fields: [...shown] } }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const found = (q === '' ? [] : (data?.items ?? []))
    .map((c) => withAll(c, shown))
    .filter((c) => !exclude.includes(c.id))
  const options: Option[] = found.map((customer) => ({ value: customer.id, label: customer.name, customer }))
  if (value && !found.some((c) => c.id === value.id)) options.unshift({ value: value.id, label: value.name })
  return (
    <Select
      {...(id ? { id } : {})}
      value={value?.id}
      onChange={(next: string | undefined) => {
        const customer = found.find((c) => c.id === next)
        onChange?.(customer ? { id: customer.id, name: customer.name } : null, customer)
      }}
      options={options}
      optionRender={({ label: name, data: option }) => (
        <span className="row">
          <span className="col grow">
            <b className="ell">{name}</b>
            <small className="c3 f12 ell">
              {[option.customer?.contactName, option.customer?.owner?.name].filter(Boolean).join(' · ')}
            </small>
          </span>
          {option.customer ? <LayerTick layer={option.customer.layer} /> : null}
          {option.customer ? <Grade grade={option.customer.grade} /> : null}
        </span>
      )}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={
        q === '' ? (
          <span className="c3">{t('customer.pick.hint')}</span>
        ) : isFetching ? null : (
          t('customer.pick.none')
        )
      }
      allowClear
      autoFocus={autoFocus ?? false}
      aria-label={label}
      placeholder={placeholder ?? t('customer.pick.placeholder')}
      style={{ width: '100%' }}
    />
  )
}
