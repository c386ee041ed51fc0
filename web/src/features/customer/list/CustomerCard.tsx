// A customer in a list on a phone: the card opens it, the button calls, a swipe
// to the left offers 改期 and 记. On the page of a customer both stand anyway, so
// the swipe is a short cut and needs no other way to reach it here.
import { MessageCircle, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Go } from '@/ui/Go'
import { Grade, LayerTick, Temp } from '@/ui/marks'
import { SwipeActs } from '@/ui/SwipeActs'
import { useSwipe } from '@/ui/useSwipe'
import { useCall } from '../slots'
import { mayDo } from '../types'
import { LastTouch, NextStep } from './cells'
import s from './list.module.css'
import type { Row } from './row'

export interface CardActs {
  /** The id of the card whose acts show. */
  open: string
  onOpen: (id: string) => void
  plan: (customer: Row) => void
  log: (customer: Row) => void
}

export function CustomerCard({ row, acts }: { row: Row; acts: CardActs }) {
  const { t } = useTranslation()
  const call = useCall()
  const dials = mayDo(row, 'touch') && row.phone !== ''
  const Icon = row.nextChannel === 'wechat' ? MessageCircle : Phone
  const swipe = useSwipe(
    () => acts.onOpen(mayDo(row, 'touch') ? row.id : ''),
    () => acts.onOpen(''),
  )
  const shown = acts.open === row.id
  return (
    <div className={s.card} {...swipe}>
      <div className={s.cardMain}>
        <div className={s.cardTitle}>
          <Go to={`/customers/${row.id}`} className="b ell">
            {row.name}
          </Go>
          <Grade grade={row.grade} />
          <Temp value={row.temperature} name={false} />
        </div>
        <div className={s.cardMeta}>
          <LayerTick layer={row.layer} />
          {row.contactName ? <span>{row.contactName}</span> : null}
          <NextStep row={row} />
          <LastTouch row={row} />
        </div>
      </div>
      {shown ? (
        <SwipeActs className={s.cardActs} onPlan={() => acts.plan(row)} onLog={() => acts.log(row)} />
      ) : dials ? (
        <button
          type="button"
          className={s.callButton}
          aria-label={t('customer.callName', { name: row.name })}
          onClick={() => call(row)}
        >
          <Icon size={20} strokeWidth={1.8} aria-hidden />
        </button>
      ) : null}
    </div>
  )
}
