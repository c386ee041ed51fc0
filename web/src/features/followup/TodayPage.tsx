// 今日: the queue at the left, the whole job for one customer at the right.
import { Button } from 'antd'
import { CheckCheck, ClipboardList, Users } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMedia, usePhone } from '@/lib/media'
import { Go, useGo } from '@/ui/Go'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, ErrorState, NoMatch, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import { callCustomer } from './call'
import { QueueCards } from './QueueCards'
import { QueueList } from './QueueList'
import { neighbour } from './rules'
import { Ring, Strip } from './Strip'
import s from './today.module.css'
import type { QueueItem } from './types'
import { type Today, useToday } from './useQueue'

// What a line opens comes when it is opened; the job beside the queue with the
// page where there is room for it.
const LogTouchSheet = lazy(() => import('./LogTouchSheet'))
const PlanSheet = lazy(() => import('./PlanSheet'))
const Plans = lazy(() => import('./Plans'))
const SummarySheet = lazy(() => import('./SummarySheet'))
const roomForJob = '(min-width: 1024px)'
const job = () => import('./Job')
const Job = window.matchMedia(roomForJob).matches ? (await job()).default : lazy(job)

export default function TodayPage() {
  const { t } = useTranslation()
  const today = useToday()
  const [summary, setSummary] = useState(false)
  const plans = today.url.tab === 'plans'
  return (
    <>
      <Header today={today} onSummary={() => setSummary(true)} />
      {plans ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <Plans />
        </Suspense>
      ) : (
        <>
          <Strip today={today} />
          <Body today={today} />
        </>
      )}
      <Suspense fallback={null}>
        {summary ? <SummarySheet onClose={() => setSummary(false)} /> : null}
      </Suspense>
      <span className="vh" role="status">
        {today.queue.data && !plans ? t('today.count', { count: today.items.length }) : ''}
      </span>
    </>
  )
}

/** Keeps whose queue it is. */
const addressOf = (tab: 'queue' | 'plans', team: string | undefined) => {
  const words = new URLSearchParams({ ...(tab === 'plans' ? { tab } : {}), ...(team ? { team } : {}) })
  return words.size > 0 ? `/today?${words}` : '/today'
}

function Header({ today, onSummary }: { today: Today; onSummary: () => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const phone = usePhone()
  const { team, leads, setUrl, url } = today
  const done = today.queue.data?.done
  const tab = url.tab === 'plans' ? 'plans' : 'queue'
  return (
    <PageHeader
      title={t('ui.nav.today')}
      sub={
        phone
          ? undefined
          : `${t('today.date', { date: day.date(day.now), weekday: day.weekday(day.now) })} · ${day.time(day.now)}`
      }
      actions={
        <>
          {leads ? (
            <Button
              type="text"
              icon={<Users size={14} strokeWidth={1.8} aria-hidden />}
              onClick={() => setUrl({ team: team ? '0' : '1', id: '', alarm: '' })}
            >
              <span className={phone ? 'vh' : undefined}>{t(team ? 'today.mine' : 'today.team')}</span>
            </Button>
          ) : null}
          <Button icon={<ClipboardList size={14} strokeWidth={1.8} aria-hidden />} onClick={onSummary}>
            <span className={phone ? 'vh' : undefined}>{t('today.summary')}</span>
          </Button>
          {phone && done ? (
            <span className={s.phoneRing}>
              <Ring count={done.count} due={done.due} />
              <b>
                {done.count}
                <em>/{done.due}</em>
              </b>
            </span>
          ) : null}
        </>
      }
    >
      <nav className={s.tabs} aria-label={t('ui.nav.today')}>
        {(['queue', 'plans'] as const).map((key) => (
          <Go key={key} to={addressOf(key, url.team)} aria-current={key === tab ? 'page' : undefined}>
            {t(key === 'queue' ? 'today.queueTab' : 'plan.tab')}
          </Go>
        ))}
      </nav>
    </PageHeader>
  )
}

function Body({ today }: { today: Today }) {
  const { t } = useTranslation()
  const { queue, alarm, items, setUrl } = today
  if (!queue.data && queue.error)
    return <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />
  if (!queue.data) return <Skeleton rows={10} />
  if (items.length === 0)
    return alarm ? (
      <NoMatch title={t('today.noneOf', { what: t(`today.alarm.${alarm}`) })}>
        <Button onClick={() => setUrl({ alarm: '' })}>{t('today.all')}</Button>
      </NoMatch>
    ) : (
      <AllDone today={today} />
    )
  return <Work today={today} />
}

function AllDone({ today }: { today: Today }) {
  const { t } = useTranslation()
  const go = useGo()
  const count = today.queue.data?.done.count ?? 0
  return (
    <Empty
      icon={CheckCheck}
      title={t(count > 0 ? 'today.done' : 'today.nothing')}
      text={
        count > 0 ? t('today.doneText', { count }) : t(today.team ? 'today.nothingTeam' : 'today.nothingText')
      }
    >
      <Button onClick={() => go('/pool')}>{t('today.toPool')}</Button>
      <Button onClick={() => go('/today?tab=plans')}>{t('today.toPlans')}</Button>
    </Empty>
  )
}

function Work({ today }: { today: Today }) {
  const wide = useMedia(roomForJob)
  const [sheet, setSheet] = useState<{ kind: 'plan' | 'log'; item: QueueItem }>()
  const { items, chosen, select, setUrl } = today
  const item = chosen ?? (wide ? items[0] : undefined)
  useWalk(today, item, wide, (of) => setSheet({ kind: 'plan', item: of }))
  useEffect(() => {
    // Selection lives in the address from the first line on.
    if (wide && item && item !== chosen) select(item.customer.id)
  }, [wide, item, chosen, select])
  const next = () => {
    const id = neighbour(
      items.map((i) => i.customer.id),
      item?.customer.id ?? '',
    )
    setUrl({ id })
  }
  const acts = useMemo(
    () => ({
      call: (of: QueueItem) => void callCustomer(of.customer),
      log: (of: QueueItem) => setSheet({ kind: 'log', item: of }),
      plan: (of: QueueItem) => setSheet({ kind: 'plan', item: of }),
    }),
    [],
  )
  return (
    <div className={wide ? s.panes : s.one}>
      {wide ? <QueueList today={today} /> : <QueueCards today={today} acts={acts} />}
      {wide && item ? (
        <Suspense fallback={<Skeleton rows={10} />}>
          <Job
            item={item}
            place={{ at: items.indexOf(item) + 1, of: items.length }}
            onCall={() => acts.call(item)}
            onLater={() => acts.plan(item)}
            onLogged={next}
          />
        </Suspense>
      ) : null}
      <Suspense fallback={null}>
        {sheet?.kind === 'plan' ? (
          <PlanSheet customer={sheet.item.customer} open onClose={() => setSheet(undefined)} />
        ) : null}
        {sheet?.kind === 'log' ? (
          <LogTouchSheet customerId={sheet.item.customer.id} onClose={() => setSheet(undefined)} />
        ) : null}
      </Suspense>
    </div>
  )
}

/** J, K, Enter, C, L and S. */
function useWalk(today: Today, item: QueueItem | undefined, wide: boolean, plan: (item: QueueItem) => void) {
  const go = useGo()
  const { items, select } = today
  const step = (by: number) => () => {
    const at = item ? items.indexOf(item) : -1
    const to = items[Math.min(Math.max(at + by, 0), items.length - 1)]
    if (to) select(to.customer.id)
  }
  const on = item && wide ? item : undefined
  useHotkeys({
    ...(wide ? { j: step(1), k: step(-1), arrowdown: step(1), arrowup: step(-1) } : {}),
    enter: on && (() => go(`/customers/${on.customer.id}`)),
    c: on && (() => void callCustomer(on.customer)),
    s: on && (() => plan(on)),
    l: on && (() => document.getElementById('composer')?.focus()),
  })
}
