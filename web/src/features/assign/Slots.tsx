import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { cx } from '@/lib/cx'
import s from './assign.module.css'
import { claimStop } from './pools'
import type { Pool } from './types'

/** How many more the reader may take, and what stops them. */
export function Slots({ pool }: { pool: Pool }) {
  const { t } = useTranslation()
  const own = useMe().hold
  if (!own || own.quota <= 0) return null
  const stop = claimStop(own, pool)
  const share = `${Math.min(1, own.used / own.quota) * 100}%`
  return (
    <div className={s.slots} role="status">
      <span className={s.meter} aria-hidden>
        <i style={{ width: share }} className={cx(own.left <= 0 && s.full)} />
      </span>
      <span className="nowrap">
        {t('ui.slots.title')} <b>{own.used}</b>
        <span className="c3">/{own.quota}</span>
      </span>
      <span className={stop ? 'c-amber' : 'c3'}>
        {stop === 'full'
          ? t('pool.stop.full')
          : stop === 'today'
            ? t('pool.stop.today', { limit: pool.dailyClaims })
            : t('pool.left', { count: own.left, claims: own.claimsToday, limit: pool.dailyClaims })}
      </span>
    </div>
  )
}
