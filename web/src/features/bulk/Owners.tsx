// Names in the owner column and the colleagues they mean; nobody means the pool.
import { UserX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import { OwnerPicker } from '@/features/customer'
import s from './lists.module.css'
import type { Preview } from './types'
import type { Adjust } from './useImports'

const most = 40

export function Owners({ preview, adjust }: { preview: Preview; adjust: Adjust }) {
  const { t } = useTranslation()
  const may = useMay()
  const { options, change } = adjust
  // In somebody's own list every row is theirs, whatever the column says.
  if (preview.owners.length === 0 || !may('import.run')) return null
  const decided = options.owners ?? {}
  const unknown = preview.owners.filter((o) => o.personId === null && !decided[o.name]).length
  return (
    <details className={s.box} open={unknown > 0}>
      <summary>
        {unknown > 0
          ? t('bulk.owners.unknown', { count: unknown })
          : t('bulk.owners.known', { count: preview.owners.length })}
      </summary>
      <ul className={s.owners}>
        {preview.owners.slice(0, most).map((o) => {
          const value = o.name in decided ? decided[o.name] : (o.personId ?? '')
          return (
            <li key={o.name}>
              <span className="ell">
                {value ? null : <UserX size={14} strokeWidth={1.8} aria-hidden className="c-amber" />}
                <b>{o.name}</b>
                <small className="c3"> {t('bulk.owners.rows', { count: o.count })}</small>
              </span>
              <OwnerPicker
                value={value ?? ''}
                label={t('bulk.owners.who', { name: o.name })}
                placeholder={t('bulk.owners.pool')}
                allowClear
                onChange={(id) => change({ owners: { ...decided, [o.name]: id } })}
              />
            </li>
          )
        })}
      </ul>
    </details>
  )
}
