// The cold store: abandoned customers cool off until a manager decides.
import { Button } from 'antd'
import { Gavel } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { usePages } from '@/api/queries'
import { type Customer, type CustomerWith, withAll } from '@/api/types'
import { type Column, DataTable, TwoLines } from '@/ui/DataTable'
import { Chip } from '@/ui/marks'
import { SearchBox } from '@/ui/SearchBox'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useDay } from '@/ui/useDay'
import { useUrl } from '@/ui/useUrl'
import s from './assign.module.css'

const VerdictDialog = lazy(() => import('./VerdictDialog'))

const fields = [
  'name',
  'contactName',
  'product',
  'abandonReason',
  'competitor',
  'touches',
  'lastTouchAt',
  'layerSince',
  'coolUntil',
  'actions',
  'version',
] as const satisfies (keyof Customer)[]

/** What the rows and a verdict read of each customer. */
export type Cold = CustomerWith<typeof fields>

export default function ColdTab() {
  const { t } = useTranslation()
  const [url, setUrl] = useUrl<{ q?: string }>()
  const q = url.q ?? ''
  const list = usePages<Cold>(['pool', 'cold', { q }], async (cursor, signal) => {
    const page = await api.get('/cold', { params: { query: { q, fields: [...fields], cursor } }, signal })
    return { ...page, items: page.items.map((row) => withAll(row, fields)) }
  })
  const [judging, setJudging] = useState<Cold>()
  const columns = useColumns(setJudging)
  return (
    <>
      <Toolbar>
        <SearchBox label={t('customer.list.search')} value={q} onChange={(next) => setUrl({ q: next })} />
        <span className="c3 f13">{t('pool.cold.text')}</span>
      </Toolbar>
      <DataTable<Cold>
        label={t('pool.tab.cold')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        href={(row) => `/customers/${row.id}`}
        empty={<Empty title={t('pool.cold.empty')} text={t('pool.cold.emptyText')} />}
        {...(q ? { onClearFilter: () => setUrl({ q: '' }) } : {})}
        count={(shown) => t('pool.shown', { count: shown })}
      />
      <Suspense fallback={null}>
        {judging ? <VerdictDialog customer={judging} onClose={() => setJudging(undefined)} /> : null}
      </Suspense>
    </>
  )
}

function useColumns(onJudge: (row: Cold) => void): Column<Cold>[] {
  const { t } = useTranslation()
  const day = useDay()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('customer.column.name'),
        render: (r) => (
          <TwoLines
            name={r.name}
            more={[r.contactName, r.product?.name].filter(Boolean).join(' · ') || t('customer.noContact')}
          />
        ),
      },
      {
        key: 'reason',
        title: t('field.customer.abandonReason'),
        width: 210,
        render: (r) => (
          <span className="row" style={{ gap: 6 }}>
            {r.abandonReason ? <Chip tone="cold">{t(`abandon.${r.abandonReason}`)}</Chip> : '—'}
            {r.competitor ? <span className="c2 ell">{r.competitor}</span> : null}
          </span>
        ),
      },
      {
        key: 'touches',
        title: t('customer.column.touches'),
        width: 84,
        align: 'right',
        phone: 'none',
        render: (r) => r.touches,
      },
      {
        key: 'lastTouchAt',
        title: t('customer.column.lastTouchAt'),
        width: 120,
        phone: 'none',
        render: (r) =>
          r.lastTouchAt ? <span title={day.full(r.lastTouchAt)}>{day.ago(r.lastTouchAt)}</span> : <>—</>,
      },
      {
        key: 'layerSince',
        title: t('pool.cold.since'),
        width: 110,
        phone: 'none',
        render: (r) => <span title={day.full(r.layerSince)}>{day.day(r.layerSince)}</span>,
      },
      {
        key: 'coolUntil',
        title: t('field.customer.coolUntil'),
        width: 156,
        render: (r) =>
          r.coolUntil ? (
            <span
              className={Date.parse(r.coolUntil) < day.now ? 'c-amber' : undefined}
              title={day.full(r.coolUntil)}
            >
              {t('pool.cold.until', { day: day.date(r.coolUntil) })}
            </span>
          ) : (
            <>—</>
          ),
      },
      {
        key: 'act',
        title: <span className="vh">{t('pool.cold.judge')}</span>,
        width: 120,
        align: 'right',
        phone: 'side',
        render: (r) =>
          r.actions.includes('evaluate') ? (
            <Button
              size="small"
              className={s.claim ?? ''}
              icon={<Gavel size={14} strokeWidth={1.8} aria-hidden />}
              onClick={() => onJudge(r)}
            >
              {t('pool.cold.judge')}
              <span className="vh"> {r.name}</span>
            </Button>
          ) : null,
      },
    ],
    [t, day, onJudge],
  )
}
