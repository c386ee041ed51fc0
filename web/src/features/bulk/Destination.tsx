// Where the customers go: a pool or a colleague; somebody's own list is theirs.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { peopleNamesQuery, useMay } from '@/api/queries'
import s from './file.module.css'
import type { Adjust } from './useImports'

export function Destination({ adjust }: { adjust: Adjust }) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('import.run')) return <span className="c3 f13 nowrap">{t('bulk.into.mine')}</span>
  return <Choice adjust={adjust} />
}

function Choice({ adjust }: { adjust: Adjust }) {
  const { t } = useTranslation()
  const pools = useQuery({
    queryKey: keys.pools,
    queryFn: async () => (await api.get('/pools')).items,
  })
  const people = useQuery(peopleNamesQuery)
  const { poolId, ownerId } = adjust.options
  const active = (pools.data ?? []).filter((p) => p.active !== false)
  // Nothing chosen: the organisation's pool for everybody, which stands first.
  const value = ownerId ? `person:${ownerId}` : `pool:${poolId || (active[0]?.id ?? '')}`
  const groups = [
    { label: t('ui.nav.pool'), options: active.map((p) => ({ value: `pool:${p.id}`, label: p.name })) },
    {
      label: t('bulk.into.people'),
      options: (people.data ?? [])
        .filter((p) => p.active)
        .map((p) => ({ value: `person:${p.id}`, label: p.name })),
    },
  ]
  return (
    <span className="row">
      <span className="c3 f13 nowrap">{t('bulk.into')}</span>
      <span className={s.token}>
        <Select
          size="small"
          variant="borderless"
          aria-label={t('bulk.into')}
          value={pools.data ? value : undefined}
          options={groups}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={(next: string) => {
            const [kind, id = ''] = next.split(':')
            adjust.change(kind === 'pool' ? { poolId: id, ownerId: '' } : { poolId: '', ownerId: id })
          }}
          style={{ minWidth: 96 }}
        />
      </span>
    </span>
  )
}
