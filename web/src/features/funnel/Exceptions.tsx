import { ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { isGrave } from './exceptions'
import s from './funnel.module.css'
import { type Reach, rowsIn, rowsLate, rowsStaying } from './rows'
import type { Exception, Report } from './types'
import { type Funnel, useExceptions } from './useFunnel'
import { useFigureWords } from './words'

export const exceptionRows = (e: Exception, reach: Reach): string => {
  const [layer] = e.layers
  if (e.kind === 'late') return rowsLate(reach)
  if (e.kind === 'skipped' || !layer) return rowsIn(reach, 'signed')
  return e.kind === 'days' ? rowsStaying(reach, layer, e.ideal) : rowsIn(reach, ...e.layers)
}

const most = 3

/** The three worst, each a link to its customers. */
export function Exceptions({ of, report }: { of: Funnel; report: Report }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const found = useExceptions(of)
  const worst = found.slice(0, most)
  if (worst.length === 0) return null
  return (
    <div className={s.exceptions}>
      <b className={s.exceptionsHead}>
        <TriangleAlert size={14} strokeWidth={1.8} aria-hidden />
        {t('funnel.exceptions', { count: found.length })}
      </b>
      {worst.map((e) => {
        const { text, side } = words.exception(e, report)
        return (
          <Go key={text} to={exceptionRows(e, of.reach)} className={cx(s.exception, isGrave(e) && s.grave)}>
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
