// /pool: customers without an owner, pool by pool; the cold store; who holds how many.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Plus, SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/queries'
import { PageHeader } from '@/ui/PageHeader'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { type Tab, Tabs } from '@/ui/Tabs'
import { useUrl } from '@/ui/useUrl'
import { cold, countText, hold, tabOf } from './pools'
import type { Pool } from './types'

const PoolTab = lazy(() => import('./PoolTab'))
const ColdTab = lazy(() => import('./ColdTab'))
const HoldTab = lazy(() => import('./HoldTab'))
const PoolSettings = lazy(() => import('./PoolSettings'))

const icon = { size: 14, strokeWidth: 1.8, 'aria-hidden': true } as const

export default function PoolPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [url] = useUrl<{ tab?: string }>()
  const [setting, setSetting] = useState<Pool | 'new'>()
  const pools = useQuery({
    queryKey: keys.pools,
    queryFn: async ({ signal }) => (await api.get('/pools', { signal })).items,
  })
  const list = pools.data ?? []
  const others = [...(may('customer.evaluate') ? [cold] : []), ...(may('customer.assign') ? [hold] : [])]
  const tab = tabOf(url.tab, list, others)
  const pool = list.find((p) => p.id === tab)
  return (
    <>
      <PageHeader
        title={t('pool.title')}
        actions={may('pool.write') ? <Settings pool={pool} onOpen={setSetting} /> : undefined}
      />
      {pools.isPending ? (
        <Skeleton />
      ) : pools.error ? (
        <ErrorState error={pools.error} onRetry={() => void pools.refetch()} />
      ) : (
        <>
          {list.length + others.length > 1 ? (
            <Tabs label={t('pool.title')} tabs={tabsOf(list, others, t)} current={tab} />
          ) : null}
          <Suspense fallback={<Skeleton />}>
            {pool ? <PoolTab key={pool.id} pool={pool} /> : null}
            {tab === cold ? <ColdTab /> : null}
            {tab === hold ? <HoldTab /> : null}
          </Suspense>
          {tab === '' ? <Empty title={t('pool.none')} text={t('pool.noneText')} /> : null}
        </>
      )}
      <Suspense fallback={null}>
        {setting ? (
          <PoolSettings
            pool={setting === 'new' ? undefined : setting}
            onClose={() => setSetting(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function tabsOf(pools: Pool[], others: string[], t: (key: string) => string): Tab[] {
  return [
    ...pools.map((p) => ({
      key: p.id,
      to: `/pool?tab=${p.id}`,
      label: p.active ? p.name : `${p.name} ${t('pool.closed')}`,
      count: countText(p),
    })),
    ...others.map((key) => ({ key, to: `/pool?tab=${key}`, label: t(`pool.tab.${key}`) })),
  ]
}

function Settings({ pool, onOpen }: { pool: Pool | undefined; onOpen: (what: Pool | 'new') => void }) {
  const { t } = useTranslation()
  return (
    <>
      {pool ? (
        <Button type="text" icon={<SlidersHorizontal {...icon} />} onClick={() => onOpen(pool)}>
          {t('pool.rules')}
        </Button>
      ) : null}
      <Button icon={<Plus {...icon} />} onClick={() => onOpen('new')}>
        {t('pool.new')}
      </Button>
    </>
  )
}
