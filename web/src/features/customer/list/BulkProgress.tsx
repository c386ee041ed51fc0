// An act on very many customers at work in the background.

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useRefresh } from '@/api/stale'
import { Sheet } from '@/ui/Sheet'
import s from './list.module.css'
import { Refused } from './RefusedSheet'

interface Props {
  id: string
  onClose: () => void
}

export function BulkProgress({ id, onClose }: Props) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const { data } = useQuery({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => api.get('/bulk-acts/{id}', { params: { path: { id } }, signal }),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'running' ? false : 1000),
  })
  const state = data?.state ?? 'running'
  useEffect(() => {
    if (state !== 'running') refresh('hold')
  }, [state, refresh])
  const total = data?.total ?? 0
  const gone = (data?.done ?? 0) + (data?.refused ?? 0)
  const share = total > 0 ? Math.floor((gone / total) * 100) : 0
  const figure = (n: number) => n.toLocaleString('en')
  return (
    <Sheet
      title={t(`customer.bulk.state.${state}`)}
      open
      onClose={onClose}
      footer={
        <Button type={state === 'running' ? 'default' : 'primary'} onClick={onClose}>
          {t(state === 'running' ? 'customer.bulk.leave' : 'ui.close')}
        </Button>
      }
    >
      <div
        className={s.progress}
        role="progressbar"
        aria-label={t('customer.bulk.state.running')}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <p className="c2" role="status">
        {t('customer.bulk.progress', {
          done: figure(data?.done ?? 0),
          total: figure(total),
          refused: figure(data?.refused ?? 0),
        })}
      </p>
      {state === 'running' ? <p className="c3 f13">{t('customer.bulk.leaveText')}</p> : null}
      {data?.message ? <p className="c2">{data.message}</p> : null}
      {state !== 'running' && data && data.list.length > 0 ? <Refused list={data.list} /> : null}
      {data && state !== 'running' && data.refused > data.list.length ? (
        <p className="c3 f13">{t('customer.bulk.moreRefused', { count: data.refused - data.list.length })}</p>
      ) : null}
    </Sheet>
  )
}
