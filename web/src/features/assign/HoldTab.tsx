// Who holds how many, by layer, and what they earned this month.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { layers } from '@/api/words/layer'
import { DepartmentSelect } from '@/features/org'
import { cx } from '@/lib/cx'
import { type Column, DataTable } from '@/ui/DataTable'
import { listOfAll } from '@/ui/list'
import { Avatar } from '@/ui/marks'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useUrl } from '@/ui/useUrl'
import s from './assign.module.css'
import { totalOf } from './pools'
import type { Holding } from './types'

export default function HoldTab() {
  const { t } = useTranslation()
  const [url, setUrl] = useUrl<{ department?: string }>()
  const department = url.department ?? ''
  const report = useQuery({
    queryKey: ['hold', { department }],
    queryFn: async ({ signal }) =>
      (await api.get('/hold', { params: { query: { department } }, signal })).items,
  })
  const columns = useColumns()
  const sum = totalOf(report.data ?? [])
  return (
    <>
      <Toolbar>
        <DepartmentSelect
          label={t('pool.hold.department')}
          placeholder={t('pool.hold.everybody')}
          value={department}
          onChange={(next) => setUrl({ department: next })}
          allowClear
          width={200}
        />
        <span className="c3 f13">{t('pool.hold.text')}</span>
      </Toolbar>
      <DataTable<Holding>
        label={t('pool.tab.hold')}
        columns={columns}
        list={listOfAll(report)}
        rowKey={(row) => row.person.id}
        density="one"
        keys={false}
        empty={<Empty title={t('pool.hold.empty')} />}
        count={(shown) => t('pool.hold.count', { count: shown, ...sum })}
      />
    </>
  )
}

function Used({ row }: { row: Holding }) {
  const share = row.quota > 0 ? Math.min(1, row.used / row.quota) : 0
  return (
    <span className="row" style={{ gap: 8 }}>
      <span className={s.meter} aria-hidden>
        <i style={{ width: `${share * 100}%` }} className={cx(row.left <= 0 && s.full)} />
      </span>
      <span className="nowrap">
        <b className={row.used > row.quota ? 'c-amber' : undefined}>{row.used}</b>
        <span className="c3">/{row.quota}</span>
      </span>
    </span>
  )
}

const number = (n: number) => (n === 0 ? <span className="c3">—</span> : n)

function useColumns(): Column<Holding>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        key: 'person',
        title: t('pool.hold.person'),
        render: (r) => (
          <span className="row">
            <Avatar name={r.person.name} size={20} />
            <b className="ell">{r.person.name}</b>
          </span>
        ),
      },
      { key: 'used', title: t('ui.slots.title'), width: 180, render: (r) => <Used row={r} /> },
      {
        key: 'left',
        title: t('pool.hold.left'),
        width: 72,
        align: 'right',
        render: (r) => (
          <span className={r.left === 0 ? 'c-amber' : undefined}>
            <span className="only-phone">{t('pool.hold.left')} </span>
            {r.left}
          </span>
        ),
      },
      ...layers.slice(0, 5).map(
        (layer): Column<Holding> => ({
          key: layer,
          title: t(`layer.${layer}`),
          width: 78,
          align: 'right',
          phone: 'none',
          render: (r) => number(r.byLayer[layer] ?? 0),
        }),
      ),
      {
        key: 'self',
        title: t('pool.hold.self'),
        width: 84,
        align: 'right',
        phone: 'none',
        render: (r) => number(r.selfFound),
      },
      {
        key: 'earned',
        title: t('pool.hold.earned'),
        width: 92,
        align: 'right',
        phone: 'none',
        render: (r) => number(r.earned),
      },
      {
        key: 'received',
        title: t('pool.hold.received'),
        width: 92,
        align: 'right',
        phone: 'none',
        render: (r) => number(r.received),
      },
      {
        key: 'ratio',
        title: t('pool.hold.ratio'),
        width: 92,
        align: 'right',
        phone: 'none',
        render: (r) => (r.abandonedPerReceived === null ? number(0) : r.abandonedPerReceived.toFixed(2)),
      },
    ],
    [t],
  )
}
