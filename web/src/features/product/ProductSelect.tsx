import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { productsQuery } from '@/api/queries'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string) => void
  label?: string
  allowClear?: boolean
}

/** One product that is still sold. */
export function ProductSelect({ id, value, onChange, label, allowClear }: Props) {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(productsQuery)
  return (
    <Select
      {...(id ? { id } : {})}
      value={value || undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? '')}
      allowClear={allowClear ?? false}
      aria-label={label}
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('ui.chooseProduct')}
      options={(data ?? []).filter((p) => p.active).map((p) => ({ value: p.id, label: p.name }))}
      style={{ width: '100%' }}
    />
  )
}
