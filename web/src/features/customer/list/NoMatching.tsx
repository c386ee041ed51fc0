// A filter that finds nothing: which condition to drop, and what would then be found.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFilterFields } from '@/features/org'
import { type Node, printFilter, withouts } from '@/lib/filter'
import { testWords } from '@/lib/filterWords'
import { NoMatch } from '@/ui/States'
import { type Counted, countCustomers } from './useList'

interface Props {
  filter: string
  tree: Node | null
  q: string
  onFilter: (filter: string, tree: Node | null) => void
  onClear: () => void
}

export function NoMatching({ filter, tree, q, onFilter, onClear }: Props) {
  const { t } = useTranslation()
  const fields = useFilterFields()
  const { data: best } = useQuery({
    queryKey: ['customers', { filter, q, without: true }],
    queryFn: async ({ signal }) => {
      const options = withouts(tree).slice(0, 6)
      const counts = await Promise.all(
        options.map((o) => countCustomers({ filter: printFilter(o.left), q }, signal)),
      )
      const ranked = options.map((option, i) => ({ ...option, found: counts[i] as Counted }))
      return ranked.sort((a, b) => b.found.count - a.found.count)[0] ?? null
    },
    enabled: tree !== null,
  })
  const offered = best && best.found.count > 0 ? best : undefined
  const words = offered ? testWords(offered.dropped, fields, t as never) : ''
  return (
    <NoMatch
      title={t('customer.list.none')}
      text={
        offered
          ? t('customer.list.without', {
              words,
              count: offered.found.count,
              more: offered.found.more ? '+' : '',
            })
          : q
            ? t('customer.list.noHit', { q })
            : undefined
      }
      onClear={onClear}
    >
      {offered ? (
        <Button onClick={() => onFilter(printFilter(offered.left), offered.left)}>
          {t('customer.list.drop')}
        </Button>
      ) : null}
    </NoMatch>
  )
}
