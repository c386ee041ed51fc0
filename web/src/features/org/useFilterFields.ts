import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { departmentsQuery, fieldsQuery, peopleNamesQuery, productsQuery } from '@/api/queries'
import type { FilterField, FilterOption } from '@/lib/filterWords'

/** The fields of GET /fields for FilterBuilder, references with their names. */
export function useFilterFields(): FilterField[] {
  const fields = useQuery(fieldsQuery).data
  const people = useQuery(peopleNamesQuery).data
  const departments = useQuery(departmentsQuery).data
  const products = useQuery(productsQuery).data
  return useMemo(() => {
    const names = (of: { id: string; name: string }[] = []): FilterOption[] =>
      of.map(({ id, name }) => ({ value: id, label: name }))
    const refs: Record<string, FilterOption[]> = {
      person: names(people),
      department: names(departments),
      product: names(products),
    }
    return (fields ?? []).map((field) => ({
      key: field.key,
      label: field.label,
      kind: field.kind,
      ...(field.to ? { to: field.to } : {}),
      ...(field.operators ? { operators: field.operators } : {}),
      options: field.options ?? (field.to ? (refs[field.to] ?? []) : []),
    }))
  }, [fields, people, departments, products])
}
