// 他说过: the customer's words, and how they like to be reached.
import { Ear } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Chip, Quote } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { touchIcon } from '../channels'
import type { CustomerFull } from '../types'
import s from './page.module.css'

const shown = 3

export function Said({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const day = useDay()
  const main = customer.contacts.find((c) => c.primary) ?? customer.contacts[0]
  const preferred = main?.preferred
  if (customer.quotes.length === 0 && !preferred && !customer.preference) return null
  return (
    <section className={s.part}>
      <h2>
        <Ear size={14} strokeWidth={1.8} aria-hidden />
        {t('customer.said')}
      </h2>
      <div className={s.quotes}>
        {customer.quotes.slice(0, shown).map((q) => (
          <Quote key={q.at + q.text} source={`${t(`channel.${q.channel}`)} · ${day.day(q.at)}`}>
            {q.text}
          </Quote>
        ))}
      </div>
      <div className={s.chips}>
        {preferred ? (
          <Chip tone="ink" icon={touchIcon(preferred, '')}>
            {t('customer.prefers', { channel: t(`channel.${preferred}`) })}
          </Chip>
        ) : null}
        {customer.preference ? <p className="pre f13 c2">{customer.preference}</p> : null}
      </div>
    </section>
  )
}
