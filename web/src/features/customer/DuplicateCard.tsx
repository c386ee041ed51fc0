// 撞单: somebody has this customer already. What may be told, and what to do.
import { Button } from 'antd'
import { CircleAlert, Copy, ExternalLink, Snowflake, UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '@/api/queries'
import { copyText } from '@/lib/copy'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { Chip, LayerTick } from '@/ui/marks'
import { toast, toastRefused } from '@/ui/toast'
import { useDay } from '@/ui/useDay'
import s from './customer.module.css'
import type { Match } from './types'

/** One match of a duplicate check: exact ones in red, possible ones in amber. */
export function DuplicateCard({ match }: { match: Match }) {
  const { t } = useTranslation()
  const day = useDay()
  const may = useMay()
  const { customer } = match
  const facts = [
    customer.owner ? t('customer.dup.owner', { name: customer.owner.name }) : '',
    customer.lastTouchAt ? t('customer.dup.touched', { when: day.ago(customer.lastTouchAt) }) : '',
  ].filter(Boolean)
  const Icon = match.cold ? Snowflake : CircleAlert
  return (
    <section className={cx(s.dup, match.exact && s.dupExact)} aria-label={t('customer.dup.title')}>
      <Icon size={16} strokeWidth={1.8} aria-hidden />
      <div className="grow">
        <p>
          <b>{customer.name}</b>{' '}
          <Chip tone={match.exact ? 'red' : 'amber'}>{t(`customer.dup.kind.${match.kind}`)}</Chip>{' '}
          {match.cold ? <Chip tone="cold">{t('customer.cold')}</Chip> : null}
          {match.archived ? <Chip>{t('customer.archived')}</Chip> : null}
        </p>
        {customer.layer || facts.length > 0 ? (
          <p className="row wrap f13 c2">
            {customer.layer ? <LayerTick layer={customer.layer} /> : null}
            {facts.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
        ) : null}
        <p className="f13 c2">
          {t(match.cold ? 'customer.dup.advice.cold' : `customer.dup.advice.${match.advice}`, {
            name: customer.owner?.name ?? '',
          })}
        </p>
        {match.exact && match.kind === 'mobile' && match.advice === 'open' && may('customer.merge') ? (
          <p className="f13 c2">{t('customer.shared.hint')}</p>
        ) : null}
        <Advice match={match} />
      </div>
    </section>
  )
}

/** Opens it, or gives words to send to whom it belongs. */
function Advice({ match }: { match: Match }) {
  const { t } = useTranslation()
  const me = useMe()
  const { customer, advice } = match
  if (match.visible && customer.id)
    return (
      <Go to={`/customers/${customer.id}`} className={s.dupAct}>
        <ExternalLink size={14} strokeWidth={1.8} aria-hidden />
        {t('customer.dup.open')}
      </Go>
    )
  const owner = advice === 'ask_owner'
  const words = t(owner ? 'customer.dup.words.owner' : 'customer.dup.words.manager', {
    me: me.name,
    name: customer.name,
    owner: customer.owner?.name ?? '',
  })
  const copy = async () => {
    if (await copyText(words))
      toast(
        t(owner ? 'customer.dup.copiedOwner' : 'customer.dup.copiedManager', {
          name: customer.owner?.name ?? '',
        }),
      )
    else toastRefused(words)
  }
  return (
    <Button
      size="small"
      icon={
        owner ? (
          <UserPlus size={14} strokeWidth={1.8} aria-hidden />
        ) : (
          <Copy size={14} strokeWidth={1.8} aria-hidden />
        )
      }
      onClick={() => void copy()}
    >
      {t(owner ? 'customer.dup.askOwner' : 'customer.dup.askManager')}
    </Button>
  )
}

export function DuplicateCards({ matches }: { matches: Match[] }) {
  if (matches.length === 0) return null
  return (
    <div className={s.dups} role="status">
      {matches.map((match, i) => (
        <DuplicateCard key={match.customer.id ?? i} match={match} />
      ))}
    </div>
  )
}
