// One colleague, under their department, with the slots they have left.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { departmentsQuery, peopleNamesQuery, useMay } from '@/api/queries'
import type { PersonName } from '@/api/types'

interface Props {
  id?: string | undefined
  value?: string | null
  onChange?: (id: string, person: PersonName | undefined) => void
  /** Only these people. */
  among?: string[]
  exclude?: (string | undefined)[]
  /** Read aloud where no visible label stands beside it. */
  label?: string
  placeholder?: string
  allowClear?: boolean
  /** Show how many customers each may still take. */
  slots?: boolean
  autoFocus?: boolean
}

/** Slots left by person; nothing for those who may not see them. */
function useSlots(enabled: boolean): Map<string, number> {
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['hold', {}],
    queryFn: async () => (await api.get('/hold')).items,
    enabled: enabled && may('customer.assign'),
    retry: false,
  })
  return useMemo(() => new Map((data ?? []).map((line) => [line.person.id, line.left])), [data])
}

export function OwnerPicker(props: Props) {
  const { id, value, onChange, among, exclude, label, placeholder, allowClear, autoFocus } = props
  const { t } = useTranslation()
  const people = useQuery(peopleNamesQuery)
  const departments = useQuery(departmentsQuery).data
  const slots = useSlots(props.slots ?? false)
  const offered = (people.data ?? []).filter(
    (p) => p.active && (!among || among.includes(p.id)) && !exclude?.includes(p.id),
  )
  const nameOf = (department: string) => departments?.find((d) => d.id === department)?.name ?? ''
  const groups = [...new Set(offered.map((p) => p.departmentId))].map((department) => ({
    label: nameOf(department) || '—',
    options: offered
      .filter((p) => p.departmentId === department)
      .map((p) => ({ value: p.id, label: p.name })),
  }))
  return (
    <Select
      {...(id ? { id } : {})}
      value={value || undefined}
      onChange={(next: string | undefined) =>
        onChange?.(
          next ?? '',
          offered.find((p) => p.id === next),
        )
      }
      options={groups}
      optionRender={({ label: name, value: person }) => {
        const left = slots.get(String(person))
        return (
          <span className="row">
            <span className="grow ell">{name}</span>
            {left === undefined ? null : (
              <span className={left === 0 ? 'c-amber f12' : 'c3 f12'}>
                {t('customer.slotsLeft', { count: left })}
              </span>
            )}
          </span>
        )
      }}
      showSearch={{
        filterOption: (text, option) => 'value' in (option ?? {}) && String(option?.label).includes(text),
      }}
      loading={people.isPending}
      allowClear={allowClear ?? false}
      autoFocus={autoFocus ?? false}
      aria-label={label}
      placeholder={placeholder ?? t('ui.choosePerson')}
      style={{ width: '100%' }}
    />
  )
}
