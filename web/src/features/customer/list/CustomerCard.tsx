// A customer in a list on a phone: the card opens it, the button calls.
import { MessageCircle, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '@/api/types'
import { Go } from '@/ui/Go'
import { Grade, LayerTick, Temp } from '@/ui/marks'
import { useCall } from '../slots'
import { mayDo } from '../types'
import { LastTouch, NextStep } from './cells'
import s from './list.module.css'

export function CustomerCard({ row }: { row: Customer }) {
  const { t } = useTranslation()
  const call = useCall()
  const dials = mayDo(row, 'touch') && row.phone !== ''
  const Icon = row.nextChannel === 'wechat' ? MessageCircle : Phone
  return (
    <div className={s.card}>
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
      {dials ? (
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
