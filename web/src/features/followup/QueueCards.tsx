// The queue on a phone and under 1024 px: rows with a thumb-sized call button;
// the dots (or a swipe to the left) offer 改期 and 记.
import { Ellipsis } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { Grade, LayerTick, Temp } from '@/ui/marks'
import { Pane } from '@/ui/Pane'
import { SwipeActs } from '@/ui/SwipeActs'
import { useSwipe } from '@/ui/useSwipe'
import { channelIcon } from './icons'
import { useDue } from './QueueList'
import s from './today.module.css'
import type { QueueItem } from './types'
import type { Today } from './useQueue'

export interface CardActs {
  call: (item: QueueItem) => void
  log: (item: QueueItem) => void
  plan: (item: QueueItem) => void
}

export function QueueCards({ today, acts }: { today: Today; acts: CardActs }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState('')
  return (
    <Pane>
      {today.groups.map(({ layer, items, count }, i) => (
        <section key={layer} aria-label={t(`layer.${layer}`)}>
          <h2 className={s.cardsHead}>
            <LayerTick layer={layer} />
            <em>{count}</em>
            <span className="grow" />
            {i === 0 ? <span>{t('today.order')}</span> : null}
          </h2>
          <ul>
            {items.map((item) => (
              <Card
                key={item.customer.id}
                item={item}
                team={today.team}
                acts={acts}
                open={open === item.customer.id}
                onOpen={setOpen}
              />
            ))}
          </ul>
        </section>
      ))}
      {today.queue.data?.more ? <p className={s.rest}>{t('today.more')}</p> : null}
    </Pane>
  )
}

interface CardProps {
  item: QueueItem
  team: boolean
  acts: CardActs
  open: boolean
  /** Whose acts show; '' hides them. */
  onOpen: (id: string) => void
}

/** Drawn anew only when it changes: a queue has many. */
const Card = memo(function Card({ item, team, acts, open, onOpen }: CardProps) {
  const { t } = useTranslation()
  const due = useDue()(item)
  const swipe = useSwipe(
    () => onOpen(item.customer.id),
    () => onOpen(''),
  )
  const { customer: c, reason } = item
  const Icon = channelIcon(c.nextChannel)
  const calls = (c.nextChannel || 'call') === 'call'
  const urgent = reason.tone === 'red'
  const who = [c.contactName, c.contactTitle].filter(Boolean).join(' · ')
  return (
    <li className={cx(s.card, urgent && s.hot)} {...swipe}>
      <div className={s.cardMain}>
        <div className={s.cardFirst}>
          <Go to={`/customers/${c.id}`} className="ell b">
            {c.name}
          </Go>
          <Grade grade={c.grade} />
          {c.temperature && c.layer !== 'resource' ? <Temp value={c.temperature} name={false} /> : null}
          <span className="grow" />
          <span className={cx('f13 nowrap', due.late ? 'c-red b' : 'c3')}>{due.text}</span>
        </div>
        <p className={cx(s.cardWhy, reason.tone !== 'none' && `c-${reason.tone}`)}>{reason.text}</p>
        <p className="c3 f13 ell">
          {team && c.owner ? [c.owner.name, who].filter(Boolean).join(' · ') : who}
        </p>
      </div>
      {open ? (
        <SwipeActs className={s.cardActs} onPlan={() => acts.plan(item)} onLog={() => acts.log(item)} />
      ) : (
        <>
          <button
            type="button"
            className={s.dots}
            aria-label={t('today.acts', { name: c.name })}
            aria-expanded={false}
            onClick={() => onOpen(c.id)}
          >
            <Ellipsis size={18} aria-hidden />
          </button>
          <button
            type="button"
            className={cx(s.call, urgent && s.solid)}
            aria-label={
              calls
                ? t('call.who', { name: c.contactName || c.name })
                : t(`plan.do.${c.nextChannel || 'call'}`)
            }
            onClick={() => (calls ? acts.call(item) : acts.log(item))}
          >
            <Icon size={20} strokeWidth={1.8} aria-hidden />
          </button>
        </>
      )}
    </li>
  )
})
