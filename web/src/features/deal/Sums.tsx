// What a whole list comes to, told by the server; not only the rows on screen.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { money } from '@/lib/money'
import type { DealState } from './types'

type Query = { filter?: string; state?: DealState }

export function Sums({ of, query }: { of: 'deals' | 'contracts'; query: Query }) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: [of, 'sums', query],
    queryFn: ({ signal }) =>
      of === 'deals'
        ? api.get('/deals/sums', { params: { query }, signal })
        : api.get('/contracts/sums', { params: { query }, signal }),
    placeholderData: keepPreviousData,
  })
  const sums = data?.items ?? []
  const open = sums.filter((sum) => sum.open > 0)
  if (sums.length === 0) return null
  const count = sums.reduce((n, sum) => n + sum.count, 0)
  return (
    <span>
      {t(`deal.sums.${of}`, { count, sum: sums.map(money).join(' + ') })}
      {open.length > 0
        ? ` · ${t('deal.openIs', { open: open.map((sum) => money({ ...sum, amount: sum.open })).join(' + ') })}`
        : ''}
    </span>
  )
}
