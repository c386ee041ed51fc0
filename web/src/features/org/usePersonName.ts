import { useQuery } from '@tanstack/react-query'
import { peopleNamesQuery } from '@/api/queries'

/** Names by id, for places where the API gives ids only. */
export function usePersonName(): (id: string | null | undefined) => string {
  const { data } = useQuery(peopleNamesQuery)
  return (id) => data?.find((p) => p.id === id)?.name ?? ''
}
