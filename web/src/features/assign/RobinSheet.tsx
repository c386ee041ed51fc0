// Customers handed out over a team in turns: tried first, then done.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useAct } from '@/api/useAct'
import { DepartmentSelect } from '@/features/org'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import s from './assign.module.css'
import { reasonsOf, sharesOf } from './pools'
import type { HandOut, Pool } from './types'

interface Props {
  pool: Pool
  /** These, or the first 500 of the pool. */
  ids: string[]
  filter: string
  onClose: () => void
  onDone: () => void
}

export default function RobinSheet({ pool, ids, filter, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const [departmentId, setDepartment] = useState(pool.department?.id ?? '')
  const body = { ...(ids.length > 0 ? { ids } : { filter, poolId: pool.id }), departmentId }
  const trial = useQuery({
    queryKey: ['pool', pool.id, 'robin', body],
    queryFn: () => api.post('/assign/round-robin', { body: { ...body, dryRun: true } }),
    enabled: departmentId !== '',
    retry: false,
    staleTime: 10_000,
  })
  const run = useAct(() => api.post('/assign/round-robin', { body }), {
    changes: 'hold',
    done: (out) => t('pool.robin.done', { count: out.assigned.length }),
    onDone: () => {
      onDone()
      onClose()
    },
  })
  const count = trial.data?.assigned.length ?? 0
  return (
    <Sheet
      open
      title={
        ids.length > 0
          ? t('pool.robin.some', { count: ids.length })
          : t('pool.robin.all', { name: pool.name })
      }
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            type="primary"
            disabled={count === 0 || trial.isFetching}
            loading={run.isPending}
            onClick={() => run.mutate(undefined)}
          >
            {count > 0 ? t('pool.robin.run', { count }) : t('pool.robin.act')}
          </Button>
        </>
      }
    >
      <p className="f13 c2">{t('pool.robin.text')}</p>
      <div className={s.field}>
        <span className="f13 c2">{t('pool.robin.team')}</span>
        <DepartmentSelect label={t('pool.robin.team')} value={departmentId} onChange={setDepartment} />
      </div>
      {departmentId === '' ? null : trial.isPending ? (
        <Skeleton rows={3} height={36} />
      ) : trial.error ? (
        <ErrorState error={trial.error} />
      ) : (
        <Trial out={trial.data} />
      )}
    </Sheet>
  )
}

/** Who would get whom, and who is left with the reason. */
function Trial({ out }: { out: HandOut }) {
  const { t } = useTranslation()
  const shares = sharesOf(out)
  const most = Math.max(1, ...shares.map((x) => x.customers.length))
  return (
    <>
      <h2 className={s.heading}>{t('pool.robin.preview', { count: out.assigned.length })}</h2>
      <ul>
        {shares.map((share) => (
          <li key={share.id} className={s.share}>
            <details>
              <summary>
                <b>{share.name}</b>
                <span className={s.shareBar} aria-hidden>
                  <i style={{ width: `${(share.customers.length / most) * 100}%` }} />
                </span>
                <span className="num">{t('pool.people', { count: share.customers.length })}</span>
              </summary>
              <p className="f13 c2">{share.customers.map((c) => c.name).join(t('ui.filter.comma'))}</p>
            </details>
          </li>
        ))}
      </ul>
      {out.left.length > 0 ? (
        <>
          <h2 className={s.heading}>{t('pool.robin.left', { count: out.left.length })}</h2>
          <ul>
            {reasonsOf(out).map((r) => (
              <li key={r.detail} className={s.reason}>
                <b className="num">{r.customers.length}</b>
                <span>{r.detail}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}
