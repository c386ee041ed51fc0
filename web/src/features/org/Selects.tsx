import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { departmentsQuery, peopleNamesQuery } from '@/api/queries'
import type { Department } from '@/api/types'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string) => void
  placeholder?: string
  /** Read aloud where no visible label stands beside it. */
  label?: string
  allowClear?: boolean
  disabled?: boolean
  size?: 'small' | 'middle'
  variant?: 'outlined' | 'filled' | 'borderless'
  width?: number | string
}

const common = ({ label, width, allowClear, onChange, value, ...rest }: Props) => ({
  ...rest,
  value: value || undefined,
  onChange: (next: string | undefined) => onChange?.(next ?? ''),
  allowClear: allowClear ?? false,
  'aria-label': label,
  showSearch: { optionFilterProp: 'label' },
  popupMatchSelectWidth: false,
  style: { width: width ?? '100%' },
})

/** One active colleague. */
export function PersonSelect({
  departmentId,
  except,
  ...props
}: Props & { departmentId?: string; except?: string[] }) {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(peopleNamesQuery)
  const people = (data ?? []).filter(
    (p) => p.active && (!departmentId || p.departmentId === departmentId) && !except?.includes(p.id),
  )
  return (
    <Select
      {...common(props)}
      loading={isPending}
      placeholder={props.placeholder ?? t('ui.choosePerson')}
      options={people.map((p) => ({ value: p.id, label: p.name }))}
    />
  )
}

/** Departments in the order of the tree, each under its parent. */
export function treeOf(all: Department[]): { department: Department; depth: number }[] {
  const known = new Set(all.map((d) => d.id))
  const under = (parent: string | null, depth: number): { department: Department; depth: number }[] =>
    all
      .filter((d) => (parent === null ? !d.parentId || !known.has(d.parentId) : d.parentId === parent))
      .flatMap((department) => [{ department, depth }, ...under(department.id, depth + 1)])
  return under(null, 0)
}

export function DepartmentSelect(props: Props) {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(departmentsQuery)
  const options = treeOf((data ?? []).filter((d) => d.active)).map(({ department, depth }) => ({
    value: department.id,
    label: department.name,
    depth,
  }))
  return (
    <Select
      {...common(props)}
      loading={isPending}
      placeholder={props.placeholder ?? t('ui.chooseDepartment')}
      options={options}
      optionRender={({ label, data: option }) => (
        <span style={{ paddingLeft: option.depth * 14 }}>{label}</span>
      )}
    />
  )
}
