// The tabs and the timeline under the composer.
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { Timeline } from '@/ui/Timeline'
import { CustomerDeals } from '../slots'
import {
  type CustomerFull,
  type Happening,
  type TimelineCounts,
  type TimelineTab,
  timelineTabs,
} from '../types'
import { useHappenings } from './happenings'
import s from './page.module.css'
import type { Panels } from './usePanels'
import { useTimeline } from './useTimeline'

const CorrectSheet = lazy(() => import('./CorrectSheet'))

interface Props {
  customer: CustomerFull
  panels: Panels
  tab: TimelineTab
  onTab: (tab: TimelineTab) => void
}

export function History({ customer, panels, tab, onTab }: Props) {
  const first = useTimeline(customer.id, 'all')
  return (
    <>
      <HistoryTabs tab={tab} onTab={onTab} counts={first.counts} />
      {tab === 'deal' ? <Deals customer={customer} panels={panels} /> : null}
      <Happened customer={customer} panels={panels} tab={tab} />
    </>
  )
}

export function HistoryTabs(props: {
  tab: TimelineTab
  onTab: (tab: TimelineTab) => void
  counts: TimelineCounts | undefined
}) {
  const { tab, onTab, counts } = props
  const { t } = useTranslation()
  return (
    <nav className={s.tabs} aria-label={t('customer.history')}>
      {timelineTabs.map((key) => (
        <button
          key={key}
          type="button"
          className={cx(s.tab, key === tab && s.tabOn)}
          aria-current={key === tab ? 'page' : undefined}
          onClick={() => onTab(key)}
        >
          {t(`customer.tab.${key}`)}
          {counts?.[key] ? <small>{counts[key]}</small> : null}
        </button>
      ))}
    </nav>
  )
}

/** Deals, contracts and payments, by the module that owns them. */
export function Deals({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <CustomerDeals
        customer={customer}
        {...(panels.deal ? { act: panels.deal } : {})}
        onActed={panels.dealt}
      />
    </Suspense>
  )
}

export function Happened({
  customer,
  panels,
  tab,
}: {
  customer: CustomerFull
  panels: Panels
  tab: TimelineTab
}) {
  const { t } = useTranslation()
  const timeline = useTimeline(customer.id, tab)
  const [correcting, setCorrecting] = useState<Happening>()
  const acts = useMemo(
    () => ({ correct: setCorrecting, receipts: () => panels.show({ kind: 'receipts' }) }),
    [panels.show],
  )
  const items = useHappenings(timeline.items, customer, acts)
  if (timeline.isPending) return <Skeleton rows={4} height={64} />
  if (timeline.error && items.length === 0)
    return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
  // Deals stand above their history; that there is none yet needs no words.
  if (items.length === 0) return tab === 'deal' ? null : <Empty title={t(`customer.tab.empty.${tab}`)} />
  return (
    <div className={s.timeline}>
      <Timeline
        label={t('customer.history')}
        items={items}
        hasMore={timeline.hasNextPage}
        loadMore={() => void timeline.fetchNextPage()}
        loadingMore={timeline.isFetchingNextPage}
      />
      <Suspense fallback={null}>
        {correcting?.touch ? (
          <CorrectSheet
            customer={customer}
            touch={correcting.touch}
            onClose={() => setCorrecting(undefined)}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
