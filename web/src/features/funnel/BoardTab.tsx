// The silhouette exactly over the columns: what it says is what stands below.
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Go } from '@/ui/Go'
import { Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { Cards } from './Cards'
import { Exceptions } from './Exceptions'
import { isLong, isLow } from './exceptions'
import s from './funnel.module.css'
import { type Reach, rowsIn, rowsStaying } from './rows'
import { Silhouette } from './Silhouette'
import type { LayerFigure, Report } from './types'
import type { Funnel } from './useFunnel'
import { daysText, percentText, stockTone, useFigureWords } from './words'

export function BoardTab({ of, report }: { of: Funnel; report: Report }) {
  return (
    <>
      <Exceptions of={of} report={report} />
      <div className={s.wide}>
        <div className={s.inner}>
          <Heads report={report} reach={of.reach} />
          <Shape report={report} reach={of.reach} />
          <StayRow report={report} reach={of.reach} />
          <Cards key={JSON.stringify(of.whose)} of={of} />
        </div>
      </div>
      <Legend of={of} report={report} />
    </>
  )
}

interface Part {
  report: Report
  reach: Reach
}

function Heads({ report, reach }: Part) {
  const words = useFigureWords()
  return (
    <ul className={s.heads}>
      {report.layers.map((l) => {
        const state = report.combined?.layers.includes(l.layer) ? report.combined.state : l.state
        return (
          <li key={l.layer}>
            <span className={s.headName}>{words.name(l.layer)}</span>
            <Go to={rowsIn(reach, l.layer)} className={cx(s.headCount, stockTone(state))}>
              <span className="vh">{words.name(l.layer)} </span>
              {l.count}
            </Go>
            <BandNote figure={l} report={report} />
          </li>
        )
      })}
    </ul>
  )
}

/** The band a stock stands against; two layers that share one say it once. */
export function BandNote({ figure: l, report }: { figure: LayerFigure; report: Report }) {
  const { t } = useTranslation()
  const { combined } = report
  const at = combined?.layers.indexOf(l.layer) ?? -1
  if (combined && at > 0)
    return (
      <small className={stockTone(combined.state)} title={t(`funnel.state.${combined.state}`)}>
        {t('funnel.both', { count: combined.count, low: combined.band.low, high: combined.band.high })}
        <span className="vh"> {t(`funnel.state.${combined.state}`)}</span>
      </small>
    )
  if (l.band)
    return (
      <small title={t(`funnel.state.${l.state}`)}>
        {t('funnel.band', { low: l.band.low, high: l.band.high })}
        <span className="vh"> {t(`funnel.state.${l.state}`)}</span>
      </small>
    )
  return <small>{t('funnel.entered', { count: l.entered })}</small>
}

function Shape({ report, reach }: Part) {
  return (
    <div className={s.shape}>
      <Silhouette report={report} direction="across" />
      {report.layers.slice(0, -1).map((l, i) => (
        <RatePill key={l.layer} figure={l} {...{ report, reach }} at={(i + 1) / report.layers.length} />
      ))}
    </div>
  )
}

function RatePill({ figure: l, report, reach, at }: Part & { figure: LayerFigure; at: number }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const { rate } = l
  return (
    <Go
      to={rowsIn(reach, l.layer)}
      className={cx(s.pill, isLow(rate) && s.pillBad, !rate?.judged && s.pillFew)}
      style={{ left: `${at * 100}%` }}
      title={`${words.step(report, l.layer)}\n${words.rate(l)}`}
    >
      <span className="vh">{words.step(report, l.layer)} </span>
      <b>{rate ? percentText(rate.value) : '—'}</b>
      {rate ? <small>{t('funnel.idealIs', { ideal: Math.round(rate.ideal) })}</small> : null}
      <span className="vh"> {words.rate(l)}</span>
    </Go>
  )
}

function StayRow({ report, reach }: Part) {
  const { t } = useTranslation()
  const words = useFigureWords()
  return (
    <ul className={s.stays}>
      {report.layers.map((l) => (
        <li key={l.layer}>
          {l.days ? (
            <Go
              to={rowsStaying(reach, l.layer, l.days.ideal)}
              className={isLong(l.days) ? 'c-amber' : ''}
              title={l.days.judged ? `n = ${l.days.n}` : `n = ${l.days.n} ${t('funnel.tooFew')}`}
            >
              <span className="vh">{words.name(l.layer)} </span>
              {t('funnel.daysOf', { count: Number(daysText(l.days.value)), value: daysText(l.days.value) })}
              <small> / {daysText(l.days.ideal)}</small>
            </Go>
          ) : (
            <span className="c3">{l.layer === 'implemented' ? t('funnel.askFriends') : '—'}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Legend({ of, report }: { of: Funnel; report: Report }) {
  const { t } = useTranslation()
  const day = useDay()
  const past = report.period.to < of.today
  return (
    <footer className={s.legend}>
      <span className={s.key} title={t('funnel.lastLayerNote')}>
        <i className={s.keyStock} aria-hidden />
        {past ? t('funnel.stockOn', { day: day.plain(report.period.to) }) : t('funnel.stockNow')}
      </span>
      <span className={s.key}>
        <i className={s.keyIdeal} aria-hidden />
        {t('funnel.idealStock', { count: report.people })}
      </span>
      <span className={s.key}>
        <b className={s.keyRate}>54%</b>
        {t('funnel.moveRate')}
      </span>
      <span className="grow" />
      <span className="only-wide">{past ? t('funnel.cardsNow') : t('funnel.everyNumber')}</span>
      <Kbd>M</Kbd>
      <span>{t('ui.key.moveLayer')}</span>
    </footer>
  )
}
