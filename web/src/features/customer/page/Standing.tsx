// Where the customer stands: the way so far, and what the next layer lacks.
import { Button } from 'antd'
import { ArrowRight, Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { money } from '@/lib/money'
import { Chip, Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { Requirements } from '../Requirements'
import { type CustomerFull, mayDo } from '../types'
import s from './page.module.css'
import { dayNumber, type StepView, stepsOf, wayOf } from './steps'
import type { Panels } from './usePanels'

/** Product, amount, goal, how long it took, how often they were contacted. */
export function Summary({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const way = customer.standing ? wayOf(customer.standing.steps, customer.layer) : undefined
  const parts = [
    customer.product ? <span key="product">{customer.product.name}</span> : null,
    customer.deal ? <b key="deal">{money(customer.deal)}</b> : null,
    customer.goal ? <span key="goal">{t('customer.goalIs', { goal: customer.goal })}</span> : null,
    way && customer.layer !== 'abandoned' ? (
      <span key="way">{t('customer.way', { days: way.days, ideal: way.ideal })}</span>
    ) : null,
    <span key="touches">{t('customer.touches', { count: customer.touches })}</span>,
  ].filter(Boolean)
  return <div className={s.summary}>{parts}</div>
}

/** Seven bars with the days spent in each layer. */
export function Stepper({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const { standing } = customer
  if (!standing) return null
  return (
    <ol className={s.steps} aria-label={t('customer.steps')}>
      {stepsOf(standing.steps, customer.layer).map((step) => (
        <li
          key={step.layer}
          className={cx(s.step, s[step.state])}
          aria-current={step.state === 'on' ? 'step' : undefined}
        >
          <Bar step={step} />
          <span className={s.stepName}>
            {step.state === 'done' ? <Check size={12} strokeWidth={2.6} aria-hidden /> : null}
            {t(`layer.${step.layer}`)}
          </span>
          <small className={step.late === 'red' ? 'c-red' : step.late === 'amber' ? 'c-amber' : undefined}>
            <StepDays step={step} />
          </small>
        </li>
      ))}
    </ol>
  )
}

export function Bar({ step }: { step: StepView }) {
  const ink = `var(--l${Math.max(step.number, 2)})`
  return (
    <span className={s.stepBar} style={step.state === 'done' ? { background: ink } : undefined} aria-hidden>
      {step.state === 'on' ? <i style={{ width: `${step.filled * 100}%` }} /> : null}
    </span>
  )
}

function StepDays({ step }: { step: StepView }) {
  const { t } = useTranslation()
  if (step.state === 'ahead') return ' '
  if (step.state === 'on')
    return step.ideal > 0
      ? t('customer.dayOf', { day: dayNumber(step.days), ideal: step.ideal })
      : t('customer.day', { day: dayNumber(step.days) })
  if (step.skipped) return t('customer.skipped')
  return step.days < 1 ? t('customer.sameDay') : t('ui.span.days', { count: Math.round(step.days) })
}

/** The entry standard of the next layer, always with the button to move. */
export function NextLayer({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const next = customer.standing?.next
  if (customer.archived) return null
  if (!next) return <Outside customer={customer} panels={panels} />
  const move = mayDo(customer, 'move')
  const layer = t(`layer.${next.to}`)
  return (
    <section className={s.nextLayer}>
      <header>
        <h2>
          {next.missing.length > 0
            ? t('customer.need.count', { layer, count: next.missing.length })
            : t('customer.need.ready', { layer })}
        </h2>
        {move ? <MoveButton onClick={() => panels.show({ kind: 'move' })} /> : null}
      </header>
      <Requirements have={next.have} missing={next.missing} onNeed={move ? panels.need : undefined} />
    </section>
  )
}

const MoveButton = ({ onClick }: { onClick: () => void }) => {
  const { t } = useTranslation()
  return (
    <Button size="small" icon={<ArrowRight size={13} strokeWidth={1.8} aria-hidden />} onClick={onClick}>
      {t('customer.act.move')}
      <Kbd>M</Kbd>
    </Button>
  )
}

/** At the end of the funnel, or outside it. */
function Outside({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const day = useDay()
  const abandoned = customer.layer === 'abandoned'
  return (
    <section className={s.nextLayer}>
      <header>
        <h2>{t(abandoned ? 'customer.outside' : 'customer.atEnd')}</h2>
        {mayDo(customer, 'move') ? <MoveButton onClick={() => panels.show({ kind: 'move' })} /> : null}
      </header>
      {abandoned ? (
        <p className="row wrap f13">
          {customer.abandonReason ? <Chip tone="amber">{t(`abandon.${customer.abandonReason}`)}</Chip> : null}
          {customer.competitor ? <span>{customer.competitor}</span> : null}
          {customer.coolUntil ? (
            <span className="c3">{t('customer.coldUntil', { day: day.date(customer.coolUntil) })}</span>
          ) : null}
        </p>
      ) : (
        <p className="c3 f13">{t('customer.atEndText')}</p>
      )}
    </section>
  )
}
