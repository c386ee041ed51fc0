// /customers: views as tabs, filter, rows, what can be done with many of them.

import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { Upload } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actions } from '@/actions'
import { filterQuery, treeIn } from '@/api/filters'
import { useMay, useMe } from '@/api/queries'
import { useFilterFields } from '@/features/org'
import { usePhone } from '@/lib/media'
import { money } from '@/lib/money'
import { useOpens } from '@/shell/nav'
import { DataTable } from '@/ui/DataTable'
import { useGo } from '@/ui/Go'
import { PageHeader } from '@/ui/PageHeader'
import { Sheet } from '@/ui/Sheet'
import { Empty, Skeleton } from '@/ui/States'
import { useHotkeys } from '@/ui/useHotkeys'
import { ListActs } from './list/Acts'
import { CustomerCard } from './list/CustomerCard'
import { useColumns } from './list/columns'
import { ListBar, SortSelect } from './list/ListBar'
import { ListBulk } from './list/ListBulk'
import s from './list/list.module.css'
import { NoMatching } from './list/NoMatching'
import type { Row } from './list/row'
import { type CustomerList, countCustomers, useCustomerList } from './list/useList'
import { useViewActs } from './list/useViewActs'
import { ViewTabs } from './list/ViewTabs'
import { PlanSheet } from './slots'

const FilterBuilder = lazy(async () => ({ default: (await import('@/ui/FilterBuilder')).FilterBuilder }))
const NewCustomer = lazy(() => import('./NewCustomer'))

export default function CustomerListPage() {
  const { t } = useTranslation()
  const of = useCustomerList()
  const acts = useViewActs(of)
  const [filtering, setFiltering] = useState(false)
  const [making, setMaking] = useState(false)
  const { all, columns } = useColumns(of.state.columns)
  return (
    <>
      <PageHeader
        title={t('customer.list.title')}
        actions={<ListActs state={of.state} q={of.url.q ?? ''} onNew={() => setMaking(true)} />}
      />
      <ViewTabs of={of} acts={acts} />
      <ListBar
        of={of}
        acts={acts}
        columns={all}
        filtering={filtering}
        onFilter={() => setFiltering(!filtering)}
      />
      <Filter of={of} open={filtering} onClose={() => setFiltering(false)} onSave={acts.create} />
      <Rows of={of} columns={columns} />
      {acts.dialog}
      <Suspense fallback={null}>{making ? <NewCustomer onClose={() => setMaking(false)} /> : null}</Suspense>
    </>
  )
}

/** In place under the bar; on a phone a sheet. */
function Filter(props: {
  of: CustomerList
  open: boolean
  onClose: () => void
  onSave: (filter: string) => void
}) {
  const { of, open, onClose, onSave } = props
  const { t } = useTranslation()
  const phone = usePhone()
  const may = useMay()
  const fields = useFilterFields()
  const { currency } = useMe().tenant
  const q = of.url.q ?? ''
  const countOf = useCallback((filter: string) => countCustomers({ filter, q }), [q])
  const client = useQueryClient()
  const readFilter = useCallback((text: string) => client.fetchQuery(filterQuery(text)), [client])
  if (!open) return null
  const builder = (
    <Suspense fallback={null}>
      <FilterBuilder
        fields={fields}
        value={of.state.filter}
        tree={of.filter}
        read={readFilter}
        currency={currency}
        countOf={countOf}
        onApply={(text, tree) => {
          void of.setFilter(text, tree)
          if (phone) onClose()
        }}
        {...(may('view.write') ? { onSaveView: onSave } : {})}
      />
    </Suspense>
  )
  if (!phone) return builder
  return (
    <Sheet title={t('customer.list.filter')} open onClose={onClose}>
      <div className={s.phoneSort}>
        <SortSelect value={of.state.sort || 'queue'} onChange={of.setSort} />
      </div>
      {builder}
    </Sheet>
  )
}

function Rows({ of, columns }: { of: CustomerList; columns: ReturnType<typeof useColumns>['columns'] }) {
  const { t } = useTranslation()
  const may = useMay()
  const phone = usePhone()
  const [selected, setSelected] = useState<string[]>([])
  const [logging, setLogging] = useState<Row>()
  const [planning, setPlanning] = useState<Row>()
  const [swiped, setSwiped] = useState('')
  const [current, setCurrent] = useState<Row>()
  const { list, state } = of
  const picks = !phone && !of.archived && (may('customer.bulk') || may('customer.merge'))
  const chosen = list.rows.filter((row) => selected.includes(row.id))
  const q = of.url.q ?? ''
  useHotkeys({ l: () => setLogging(current) }, { enabled: current !== undefined && may('touch.write') })
  const LogTouch = actions.find((action) => action.key === 'touch')?.component
  const cardActs = { open: swiped, onOpen: setSwiped, plan: setPlanning, log: setLogging }
  if (!of.ready) return <Skeleton />
  return (
    <div className={s.rows}>
      <DataTable<Row>
        label={t('customer.list.title')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        href={(row) => `/customers/${row.id}`}
        {...(picks ? { selected, onSelect: setSelected } : {})}
        sort={state.sort}
        onSort={of.setSort}
        empty={<NoRows of={of} />}
        count={(shown) => <Count of={of} shown={shown} />}
        footer={<Sum rows={list.rows} more={list.hasMore} />}
        card={(row) => <CustomerCard row={row} acts={cardActs} />}
        onCurrent={setCurrent}
      />
      {chosen.length > 0 ? (
        <ListBulk
          rows={chosen}
          filter={state.filter}
          q={q}
          total={of.total}
          onClear={() => setSelected([])}
        />
      ) : null}
      <Suspense fallback={null}>
        {logging && LogTouch ? (
          <LogTouch customerId={logging.id} onClose={() => setLogging(undefined)} />
        ) : null}
        {planning ? <PlanSheet customer={planning} open onClose={() => setPlanning(undefined)} /> : null}
      </Suspense>
    </div>
  )
}

function Count({ of, shown }: { of: CustomerList; shown: number }) {
  const { t } = useTranslation()
  if (!of.total) return t('customer.list.shown', { count: shown })
  const total = `${of.total.count.toLocaleString('en')}${of.total.more ? '+' : ''}`
  return t('customer.list.count', { count: of.total.count, total, shown })
}

/** What the deals of the rows come to, by currency. */
function Sum({ rows, more }: { rows: Row[]; more: boolean }) {
  const { t } = useTranslation()
  const sums = new Map<string, number>()
  for (const { deal } of rows) if (deal) sums.set(deal.currency, (sums.get(deal.currency) ?? 0) + deal.amount)
  if (sums.size === 0) return null
  const sum = [...sums].map(([currency, amount]) => money({ currency, amount })).join(' + ')
  return (
    <>
      <i className={s.dot} aria-hidden />
      <span>{t(more ? 'customer.list.sumShown' : 'customer.list.sum', { sum })}</span>
    </>
  )
}

/** No rows: a filter that finds nothing, or nobody yet. */
function NoRows({ of }: { of: CustomerList }) {
  const { t } = useTranslation()
  const opens = useOpens()
  const go = useGo()
  const q = of.url.q ?? ''
  if (of.archived)
    return (
      <Empty
        title={t(of.state.filter || q ? 'customer.list.noneArchived' : 'customer.list.emptyArchived')}
        text={t('customer.list.archivedText')}
      />
    )
  if (of.state.filter !== '' || q !== '')
    return (
      <NoMatching
        filter={of.state.filter}
        tree={treeIn(of.filter)}
        q={q}
        onFilter={of.setFilter}
        onClear={() => {
          of.setFilter('')
          if (q) of.setSearch('')
        }}
      />
    )
  return (
    <Empty title={t('customer.list.empty')} text={t('customer.list.emptyText')}>
      {opens('/pool') ? <Button onClick={() => go('/pool')}>{t('customer.list.toPool')}</Button> : null}
      {opens('/import') ? (
        <Button icon={<Upload size={14} aria-hidden />} onClick={() => go('/import')}>
          {t('customer.list.import')}
        </Button>
      ) : null}
    </Empty>
  )
}
