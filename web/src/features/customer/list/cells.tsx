// What the cells of customer lists say.
import { useTranslation } from 'react-i18next'
import { layerNumber } from '@/api/types'
import { moneyPlain } from '@/lib/money'
import { Avatar } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { touchIcon, wentWrong } from '../channels'
import s from './list.module.css'
import type { Row } from './row'

/** An empty cell; a card on a phone leaves it out. */
export const Nothing = () => <span className={`c3 ${s.nothing}`}>—</span>

export function LastTouch({ row }: { row: Row }) {
  const { t } = useTranslation()
  const day = useDay()
  if (!row.lastTouchAt) return <FirstDue row={row} />
  const Icon = touchIcon(row.lastChannel, row.lastResult)
  return (
    <span className={s.touch} title={day.full(row.lastTouchAt)}>
      <Icon size={14} strokeWidth={1.8} aria-hidden className={wentWrong(row.lastResult) ? 'c-red' : 'c3'} />
      {day.ago(row.lastTouchAt)}
      {row.lastResult ? <small>{t(`result.${row.lastResult}`)}</small> : null}
    </span>
  )
}

/** Never touched: how long the first answer still has. */
function FirstDue({ row }: { row: Row }) {
  const { t } = useTranslation()
  const day = useDay()
  if (!row.firstDueAt || !row.owner) return <Nothing />
  const left = Date.parse(row.firstDueAt) - day.now
  const hours4 = 4 * 3_600_000
  return (
    <span
      className={left < 0 ? 'c-red b' : left < hours4 ? 'c-amber' : 'c3'}
      title={day.full(row.firstDueAt)}
    >
      {left < 0
        ? t('customer.list.firstLate', { span: day.span(-left) })
        : t('customer.list.firstLeft', { span: day.span(left) })}
    </span>
  )
}

/** When the next contact is due; red once it has passed, amber where one is missing. */
export function NextStep({ row }: { row: Row }) {
  const { t } = useTranslation()
  const day = useDay()
  if (!row.nextAt) {
    const needs = row.owner && layerNumber(row.layer) >= 3 && row.layer !== 'implemented'
    return needs ? <span className="c-amber">{t('customer.list.noPlan')}</span> : <Nothing />
  }
  const late = day.now - Date.parse(row.nextAt)
  if (late > 0)
    return (
      <span className="c-red b" title={day.full(row.nextAt)}>
        {t('customer.overdue', { span: day.span(late) })}
      </span>
    )
  return <span title={day.full(row.nextAt)}>{day.when(row.nextAt)}</span>
}

export function Owner({ row }: { row: Row }) {
  const { t } = useTranslation()
  if (row.owner)
    return (
      <span className={s.owner}>
        <Avatar name={row.owner.name} size={20} />
        <span className="ell">{row.owner.name}</span>
      </span>
    )
  return <span className="c3 ell">{row.pool?.name ?? t('customer.cold')}</span>
}

export const Amount = ({ row }: { row: Row }) =>
  row.deal ? <span className="num">{moneyPlain(row.deal)}</span> : <Nothing />

export const Words = ({ text }: { text: string | undefined }) =>
  text ? (
    <span className="c2" title={text}>
      {text}
    </span>
  ) : (
    <Nothing />
  )

export function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <Nothing />
  return <Words text={tags.join(' · ')} />
}

export function Day({ at }: { at: string | null | undefined }) {
  const day = useDay()
  return at ? <span title={day.full(at)}>{day.day(at)}</span> : <Nothing />
}

/** A custom field as a list shows it. */
export function customText(value: unknown, yes: string, no: string): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? yes : no
  return Array.isArray(value) ? value.join(' · ') : String(value)
}
