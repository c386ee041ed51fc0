import { Button } from 'antd'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { daysBetween } from '@/lib/day'
import type { Tone } from './marks'
import s from './Timeline.module.css'
import { useDay } from './useDay'

export interface TimelineItem {
  key: string
  /** RFC 3339 */
  at: string
  icon: LucideIcon
  tone?: Tone
  /** What happened, in one bold line. */
  title: ReactNode
  /** Beside the time: a menu, a link. */
  side?: ReactNode
  /** Text, quote, next step, files. */
  children?: ReactNode
}

interface Props {
  items: TimelineItem[]
  label?: string
  hasMore?: boolean
  loadMore?: () => void
  loadingMore?: boolean
}

const week = 7

/** What happened, newest first; after a week each day has a heading. */
export function Timeline({ items, label, hasMore, loadMore, loadingMore }: Props) {
  const { t } = useTranslation()
  const day = useDay()
  let last = ''
  return (
    <>
      <ol className={s.list} aria-label={label ?? t('ui.timeline')}>
        {items.map((item) => {
          const old = daysBetween(Date.parse(item.at), day.now, day.zone) > week
          const key = day.key(item.at)
          const heading = old && key !== last
          last = key
          return (
            <li key={item.key}>
              {heading ? (
                <h3 className={s.day}>
                  {day.date(item.at)} {day.weekday(item.at)}
                </h3>
              ) : null}
              <Item item={item} time={old ? day.time(item.at) : day.when(item.at)} full={day.full(item.at)} />
            </li>
          )
        })}
      </ol>
      {hasMore ? (
        <Button type="text" block loading={loadingMore ?? false} onClick={loadMore ?? (() => {})}>
          {t('ui.more')}
        </Button>
      ) : null}
    </>
  )
}

function Item({ item, time, full }: { item: TimelineItem; time: string; full: string }) {
  const Icon = item.icon
  return (
    <div className={cx(s.item, item.tone && item.tone !== 'none' && s[item.tone])}>
      <span className={s.disc}>
        <Icon size={14} strokeWidth={1.8} aria-hidden />
      </span>
      <div>
        <div className={s.head}>
          <b>{item.title}</b>
          {item.side}
          <time dateTime={item.at} title={full}>
            {time}
          </time>
        </div>
        <div className={s.body}>{item.children}</div>
      </div>
    </div>
  )
}
