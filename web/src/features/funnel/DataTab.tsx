// The funnel as numbers: every layer in a row, give and take, rates as a chart.
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart } from '@/ui/Chart'
import { Go, useGo } from '@/ui/Go'
import { LayerTick } from '@/ui/marks'
import { Pane, Section } from '@/ui/Pane'
import { useDay } from '@/ui/useDay'
import { Exceptions } from './Exceptions'
import { isLong, isLow } from './exceptions'
import s from './funnel.module.css'
import { rateOption } from './rateChart'
import { type Reach, rowsEntered, rowsIn, rowsSelfFound, rowsStaying } from './rows'
import type { LayerFigure, Report } from './types'
import type { Funnel } from './useFunnel'
import { daysText, percentText, stockTone, useFigureWords } from './words'

export default function DataTab({ of, report }: { of: Funnel; report: Report }) {
  const { t } = useTranslation()
  const day = useDay()
  const { from, to } = report.period
  return (
    <>
      <Exceptions of={of} report={report} />
      <Pane label={t('funnel.tab.data')}>
        <Section
          title={t('funnel.layers')}
          side={`${day.plain(from)} – ${day.plain(to)} · ${t('funnel.people', { count: report.people })}`}
        >
          <div className={s.scroll}>
            <Layers report={report} reach={of.reach} />
          </div>
        </Section>
        <Section title={t('funnel.giveTake')}>
          <GiveTake report={report} reach={of.reach} />
        </Section>
        <Section>
          <Rates report={report} reach={of.reach} />
        </Section>
      </Pane>
    </>
  )
}

interface Part {
  report: Report
  reach: Reach
}

function Layers({ report, reach }: Part) {
  const { t } = useTranslation()
  const heads = [
    'layer',
    'count',
    'band',
    'idealStock',
    'entered',
    'rate',
    'idealRate',
    'n',
    'days',
    'idealDays',
  ] as const
  return (
    <table className={s.table}>
      <thead>
        <tr>
          {heads.map((key) => (
            <th key={key} scope="col">
              {t(`funnel.head.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.layers.map((l) => (
          <LayerRow key={l.layer} figure={l} report={report} reach={reach} />
        ))}
      </tbody>
    </table>
  )
}

const none = <span className="c3">—</span>

function LayerRow({ figure: l, report, reach }: Part & { figure: LayerFigure }) {
  const { t } = useTranslation()
  const { combined } = report
  const at = combined?.layers.indexOf(l.layer) ?? -1
  const shared = at === 0 ? combined : null
  const state = shared?.state ?? l.state
  const band = shared?.band ?? l.band
  const ideal = shared?.ideal ?? l.ideal
  const rows = shared ? { rowSpan: shared.layers.length } : {}
  return (
    <tr>
      <th scope="row">
        <LayerTick layer={l.layer} />
      </th>
      <td>
        <Go to={rowsIn(reach, l.layer)} className={at < 0 ? stockTone(l.state) : ''}>
          <b>{l.count}</b>
        </Go>
      </td>
      {at > 0 ? null : (
        <>
          <td {...rows}>
            {band ? (
              <>
                <small className={stockTone(state)}>
                  {shared ? `${shared.count} · ` : ''}
                  {state === 'in' ? '' : `${t(`funnel.state.${state}`)} · `}
                </small>
                {band.low}–{band.high}
              </>
            ) : (
              none
            )}
          </td>
          <td {...rows}>{ideal > 0 ? ideal : none}</td>
        </>
      )}
      <td>
        <Go to={rowsEntered(reach, l.layer, report.period.from)} title={t('funnel.enteredRows')}>
          {l.entered}
        </Go>
      </td>
      <RateCells figure={l} report={report} reach={reach} />
      <DayCells figure={l} reach={reach} />
    </tr>
  )
}

function RateCells({ figure: l, reach }: Part & { figure: LayerFigure }) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const { rate } = l
  if (!rate)
    return (
      <>
        <td>{none}</td>
        <td>{none}</td>
        <td>{none}</td>
      </>
    )
  return (
    <>
      <td title={words.rate(l)}>
        <Go to={rowsIn(reach, l.layer)} className={isLow(rate) ? 'c-red' : rate.judged ? '' : 'c3'}>
          {isLow(rate) ? <b>{percentText(rate.value)}</b> : percentText(rate.value)}
          {isLow(rate) ? <span className="vh"> {t('funnel.below')}</span> : null}
        </Go>
      </td>
      <td>{percentText(rate.ideal)}</td>
      <td>
        {rate.n}
        {rate.judged ? null : <small> {t('funnel.notJudged')}</small>}
      </td>
    </>
  )
}

function DayCells({ figure: l, reach }: { figure: LayerFigure; reach: Reach }) {
  const { days } = l
  if (!days)
    return (
      <>
        <td>{none}</td>
        <td>{none}</td>
      </>
    )
  return (
    <>
      <td title={`n = ${days.n}`}>
        <Go
          to={rowsStaying(reach, l.layer, days.ideal)}
          className={isLong(days) ? 'c-amber' : days.judged ? '' : 'c3'}
        >
          {daysText(days.value)}
        </Go>
      </td>
      <td>{daysText(days.ideal)}</td>
    </>
  )
}

function GiveTake({ report, reach }: Part) {
  const { t } = useTranslation()
  const { slots } = report
  return (
    <dl className={s.figures}>
      <Figure
        name={t('funnel.earned')}
        note={t('funnel.earnedNote', { signed: report.signed, abandoned: report.abandoned })}
      >
        {slots.earned}
      </Figure>
      <Figure
        name={t('funnel.perReceived')}
        note={t('funnel.perReceivedNote', { abandoned: report.abandoned, received: slots.received })}
      >
        {slots.abandonedPerReceived === null ? '—' : `${slots.abandonedPerReceived} : 1`}
      </Figure>
      <Figure name={t('funnel.signedCount')} note={t('funnel.inPeriod')}>
        <Go to={rowsEntered(reach, 'signed', report.period.from)}>{report.signed}</Go>
      </Figure>
      <Figure name={t('funnel.selfFound')} note={t('funnel.selfFoundNote')}>
        <Go to={rowsSelfFound(reach)}>{report.selfFound}</Go>
      </Figure>
    </dl>
  )
}

function Figure({ name, note, children }: { name: string; note: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{children}</b>
        <small>{note}</small>
      </dd>
    </div>
  )
}

function Rates({ report, reach }: Part) {
  const { t } = useTranslation()
  const words = useFigureWords()
  const go = useGo()
  const moved = report.layers.filter((l) => l.rate)
  const names = moved.map((l) => words.step(report, l.layer))
  const labels = names.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are made anew on every render; their text decides
  const option = useMemo(() => rateOption(moved, names), [report, labels])
  if (moved.length === 0) return null
  return (
    <Chart
      title={t('funnel.ratesAsk')}
      sentence={moved
        .map((l, i) =>
          t('funnel.rateSentence', {
            step: names[i] ?? '',
            value: percentText(l.rate?.value ?? 0),
            ideal: percentText(l.rate?.ideal ?? 0),
          }),
        )
        .join(t('funnel.semicolon'))}
      side={
        <span className={s.chartKey}>
          <i className={s.keyIdeal} aria-hidden />
          {t('funnel.ideal')}
        </span>
      }
      height={260}
      option={option}
      table={{
        columns: [t('funnel.step'), t('funnel.head.rate'), t('funnel.head.idealRate'), 'n'],
        rows: moved.map((l, i) => [
          names[i] ?? '',
          percentText(l.rate?.value ?? 0),
          percentText(l.rate?.ideal ?? 0),
          l.rate?.n ?? 0,
        ]),
      }}
      onPick={({ index }) => {
        const layer = moved[index]?.layer
        if (layer) go(rowsIn(reach, layer))
      }}
    />
  )
}
