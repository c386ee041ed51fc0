// The cards under the silhouette.
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import { type Customer, type Layer, layerNumber } from '@/api/types'
import { rememberList } from '@/features/customer'
import { cx } from '@/lib/cx'
import { money } from '@/lib/money'
import { Board } from '@/ui/Board'
import { Avatar, Grade, Temp } from '@/ui/marks'
import { ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './funnel.module.css'
import { useBoard } from './useBoard'
import { useDrop } from './useDrop'
import type { Funnel } from './useFunnel'

export function Cards({ of }: { of: Funnel }) {
  const { t } = useTranslation()
  const may = useMay()
  const { drop, flying, dialogs } = useDrop()
  const { first, columns } = useBoard(of.whose, flying, (layer) => t(`layer.${layer}`))
  if (first.isPending) return <Skeleton height={86} />
  if (first.error && !first.data)
    return <ErrorState error={first.error} onRetry={() => void first.refetch()} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only remembers the list a card was opened from
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    <div
      className={s.cards}
      onClick={(event) => {
        const list = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column
        const column = columns.find((c) => c.key === list)
        if (column)
          rememberList(
            column.cards.map((c) => c.id),
            '/funnel',
          )
      }}
    >
      <Board<Customer>
        label={t('funnel.title')}
        columns={columns}
        cardKey={(card) => card.id}
        cardName={(card) => card.name}
        href={(card) => `/customers/${card.id}`}
        card={(card) => <Card card={card} />}
        {...(may('customer.move')
          ? {
              canMove: (card: Customer) => card.actions.includes('move'),
              onMove: (card: Customer, to: string) => drop(card, to as Layer),
            }
          : {})}
        empty={t('funnel.emptyColumn')}
      />
      {dialogs}
    </div>
  )
}

function Card({ card }: { card: Customer }) {
  const { t } = useTranslation()
  return (
    <>
      <div className={s.cardTop}>
        <b className="ell" title={card.name}>
          {card.name}
        </b>
        <Grade grade={card.grade} />
      </div>
      <div className={s.cardLine}>
        {card.grade ? (
          <Temp value={card.temperature} />
        ) : (
          <span className="c3 f12">{t('funnel.ungraded')}</span>
        )}
        {card.deal ? <span className="num f12 c2">{money(card.deal)}</span> : null}
      </div>
      <div className={s.cardLine}>
        <Next card={card} />
        {card.owner ? (
          <span title={card.owner.name}>
            <Avatar name={card.owner.name} size={18} />
            <span className="vh">{card.owner.name}</span>
          </span>
        ) : null}
      </div>
      <Stay card={card} />
    </>
  )
}

/** The next step: red once it is late, amber where one is missing. */
function Next({ card }: { card: Customer }) {
  const { t } = useTranslation()
  const day = useDay()
  if (!card.nextAt) {
    const needed = layerNumber(card.layer) >= 3 && card.layer !== 'implemented'
    return <span className={cx('f12 ell', needed ? 'c-amber' : 'c3')}>{t('customer.list.noPlan')}</span>
  }
  const late = day.now - Date.parse(card.nextAt)
  return (
    <span className={cx('f12 ell', late > 0 ? 'c-red' : 'c2')} title={day.full(card.nextAt)}>
      {late > 0 ? t('customer.overdue', { span: day.span(late) }) : day.when(card.nextAt)}
    </span>
  )
}

/** Days in the layer: the middle of the line is the ideal. */
function Stay({ card }: { card: Customer }) {
  const { t } = useTranslation()
  if (card.idealDays <= 0) return null
  const ratio = card.daysInLayer / card.idealDays
  const tone = ratio > 1.5 ? s.stayRed : ratio > 1 ? s.stayAmber : undefined
  const days = Math.round(card.daysInLayer * 10) / 10
  const text = t('funnel.stay', { days, ideal: card.idealDays })
  return (
    <div className={cx(s.stay, tone)} title={text}>
      <i style={{ width: `${Math.min(ratio / 2, 1) * 100}%` }} aria-hidden />
      <u aria-hidden />
      <span className="vh">{text}</span>
    </div>
  )
}
