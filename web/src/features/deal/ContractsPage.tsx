// /contracts: what was signed, what came in, what is still open.
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay, useMe, usePages } from '@/api/queries'
import { currencySign } from '@/lib/money'
import { type Column, DataTable } from '@/ui/DataTable'
import { Go } from '@/ui/Go'
import { PageHeader } from '@/ui/PageHeader'
import { Empty } from '@/ui/States'
import { Tabs } from '@/ui/Tabs'
import { useDay } from '@/ui/useDay'
import { useUrl } from '@/ui/useUrl'
import { Cell, Nothing } from './cells'
import s from './deal.module.css'
import { openOf } from './gaps'
import { Sums } from './Sums'
import type { Contract } from './types'

const ContractDrawer = lazy(() => import('./ContractDrawer'))

const scopes = { all: '', unpaid: 'open > 0', unaccepted: 'acceptedOn is empty' } as const
type Scope = keyof typeof scopes
const scopeKeys = Object.keys(scopes) as Scope[]

export default function ContractsPage() {
  const { t } = useTranslation()
  const [url, setUrl] = useUrl<{ show?: string; sort?: string; contract?: string }>()
  const scope = scopeKeys.find((key) => key === url.show) ?? 'all'
  const query = { filter: scopes[scope], sort: url.sort ?? '' }
  const list = usePages<Contract>(keys.contracts(query), (cursor, signal) =>
    api.get('/contracts', { params: { query: { ...query, cursor } }, signal }),
  )
  const columns = useColumns()
  return (
    <>
      <PageHeader title={t('deal.contracts')} />
      <Tabs
        label={t('deal.contracts')}
        current={scope}
        tabs={scopeKeys.map((key) => ({
          key,
          to: key === 'all' ? '/contracts' : `/contracts?show=${key}`,
          label: t(`deal.show.${key}`),
        }))}
      />
      <DataTable<Contract>
        label={t('deal.contracts')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => setUrl({ contract: row.id })}
        sort={url.sort || '-signedOn'}
        onSort={(sort) => setUrl({ sort })}
        empty={<Empty title={t(`deal.empty.${scope}`)} text={t('deal.emptyContracts')} />}
        count={() => <Sums of="contracts" query={{ filter: query.filter }} />}
      />
      <Suspense fallback={null}>
        {url.contract ? <ContractDrawer id={url.contract} onClose={() => setUrl({ contract: '' })} /> : null}
      </Suspense>
    </>
  )
}

function useColumns(): Column<Contract>[] {
  const { t } = useTranslation()
  const day = useDay()
  const may = useMay()
  const { currency } = useMe().tenant
  const sign = currencySign(currency)
  const date = (text: string | null) =>
    text ? <span className="nowrap">{day.plain(text)}</span> : <Nothing />
  return [
    { key: 'number', title: t('deal.number'), width: 190, sort: 'number', render: (c) => <b>{c.number}</b> },
    {
      key: 'customer',
      title: t('deal.customer'),
      phone: 'meta',
      render: (c) =>
        may('customer.read') ? (
          <Go to={`/customers/${c.customer.id}?tab=deal`} className={s.plain}>
            {c.customer.name}
          </Go>
        ) : (
          c.customer.name
        ),
    },
    {
      key: 'amount',
      title: t('deal.amountIn', { sign }),
      width: 120,
      align: 'right',
      sort: 'amount',
      phone: 'side',
      render: (c) => <Cell value={c.amount} currency={currency} />,
    },
    {
      key: 'paid',
      title: t('deal.paidIn', { sign }),
      width: 120,
      align: 'right',
      phone: 'none',
      render: (c) => (c.paid.amount > 0 ? <Cell value={c.paid} currency={currency} /> : <Nothing />),
    },
    {
      key: 'open',
      title: t('deal.openIn', { sign }),
      width: 120,
      align: 'right',
      phone: 'meta',
      render: (c) => {
        const open = openOf(c)
        return open.amount > 0 ? (
          <b>
            <Cell value={open} currency={currency} />
          </b>
        ) : (
          <span className="c-green">{t('deal.paidUp')}</span>
        )
      },
    },
    {
      key: 'signedOn',
      title: t('deal.signedOn'),
      width: 112,
      sort: 'signedOn',
      phone: 'meta',
      render: (c) => date(c.signedOn),
    },
    {
      key: 'acceptedOn',
      title: t('deal.acceptedOn'),
      width: 112,
      phone: 'none',
      render: (c) => date(c.acceptedOn),
    },
    {
      key: 'owner',
      title: t('deal.owner'),
      width: 110,
      phone: 'none',
      render: (c) => c.owner?.name ?? <Nothing />,
    },
  ]
}
