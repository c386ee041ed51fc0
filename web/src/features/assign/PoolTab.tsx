// The customers of one pool: claimed one by one, or handed out.
import { Button } from 'antd'
import { Hand, RotateCw, Users, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay, usePages } from '@/api/queries'
import { withAll } from '@/api/types'
import { useAct } from '@/api/useAct'
import { usePhone } from '@/lib/media'
import { type BulkAction, BulkBar } from '@/ui/BulkBar'
import { DataTable } from '@/ui/DataTable'
import { Kbd } from '@/ui/marks'
import { SearchBox } from '@/ui/SearchBox'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useHotkeys } from '@/ui/useHotkeys'
import { useUrl } from '@/ui/useUrl'
import s from './assign.module.css'
import { countText } from './pools'
import { Slots } from './Slots'
import type { Pool } from './types'
import { type Pooled, pooledFields, usePooledColumns } from './usePooledColumns'

const AssignDialog = lazy(() => import('./AssignDialog'))
const RobinSheet = lazy(() => import('./RobinSheet'))

/** Takes a customer; who was slower hears so and the row goes. */
export function useClaim() {
  const { t } = useTranslation()
  return useAct((row: Pooled) => api.post('/customers/{id}/claim', { params: { path: { id: row.id } } }), {
    changes: 'hold',
    done: (c) => t('customer.claim.done', { name: c.name }),
  })
}

type PoolUrl = { tab?: string; q?: string; filter?: string; sort?: string }

export default function PoolTab({ pool }: { pool: Pool }) {
  const { t } = useTranslation()
  const may = useMay()
  const phone = usePhone()
  const [url, setUrl] = useUrl<PoolUrl>()
  const query = { q: url.q ?? '', filter: url.filter ?? '', sort: url.sort ?? '' }
  const list = usePages<Pooled>(keys.pool(pool.id, query), async (cursor, signal) => {
    const page = await api.get('/pools/{id}/customers', {
      params: { path: { id: pool.id }, query: { ...query, fields: [...pooledFields], cursor } },
      signal,
    })
    return { ...page, items: page.items.map((row) => withAll(row, pooledFields)) }
  })
  const [selected, setSelected] = useState<string[]>([])
  const [current, setCurrent] = useState<Pooled>()
  const [robin, setRobin] = useState<string[]>()
  const claim = useClaim()
  const columns = usePooledColumns(pool.mayClaim ? claim : undefined)
  const hands = may('customer.assign')
  const chosen = selected.filter((id) => list.rows.some((r) => r.id === id))
  useHotkeys(
    {
      c: () => {
        if (current && list.rows.some((r) => r.id === current.id) && !claim.isPending) claim.mutate(current)
      },
    },
    { enabled: pool.mayClaim },
  )
  const filtered = query.q !== '' || query.filter !== ''
  return (
    <>
      <Toolbar actions={hands ? <RobinButton onClick={() => setRobin([])} /> : undefined}>
        <SearchBox label={t('pool.search')} value={query.q} onChange={(q) => setUrl({ q })} />
        {query.filter ? (
          <Button onClick={() => setUrl({ filter: '' })}>
            {t(query.filter.startsWith('import ') ? 'pool.ofImport' : 'pool.filtered')}
            <X size={14} strokeWidth={1.8} aria-hidden />
            <span className="vh">{t('ui.filter.clear')}</span>
          </Button>
        ) : null}
        {pool.mayClaim ? <Slots pool={pool} /> : null}
      </Toolbar>
      <div className={s.rows}>
        <DataTable<Pooled>
          label={pool.name}
          columns={columns}
          list={list}
          rowKey={(row) => row.id}
          href={(row) => `/customers/${row.id}`}
          {...(hands && !phone ? { selected: chosen, onSelect: setSelected } : {})}
          sort={query.sort || '-createdAt'}
          onSort={(sort) => setUrl({ sort })}
          empty={<Empty title={t('pool.empty')} text={t('pool.emptyText')} />}
          {...(filtered ? { onClearFilter: () => setUrl({ q: '', filter: '' }) } : {})}
          count={(shown) =>
            filtered
              ? t('pool.shown', { count: shown })
              : t('pool.count', { count: pool.count, total: countText(pool), shown })
          }
          footer={pool.mayClaim && !phone ? <ClaimHint /> : undefined}
          onCurrent={setCurrent}
        />
        <Handing chosen={chosen} onClear={() => setSelected([])} onRobin={setRobin} />
      </div>
      <Suspense fallback={null}>
        {robin ? (
          <RobinSheet
            pool={pool}
            ids={robin}
            filter={query.filter}
            onClose={() => setRobin(undefined)}
            onDone={() => setSelected([])}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function RobinButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button icon={<RotateCw size={14} strokeWidth={1.8} aria-hidden />} onClick={onClick}>
      {t('pool.robin.open')}
    </Button>
  )
}

function ClaimHint() {
  const { t } = useTranslation()
  return (
    <span className="row c3" style={{ gap: 4 }} aria-hidden>
      <Kbd>C</Kbd>
      {t('customer.act.claim')}
    </span>
  )
}

/** The bar over chosen rows: to one person, or in turns. */
function Handing(props: { chosen: string[]; onClear: () => void; onRobin: (ids: string[]) => void }) {
  const { t } = useTranslation()
  const { chosen, onClear, onRobin } = props
  const [asking, setAsking] = useState(false)
  if (chosen.length === 0) return null
  const actions: BulkAction[] = [
    { key: 'assign', label: t('customer.act.assign'), icon: Users, hotkey: 'a', run: () => setAsking(true) },
    { key: 'robin', label: t('pool.robin.act'), icon: RotateCw, hotkey: 'r', run: () => onRobin(chosen) },
  ]
  return (
    <>
      <BulkBar
        text={t('customer.bulk.chosen', { count: chosen.length })}
        actions={actions}
        onClear={onClear}
      />
      <Suspense fallback={null}>
        {asking ? <AssignDialog ids={chosen} onClose={() => setAsking(false)} onDone={onClear} /> : null}
      </Suspense>
    </>
  )
}

/** The button on a row. */
export function ClaimButton({ row, claim }: { row: Pooled; claim: ReturnType<typeof useClaim> }) {
  const { t } = useTranslation()
  if (!row.actions.includes('claim')) return null
  const busy = claim.isPending && claim.variables?.id === row.id
  return (
    <Button
      size="small"
      className={s.claim ?? ''}
      loading={busy}
      icon={<Hand size={14} strokeWidth={1.8} aria-hidden />}
      onClick={() => {
        if (!claim.isPending) claim.mutate(row)
      }}
    >
      {t('customer.act.claim')}
      <span className="vh"> {row.name}</span>
    </Button>
  )
}
