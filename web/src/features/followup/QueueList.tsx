// The queue on a wide screen: a list box, deepest layer first, each line with
// the reason why it is due now.
import { memo, useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { useGo } from '@/ui/Go'
import { Grade, LayerTick, Temp } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { channelIcon } from './icons'
import s from './today.module.css'
import type { QueueItem } from './types'
import type { Today } from './useQueue'

const toneClass = { red: 'c-red', amber: 'c-amber', green: 'c-green', none: 'c2' }

/** When it is due, in few words: "逾期 42 分", "11:30", "剩 3 小时". */
export function useDue() {
  const day = useDay()
  const { t } = day.context
  return ({ dueAt, kind }: QueueItem): { text: string; late: boolean } => {
    if (!dueAt) return { text: '', late: false }
    const left = Date.parse(dueAt) - day.now
    if (left < -59_000) return { text: t('today.late', { span: day.span(-left) }), late: true }
    if (kind === 'first') return { text: t('today.left', { span: day.span(left) }), late: false }
    return { text: day.time(dueAt), late: false }
  }
}

/** The temperature, and the grade or that there is none yet. */
export function Marks({ item: { customer: c }, name = true }: { item: QueueItem; name?: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {c.temperature && c.layer !== 'resource' ? <Temp value={c.temperature} name={name} /> : null}
      {c.grade ? <Grade grade={c.grade} /> : <span className="c3 f12">{t('today.noGrade')}</span>}
    </>
  )
}

export function QueueList({ today }: { today: Today }) {
  const { t } = useTranslation()
  const go = useGo()
  const open = useCallback((id: string) => go(`/customers/${id}`), [go])
  const box = useRef<HTMLDivElement>(null)
  const chosen = today.chosen?.customer.id ?? ''
  const { whole } = today
  useEffect(() => {
    if (chosen && whole) document.getElementById(`line${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, whole])
  return (
    <div
      ref={box}
      className={s.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('today.queue')}
      {...(chosen ? { 'aria-activedescendant': `line${chosen}` } : {})}
    >
      {today.groups.map(({ layer, items, count }, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
        <div key={layer} role="group" aria-label={t(`layer.${layer}`)}>
          <div className={s.groupHead} aria-hidden>
            <LayerTick layer={layer} />
            <em>{count}</em>
            <span className="grow" />
            {i === 0 ? <span>{t('today.order')}</span> : null}
          </div>
          {items.map((item) => (
            <Line
              key={item.customer.id}
              item={item}
              team={today.team}
              on={item.customer.id === chosen}
              onSelect={today.select}
              onOpen={open}
            />
          ))}
        </div>
      ))}
      {today.queue.data?.more ? <p className={s.rest}>{t('today.more')}</p> : null}
    </div>
  )
}

interface LineProps {
  item: QueueItem
  on: boolean
  team: boolean
  onSelect: (id: string) => void
  onOpen: (id: string) => void
}

/** Drawn anew only when it changes: a queue has many. */
const Line = memo(function Line({ item, on, team, onSelect, onOpen }: LineProps) {
  const due = useDue()(item)
  const day = useDay()
  const { customer: c, reason } = item
  const Icon = channelIcon(c.nextChannel)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: J, K and Enter are bound to the list
    // biome-ignore lint/a11y/useFocusableInteractive: the list box holds the focus (aria-activedescendant)
    <div
      id={`line${c.id}`}
      role="option"
      aria-selected={on}
      className={cx(s.line, on && s.on)}
      onClick={() => onSelect(c.id)}
      onDoubleClick={() => onOpen(c.id)}
    >
      <span className={s.channel}>
        <Icon size={15} strokeWidth={1.8} aria-hidden />
      </span>
      <div className={s.main}>
        <div className={s.first}>
          <b className="ell">{c.name}</b>
          <span className="c3 f12 ell">
            {team && c.owner ? c.owner.name : [c.contactName, c.contactTitle].filter(Boolean).join(' ')}
          </span>
        </div>
        <div className={cx(s.reason, toneClass[reason.tone])} title={reason.text}>
          {reason.text}
        </div>
      </div>
      <div className={s.end}>
        <span
          className={cx('f12 nowrap', due.late ? 'c-red b' : 'c3')}
          title={item.dueAt ? day.full(item.dueAt) : undefined}
        >
          {due.text}
        </span>
        <span className={s.marks}>
          <Marks item={item} />
        </span>
      </div>
    </div>
  )
})
