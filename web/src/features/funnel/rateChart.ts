// Move rates as bars in the layers' colours, the ideal as a dashed line.

import { layerNumber } from '@/api/types'
import { axis } from '@/ui/Chart'
import type { Palette } from '@/ui/theme'
import { isLow } from './exceptions'
import type { LayerFigure } from './types'

export const rateOption = (moved: LayerFigure[], names: string[]) => (p: Palette, ramp: string[]) => ({
  grid: { left: 40, right: 16, top: 20, bottom: 28 },
  xAxis: {
    type: 'category',
    data: names,
    ...axis(p),
    splitLine: { show: false },
    axisLabel: { color: p.text2, fontSize: 12, interval: 0, width: 150, overflow: 'break' },
  },
  yAxis: {
    type: 'value',
    min: 0,
    max: 100,
    interval: 25,
    ...axis(p),
    axisLabel: { color: p.text3, fontSize: 12, formatter: '{value}%' },
  },
  series: [
    {
      type: 'bar',
      barMaxWidth: 44,
      data: moved.map((l) => ({
        value: l.rate?.value ?? 0,
        itemStyle: {
          color: isLow(l.rate) ? p.redFill : ramp[layerNumber(l.layer) - 1],
          // Not judged under 30: pale.
          opacity: l.rate?.judged ? 1 : 0.45,
          borderRadius: [3, 3, 0, 0],
        },
      })),
      label: {
        show: true,
        position: 'top',
        color: p.text,
        formatter: ({ value }: { value: number }) => `${Math.round(value)}%`,
      },
    },
    {
      type: 'line',
      step: 'middle',
      symbol: 'none',
      silent: true,
      data: moved.map((l) => l.rate?.ideal ?? 0),
      lineStyle: { color: p.text2, width: 1.4, type: [4, 4] },
    },
  ],
})
