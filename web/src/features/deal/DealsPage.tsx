// /deals: sales in progress, won and lost.

import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay, useMe, usePages } from '@/api/queries'
import { dealStates } from '@/api/words/deal'
import { currencySign } from '@/lib/money'
import { type Column, DataTable, TwoLines } from '@/ui/DataTable'
import { PageHeader } from '@/ui/PageHeader'
import { Empty } from '@/ui/States'
import { Tabs } from '@/ui/Tabs'
import { useDay } from '@/ui/useDay'
import { useUrl } from '@/ui/useUrl'
import { Cell, Nothing } from './cells'
import { Sums } from './Sums'
import type { Deal, DealState } from './types'

export default function DealsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [url, setUrl] = useUrl<{ state?: string; sort?: string }>()
  const state = dealStates.find((key) => key === url.state) ?? 'open'
  const sort = url.sort || (state === 'open' ? 'expectedOn' : '-createdAt')
  const query = { state, sort }
  const list = usePages<Deal>(keys.deals(query), (cursor, signal) =>
    api.get('/deals', { params: { query: { ...query, cursor } }, signal }),
  )
  const columns = useColumns(state)
  return (
    <>
      <PageHeader title={t('deal.deals')} />
      <Tabs
        label={t('deal.deals')}
        current={state}
        tabs={dealStates.map((key) => ({
          key,
          to: key === 'open' ? '/deals' : `/deals?state=${key}`,
          label: t(`deal.state.${key}`),
        }))}
      />
      <DataTable<Deal>
        label={t('deal.deals')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        {...(may('customer.read') ? { href: (row: Deal) => `/customers/${row.customer.id}?tab=deal` } : {})}
        sort={sort}
        onSort={(next) => setUrl({ sort: next })}
        empty={<Empty title={t(`deal.emptyDeals.${state}`)} text={t('deal.emptyDealsText')} />}
        count={() => <Sums of="deals" query={{ state }} />}
      />
    </>
  )
}

function useColumns(state: DealState): Column<Deal>[] {
  const { t } = useTranslation()
  const day = useDay()
  const { currency } = useMe().tenant
  const all: (Column<Deal> & { only?: DealState[] })[] = [
    {
      key: 'customer',
      title: t('deal.customer'),
      render: (d) => <TwoLines name={d.customer.name} more={d.name} />,
    },
    {
      key: 'amount',
      title: t('deal.amountIn', { sign: currencySign(currency) }),
      width: 130,
      align: 'right',
      sort: 'amount',
      phone: 'side',
      render: (d) => <Cell value={d.amount} currency={currency} />,
    },
    {
      key: 'expectedOn',
      title: t('deal.expectedOn'),
      width: 130,
      sort: 'expectedOn',
      phone: 'meta',
      only: ['open'],
      render: (d) => <Expected deal={d} />,
    },
    {
      key: 'probability',
      title: t('deal.probability'),
      width: 80,
      align: 'right',
      phone: 'none',
      only: ['open'],
      render: (d) => (d.probability > 0 ? `${d.probability}%` : <Nothing />),
    },
    {
      key: 'reason',
      title: t('deal.lossReason'),
      phone: 'meta',
      only: ['lost'],
      render: (d) => <span className="c2">{d.lossReason || '—'}</span>,
    },
    {
      key: 'competitor',
      title: t('deal.competitor'),
      width: 140,
      phone: 'none',
      only: ['open', 'lost'],
      render: (d) => d.competitor || <Nothing />,
    },
    {
      key: 'closedAt',
      title: t(state === 'won' ? 'deal.wonOn' : 'deal.lostOn'),
      width: 120,
      phone: 'meta',
      only: ['won', 'lost'],
      render: (d) =>
        d.closedAt ? <span title={day.full(d.closedAt)}>{day.date(d.closedAt)}</span> : <Nothing />,
    },
    {
      key: 'product',
      title: t('deal.product'),
      width: 150,
      phone: 'none',
      render: (d) => d.product?.name ?? <Nothing />,
    },
    {
      key: 'owner',
      title: t('deal.owner'),
      width: 110,
      phone: 'none',
      render: (d) => d.owner?.name ?? <Nothing />,
    },
  ]
  return all.filter((column) => column.only?.includes(state) ?? true)
}

/** Red once the day has passed. */
function Expected({ deal }: { deal: Deal }) {
  const { t } = useTranslation()
  const day = useDay()
  if (!deal.expectedOn) return <Nothing />
  const late = deal.expectedOn < day.key(day.now)
  return (
    <span className={late ? 'c-red b nowrap' : 'nowrap'} title={late ? t('deal.late') : undefined}>
      {day.plain(deal.expectedOn)}
      {late ? <span className="vh"> {t('deal.late')}</span> : null}
    </span>
  )
}
