// A chart answers the question in its title, reads as one sentence, has its
// numbers as a table, and opens its rows on click. ECharts loads when shown.
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMode } from '@/providers'
import s from './Chart.module.css'
import { fontFor, type Palette, palette, ramp } from './theme'

export interface ChartPick {
  name: string
  series: string
  index: number
}

interface Props {
  /** The question it answers. */
  title: string
  /** The answer, for those who do not see it. */
  sentence: string
  height: number
  /** Called again when the theme changes. */
  option: (p: Palette, ramp: string[]) => EChartsCoreOption
  table: { columns: string[]; rows: (string | number)[][] }
  onPick?: (pick: ChartPick) => void
  side?: ReactNode
}

export function Chart({ title, sentence, height, option, table, onPick, side }: Props) {
  const { t } = useTranslation()
  const [numbers, setNumbers] = useState(false)
  return (
    <figure>
      <figcaption className={s.head}>
        <h3>{title}</h3>
        {side}
        <button type="button" aria-pressed={numbers} onClick={() => setNumbers(!numbers)}>
          {t(numbers ? 'ui.chart.picture' : 'ui.chart.numbers')}
        </button>
      </figcaption>
      {numbers ? (
        <Numbers {...table} />
      ) : (
        <Picture {...{ option, height, sentence }} {...(onPick ? { onPick } : {})} />
      )}
    </figure>
  )
}

function Numbers({ columns, rows }: Props['table']) {
  return (
    <table className={s.table}>
      <thead>
        <tr>
          {columns.map((c) => (
            <th key={c} scope="col">
              {c}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {row.map((cell, n) => (
              <td key={columns[n]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Picture({
  option,
  height,
  sentence,
  onPick,
}: Pick<Props, 'option' | 'height' | 'sentence' | 'onPick'>) {
  const { i18n } = useTranslation()
  const mode = useMode()
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ECharts>()
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    let live = true
    let made: ECharts | undefined
    const watch = new ResizeObserver(() => made?.resize())
    void import('./echarts').then(({ init }) => {
      if (!live || !box.current) return
      made = init(box.current, undefined, { renderer: 'svg' })
      made.on('click', (event) =>
        pick.current?.({ name: event.name, series: event.seriesName ?? '', index: event.dataIndex ?? 0 }),
      )
      watch.observe(box.current)
      setChart(made)
    })
    return () => {
      live = false
      watch.disconnect()
      made?.dispose()
    }
  }, [])
  useEffect(() => {
    const p = palette[mode]
    const textStyle = { fontFamily: fontFor(i18n.language), color: p.text2, fontSize: 12 }
    chart?.setOption({ animation: false, textStyle, ...option(p, ramp(p)) }, true)
  }, [chart, option, mode, i18n.language])
  return <div ref={box} role="img" aria-label={sentence} style={{ height }} />
}

/** Axes as the house draws them: no lines, hairline grid, small grey labels. */
export const axis = (p: Palette) => ({
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: p.border } },
  axisLabel: { color: p.text3, fontSize: 12 },
})
