// The signature marks: small, used everywhere, always with the same meaning.

import { Clock3, Flame, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Layer, layerNumber } from '@/api/types'
import { layers } from '@/api/words/layer'
import { cx } from '@/lib/cx'
import s from './marks.module.css'

export type Tone = 'none' | 'red' | 'amber' | 'green' | 'cold' | 'ink'

/** Seven bars filled to the layer, and its name. */
export function LayerTick({ layer, name = true }: { layer: Layer; name?: boolean }) {
  const { t } = useTranslation()
  const filled = layerNumber(layer)
  const text = t(`layer.${layer}`)
  const ink = `var(--l${Math.max(filled, 3)})`
  return (
    <span className={s.tick} title={name ? undefined : text}>
      <span className={s.bars} aria-hidden>
        {layers.map((key, i) => (
          <i key={key} style={i < filled ? { background: ink } : undefined} />
        ))}
      </span>
      <span className={name ? undefined : 'vh'}>{text}</span>
    </span>
  )
}

/** A solid, B outlined, C pale. Nothing when there is no grade yet. */
export function Grade({ grade }: { grade: string }) {
  const { t } = useTranslation()
  if (!grade) return null
  return (
    <span className={cx(s.grade, s[`grade${grade}`])} role="img" aria-label={t('ui.grade', { grade })}>
      {grade}
    </span>
  )
}

/** Flame, dot or ring, and the word: shape tells, not only colour. */
export function Temp({ value, name = true }: { value: string; name?: boolean }) {
  const { t } = useTranslation()
  if (!value) return null
  return (
    <span className={cx(s.temp, s[value])}>
      {value === 'hot' ? <Flame size={12} strokeWidth={2.2} aria-hidden /> : <i aria-hidden />}
      <span className={name ? undefined : 'vh'}>{t(`temperature.${value}`)}</span>
    </span>
  )
}

const percent = (part: number) => `${Math.min(Math.max(part, 0), 1) * 100}%`

/** Stock of a layer: the value, the band as a tint, the ideal as a tick. */
export function HoldBar({
  name,
  value,
  ideal,
  low,
  high,
}: {
  name: ReactNode
  value: number
  ideal: number
  low: number
  high: number
}) {
  const { t } = useTranslation()
  const end = Math.max(ideal * 1.5, 1)
  const over = value > high
  const under = value < low
  const state = over ? s.over : under ? s.under : undefined
  return (
    <div className={s.hold} title={t('ui.hold.title', { low, high })}>
      <div className={s.holdTop}>
        <span>{name}</span>
        <b className={state}>
          {value}
          <em>/{ideal}</em>
        </b>
      </div>
      <div className={s.holdBar} aria-hidden>
        <s style={{ left: percent(low / end), width: percent((high - low) / end) }} />
        <i
          style={{
            width: percent(value / end),
            background: over ? 'var(--amber-fill)' : under ? 'var(--cold-fill)' : undefined,
          }}
        />
        <u style={{ left: percent(ideal / end) }} />
      </div>
      <span className="vh">{over ? t('ui.hold.over') : under ? t('ui.hold.under') : ''}</span>
    </div>
  )
}

/** Days in the layer against the ideal: amber over it, red over one and a half. */
export function DaysBar({ days, ideal, wide }: { days: number; ideal: number; wide?: boolean }) {
  const { t } = useTranslation()
  const ratio = ideal > 0 ? days / ideal : 0
  const late = ratio > 1.5 ? 'c-red' : ratio > 1 ? 'c-amber' : undefined
  const fill = ratio > 1.5 ? 'var(--red-fill)' : ratio > 1 ? 'var(--amber-fill)' : undefined
  return (
    <span className={cx(s.days, wide && s.daysWide)} title={t('ui.days.title')}>
      <span className={s.daysBar} aria-hidden>
        <i style={{ width: percent(ratio / 2), background: fill }} />
        <u />
      </span>
      <span className={late}>
        {Math.round(days)}
        <em>{ideal > 0 ? t('ui.days.of', { ideal }) : t('ui.days.plain')}</em>
      </span>
    </span>
  )
}

const whyTone: Partial<Record<Tone, string | undefined>> = {
  red: s.whyRed,
  amber: s.whyAmber,
  green: s.whyGreen,
}

/** One sentence that explains an order, an owner or an alarm. */
export function Why({
  title,
  tone = 'none',
  icon: Icon = Clock3,
  children,
}: {
  title?: ReactNode
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <div className={cx(s.why, whyTone[tone])}>
      <Icon size={14} strokeWidth={1.8} aria-hidden />
      {title ? <b>{title}</b> : null}
      <p>{children}</p>
    </div>
  )
}

/** The customer's words, with where and when they were said. */
export function Quote({ children, source }: { children: ReactNode; source?: ReactNode }) {
  return (
    <blockquote className={s.quote}>
      <p>{children}</p>
      {source ? <footer>{source}</footer> : null}
    </blockquote>
  )
}

/** The first character of a name on a disc; decoration beside the name itself. */
export function Avatar({ name, size = 22 }: { name: string; size?: number }) {
  const hue = [...name].reduce((sum, ch) => sum + ch.charCodeAt(0), 0) % 5
  return (
    <span
      className={cx(s.avatar, s[`av${hue}`])}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.46) }}
      aria-hidden
    >
      {[...name][0] ?? ''}
    </span>
  )
}

/** A key as printed on its button. Hidden from readers: the button has its own name. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd aria-hidden>{children}</kbd>
}

const chipTone: Record<Tone, string | undefined> = {
  none: undefined,
  red: s.toneRed,
  amber: s.toneAmber,
  green: s.toneGreen,
  cold: s.toneCold,
  ink: s.toneInk,
}

export function Chip({
  tone = 'none',
  icon: Icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className={cx(s.chip, chipTone[tone])}>
      {Icon ? <Icon size={12} strokeWidth={2} aria-hidden /> : null}
      {children}
    </span>
  )
}
