import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import s from './Shell.module.css'

/** How full a rep's hands are, and what can still be taken today. */
export function HoldMeter() {
  const { t } = useTranslation()
  const { hold, roles } = useMe()
  if (!hold || hold.quota <= 0 || !roles.includes('rep')) return null
  const { used, quota, left, claimsToday, dailyClaims } = hold
  const text =
    left > 0
      ? t('ui.slots.left', { count: left, claims: claimsToday, limit: dailyClaims })
      : t('ui.slots.none', { claims: claimsToday, limit: dailyClaims })
  return (
    <section className={s.hold} aria-label={t('ui.slots.title')} title={text}>
      <div className={s.holdTop}>
        <span>{t('ui.slots.title')}</span>
        <b className={used > quota ? 'c-amber' : undefined}>
          {used}
          <em>/{quota}</em>
        </b>
      </div>
      <div className={s.cells} aria-hidden>
        {Array.from({ length: Math.min(quota, 60) }, (_, i) => (
          <i key={i} className={i < used ? s.full : undefined} />
        ))}
      </div>
      <p>{text}</p>
    </section>
  )
}
