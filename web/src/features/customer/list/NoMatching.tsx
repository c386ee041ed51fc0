// A filter that finds nothing: which condition to drop, and what would then be found.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFilterFields } from '@/features/org'
import { isJoin, isTest, type Node, parseFilter, printFilter, type Test } from '@/lib/filter'
import { testWords } from '@/lib/filterWords'
import { NoMatch } from '@/ui/States'
import { type Counted, countCustomers } from './useList'

/** A filter without one of its conditions. */
export interface Without {
  dropped: Test
  filter: string
}

/** The filters that remain when one condition of a plain "and" is dropped. */
export function withouts(filter: string): Without[] {
  let node: Node | null
  try {
    node = parseFilter(filter)
  } catch {
    return []
  }
  if (!node) return []
  if (isTest(node)) return [{ dropped: node, filter: '' }]
  if (!isJoin(node) || node.join !== 'and') return []
  const { of } = node
  return of.flatMap((part, i) => {
    if (!isTest(part)) return []
    const rest = of.filter((_, other) => other !== i)
    const left: Node = rest.length === 1 ? (rest[0] as Node) : { join: 'and', of: rest }
    return [{ dropped: part, filter: printFilter(left) }]
  })
}

interface Props {
  filter: string
  q: string
  onFilter: (filter: string) => void
  onClear: () => void
}

export function NoMatching({ filter, q, onFilter, onClear }: Props) {
  const { t } = useTranslation()
  const fields = useFilterFields()
  const { data: best } = useQuery({
    queryKey: ['customers', { filter, q, without: true }],
    queryFn: async ({ signal }) => {
      const options = withouts(filter).slice(0, 6)
      const counts = await Promise.all(options.map((o) => countCustomers({ filter: o.filter, q }, signal)))
      const ranked = options.map((option, i) => ({ ...option, found: counts[i] as Counted }))
      return ranked.sort((a, b) => b.found.count - a.found.count)[0] ?? null
    },
    enabled: filter !== '',
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
      {offered ? <Button onClick={() => onFilter(offered.filter)}>{t('customer.list.drop')}</Button> : null}
    </NoMatch>
  )
}
