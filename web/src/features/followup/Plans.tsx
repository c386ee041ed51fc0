// 计划: what is promised and planned for the coming two weeks, day by day.
import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { Chip, Grade, LayerTick } from '@/ui/marks'
import { Pane } from '@/ui/Pane'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './day.module.css'
import { channelIcon } from './icons'
import type { PlanItem } from './types'

const ahead = 14 * 86_400_000

export default function Plans() {
  const { t } = useTranslation()
  const day = useDay()
  const to = day.key(day.now + ahead)
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', { to }],
    queryFn: ({ signal }) => api.get('/plans', { params: { query: { to } }, signal }),
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={8} />
  if (data.items.length === 0)
    return <Empty icon={CalendarClock} title={t('plan.empty')} text={t('plan.emptyText')} />
  const title = (p: PlanItem) =>
    p.overdue ? t('plan.overdue') : t('today.date', { date: day.day(p.at), weekday: day.weekday(p.at) })
  const groups = new Map<string, PlanItem[]>()
  for (const p of data.items) groups.set(title(p), [...(groups.get(title(p)) ?? []), p])
  return (
    <Pane label={t('plan.tab')}>
      {[...groups].map(([name, items]) => (
        <section key={name} className={s.plans}>
          <h2 className={items[0]?.overdue ? 'c-red' : undefined}>
            {name}
            <em>{items.length}</em>
          </h2>
          <ul>
            {items.map((p) => (
              <Row key={p.id} plan={p} />
            ))}
          </ul>
        </section>
      ))}
    </Pane>
  )
}

function Row({ plan: p }: { plan: PlanItem }) {
  const { t } = useTranslation()
  const day = useDay()
  const Icon = channelIcon(p.channel)
  return (
    <li>
      <span className={cx('num f13', p.overdue ? 'c-red' : 'c2')} title={day.full(p.at)}>
        {p.overdue ? day.when(p.at) : day.time(p.at)}
      </span>
      <Icon size={15} strokeWidth={1.8} aria-hidden />
      <div className={s.planMain}>
        <span className={s.planName}>
          <Go to={`/customers/${p.customer.id}`} className="b ell">
            {p.customer.name}
          </Go>
          {p.promised ? <Chip tone="amber">{t('plan.promise')}</Chip> : null}
        </span>
        <span className="c2 f13 ell">
          {[p.content || t(`plan.do.${p.channel}`), p.goal].filter(Boolean).join(' · ')}
        </span>
      </div>
      <LayerTick layer={p.customer.layer} />
      <Grade grade={p.customer.grade} />
    </li>
  )
}
