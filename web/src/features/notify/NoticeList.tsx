import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { BellOff, CheckCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { usePages } from '@/api/queries'
import { useRefresh } from '@/api/stale'
import type { Notice } from '@/api/types'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './NoticeList.module.css'

/** Notices, newest first; opening one marks it as read. */
export function NoticeList({ onOpened }: { onOpened?: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const list = usePages<Notice>(keys.notices(), (cursor, signal) =>
    api.get('/notices', { params: { query: { cursor } }, signal }),
  )
  const read = useMutation({
    mutationFn: (body: { ids: string[] } | { all: true }) => api.post('/notices/read', { body }),
    onSettled: () => {
      refresh('notice')
    },
  })
  if (list.pending) return <Skeleton rows={4} />
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.rows.length === 0)
    return <Empty icon={BellOff} title={t('ui.notices.empty')} text={t('ui.notices.emptyText')} />
  const unread = list.rows.some((n) => !n.readAt)
  return (
    <>
      {unread ? (
        <div className={s.head}>
          <Button
            size="small"
            type="text"
            icon={<CheckCheck size={14} aria-hidden />}
            onClick={() => read.mutate({ all: true })}
          >
            {t('ui.notices.readAll')}
          </Button>
        </div>
      ) : null}
      <ul className={s.list} aria-label={t('ui.notices.title')}>
        {list.rows.map((notice) => (
          <li key={notice.id}>
            <Line
              notice={notice}
              onOpen={() => {
                if (!notice.readAt) read.mutate({ ids: [notice.id] })
                onOpened?.()
              }}
            />
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button type="text" block loading={list.loadingMore} onClick={list.loadMore}>
          {t('ui.more')}
        </Button>
      ) : null}
    </>
  )
}

function Line({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t } = useTranslation()
  const day = useDay()
  const words = (
    <>
      <i aria-hidden />
      <span>
        {notice.readAt ? null : <span className="vh">{t('ui.notices.new')} </span>}
        {notice.text}
      </span>
      <time className="c3 f12" dateTime={notice.at} title={day.full(notice.at)}>
        {day.ago(notice.at)}
      </time>
    </>
  )
  const look = cx(s.notice, notice.readAt ? s.read : s.unread)
  if (!notice.customerId) return <div className={look}>{words}</div>
  return (
    <Go to={`/customers/${notice.customerId}`} className={look} onClick={onOpen}>
      {words}
    </Go>
  )
}
