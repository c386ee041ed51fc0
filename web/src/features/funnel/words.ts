// Figures in words.
import { useTranslation } from 'react-i18next'
import type { Layer } from '@/api/types'
import type { Exception, LayerFigure, Report, StockState } from './types'

/** One decimal at most: 54.14 -> 54, 5.51 -> 5.5. */
export const percentText = (value: number) => `${Math.round(value)}%`
export const daysText = (value: number) => String(Math.round(value * 10) / 10)

export const stockTone = (state: StockState): string =>
  state === 'over' ? 'c-amber' : state === 'under' ? 'c-cold' : ''

export function useFigureWords() {
  const { t } = useTranslation()
  const name = (layer: Layer) => t(`layer.${layer}`)
  const names = (layers: Layer[]) => layers.map(name).join(t('funnel.and'))
  const nextOf = (report: Report, layer: Layer): Layer | undefined =>
    report.layers[report.layers.findIndex((l) => l.layer === layer) + 1]?.layer
  return {
    name,
    names,
    /** "已接触 → 有线索" */
    step: (report: Report, layer: Layer) => {
      const next = nextOf(report, layer)
      return next ? `${name(layer)} → ${name(next)}` : name(layer)
    },
    /** "n = 98：移动 24，放弃 74" and whether it is judged. */
    rate: ({ rate }: LayerFigure): string => {
      if (!rate) return t('funnel.noExit')
      const counted = t('funnel.rateOf', { n: rate.n, forward: rate.forward, abandoned: rate.abandoned })
      return rate.judged ? counted : `${counted} ${t('funnel.tooFew')}`
    },
    exception: (e: Exception, report: Report): { text: string; side: string } => {
      const layer = names(e.layers)
      const side = e.kind === 'rate' || e.kind === 'days' ? `n = ${e.n}` : ''
      const [first] = e.layers
      const figure = e.kind === 'rate' ? percentText : daysText
      const next = first && nextOf(report, first)
      return {
        text: t(`funnel.bad.${e.kind}`, {
          layer,
          step: next ? `${layer} → ${name(next)}` : layer,
          value: figure(e.value),
          ideal: figure(e.ideal),
          count: e.value,
          n: e.n,
        }),
        side,
      }
    },
  }
}
