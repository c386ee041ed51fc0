// The one next step of a customer: when, what, and the two things to do with it.
import { Button } from 'antd'
import { CalendarClock, Clock3, Phone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip, Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import { callCustomer } from './call'
import s from './next.module.css'
import PlanSheet from './PlanSheet'
import type { Followed } from './types'

export function NextStep({ customer }: { customer: Followed }) {
  const { t } = useTranslation()
  const day = useDay()
  const [planning, setPlanning] = useState(false)
  const may = (act: Followed['actions'][number]) => customer.actions.includes(act)
  const { plan } = customer
  const late = plan ? day.now - Date.parse(plan.at) : 0
  const call = may('touch') && customer.phone ? () => void callCustomer(customer) : undefined
  const later = may('plan') ? () => setPlanning(true) : undefined
  useHotkeys({ c: call, s: later })
  return (
    <section className={s.next}>
      <h2>
        <CalendarClock size={14} strokeWidth={1.8} aria-hidden />
        {t('touch.next')}
        <span className="grow" />
        {plan && late > 60_000 ? <Chip tone="red">{t('plan.late', { span: day.span(late) })}</Chip> : null}
      </h2>
      {plan ? (
        <>
          <p title={day.full(plan.at)}>
            <b>
              {day.day(plan.at)} {day.time(plan.at)}
            </b>{' '}
            {plan.content || t(`plan.do.${plan.channel}`)}
          </p>
          {plan.goal ? <p className="c2 f13">{t('plan.goalIs', { goal: plan.goal })}</p> : null}
        </>
      ) : (
        <p className="c2">{t(customer.doNotContact ? 'plan.noneDenied' : 'plan.none')}</p>
      )}
      {call || later ? (
        <div className={s.acts}>
          {call ? (
            <Button
              className="only-wide"
              icon={<Phone size={14} strokeWidth={1.8} aria-hidden />}
              onClick={call}
            >
              {t('call.call')}
              <Kbd>C</Kbd>
            </Button>
          ) : null}
          {later ? (
            <Button icon={<Clock3 size={14} strokeWidth={1.8} aria-hidden />} onClick={later}>
              {t(plan ? 'plan.move' : 'plan.title')}
              <span className="only-wide">
                <Kbd>S</Kbd>
              </span>
            </Button>
          ) : null}
        </div>
      ) : null}
      <PlanSheet customer={customer} open={planning} onClose={() => setPlanning(false)} />
    </section>
  )
}
