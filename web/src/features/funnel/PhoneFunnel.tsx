// The funnel on a phone: the shape runs down, each layer is a row to tap.
import { ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { BandNote } from './BoardTab'
import { exceptionRows } from './Exceptions'
import { isLong, isLow } from './exceptions'
import s from './funnel.module.css'
import { rowsIn } from './rows'
import { useScopeWords } from './Scope'
import { Silhouette } from './Silhouette'
import type { LayerFigure, Report } from './types'
import { type Funnel, useExceptions } from './useFunnel'
import { daysText, percentText, stockTone, useFigureWords } from './words'

export function PhoneFunnel({ of, report }: { of: Funnel; report: Report }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const scope = useScopeWords(of)
  const [worst] = useExceptions(of)
  return (
    <div className={s.phone}>
      <p className={s.phoneScope}>{scope}</p>
      {worst ? (
        <Go to={exceptionRows(worst, of.reach)} className={s.phoneException}>
          <TriangleAlert size={16} strokeWidth={1.8} aria-hidden />
          <span>{words.exception(worst, report).text}</span>
          <ChevronRight size={17} strokeWidth={1.8} aria-hidden />
        </Go>
      ) : null}
      <div className={s.down}>
        <div className={s.downShape}>
          <Silhouette report={report} direction="down" />
          {report.layers.slice(0, -1).map((l, i) => (
            <span key={l.layer} className={s.downRate} style={{ top: `${((i + 1) / 7) * 100}%` }}>
              <span className="vh">{words.step(report, l.layer)} </span>
              <b className={isLow(l.rate) ? 'c-red' : l.rate?.judged ? '' : 'c3'}>
                {l.rate ? percentText(l.rate.value) : '—'}
              </b>
              {l.rate ? <small>/{Math.round(l.rate.ideal)}</small> : null}
              <span className="vh"> {words.rate(l)}</span>
            </span>
          ))}
        </div>
        <ul className={s.downRows}>
          {report.layers.map((l) => (
            <li key={l.layer}>
              <Go to={rowsIn(of.reach, l.layer)}>
                <span className={s.downTop}>
                  <span>{words.name(l.layer)}</span>
                  <b className={stockTone(l.state)}>{l.count}</b>
                </span>
                <span className={s.downNote}>
                  <BandNote figure={l} report={report} />
                  <Stayed figure={l} />
                </span>
              </Go>
            </li>
          ))}
        </ul>
      </div>
      <p className={s.phoneNote}>{t('funnel.phoneNote')}</p>
      {of.wide ? null : <HoldLine />}
    </div>
  )
}

function Stayed({ figure: { days } }: { figure: LayerFigure }) {
  const { t } = useTranslation()
  if (!days) return null
  return (
    <small className={isLong(days) ? 'c-amber' : ''}>
      {' · '}
      {t('funnel.daysShort', { value: daysText(days.value), ideal: daysText(days.ideal) })}
    </small>
  )
}

/** A rep's hold: one cell per slot. */
function HoldLine() {
  const { t } = useTranslation()
  const { hold } = useMe()
  if (!hold) return null
  return (
    <div className={s.hold}>
      <span>{t('funnel.hold', { used: hold.used, quota: hold.quota })}</span>
      <span className={s.holdCells} aria-hidden>
        {Array.from({ length: Math.min(hold.quota, 60) }, (_, i) => (
          <i key={i} className={cx(i < hold.used && s.holdUsed)} />
        ))}
      </span>
      <span className="c3">{t('funnel.left', { count: Math.max(hold.left, 0) })}</span>
    </div>
  )
}
