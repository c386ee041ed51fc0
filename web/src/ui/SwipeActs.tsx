// What a swiped card offers: a later time, and the log of a touch.
import { Clock3, PenLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import s from './SwipeActs.module.css'

export function SwipeActs(props: { className?: string | undefined; onPlan: () => void; onLog: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={cx(s.acts, props.className)}>
      <button type="button" className={s.plan} onClick={props.onPlan}>
        <Clock3 size={18} strokeWidth={1.8} aria-hidden />
        {t('plan.short')}
      </button>
      <button type="button" className={cx(s.log, 'on-solid')} onClick={props.onLog}>
        <PenLine size={18} strokeWidth={1.8} aria-hidden />
        {t('touch.short')}
      </button>
    </div>
  )
}
