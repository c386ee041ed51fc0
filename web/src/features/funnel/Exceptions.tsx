import { ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { type Exception, exceptionsOf, isGrave } from './exceptions'
import s from './funnel.module.css'
import { type Reach, rowsIn, rowsStaying } from './rows'
import type { Report } from './types'
import { useFigureWords } from './words'

export const exceptionRows = (e: Exception, reach: Reach): string => {
  if (e.kind === 'days') return rowsStaying(reach, e.layer, e.ideal)
  return e.kind === 'rate' ? rowsIn(reach, e.layer) : rowsIn(reach, ...e.layers)
}

/** The three worst, each a link to its customers. */
export function Exceptions({ report, reach }: { report: Report; reach: Reach }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const worst = exceptionsOf(report)
  if (worst.length === 0) return null
  return (
    <div className={s.exceptions}>
      <b className={s.exceptionsHead}>
        <TriangleAlert size={14} strokeWidth={1.8} aria-hidden />
        {t('funnel.exceptions', { count: worst.length })}
      </b>
      {worst.map((e) => {
        const { text, side } = words.exception(e, report)
        return (
          <Go key={text} to={exceptionRows(e, reach)} className={cx(s.exception, isGrave(e) && s.grave)}>
            <i aria-hidden />
            <span>{text}</span>
            {side ? <small>{side}</small> : null}
            <ChevronRight size={14} strokeWidth={1.8} aria-hidden />
          </Go>
        )
      })}
      <span className="grow" />
      <span className="c3 f12">{t('funnel.tooFewShort')}</span>
    </div>
  )
}
