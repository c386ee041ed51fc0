// The picture of the funnel. It only draws; every number stands beside it as text.
import { useId } from 'react'
import s from './funnel.module.css'
import { bodyPath, type Direction, edgePath, halvesOf } from './silhouette'
import type { Report } from './types'

export function Silhouette({ report, direction }: { report: Report; direction: Direction }) {
  const id = useId()
  const { stock, ideal } = halvesOf(report)
  const n = stock.length
  const across = direction === 'across'
  return (
    <svg
      className={s.picture}
      viewBox={across ? `0 0 ${n} 2` : `0 0 2 ${n}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      <linearGradient
        id={id}
        gradientUnits="userSpaceOnUse"
        x1={0}
        y1={0}
        x2={across ? n : 0}
        y2={across ? 0 : n}
      >
        {stock.map((_, i) => (
          <stop key={i} offset={(i + 0.5) / n} style={{ stopColor: `var(--l${i + 1})` }} />
        ))}
      </linearGradient>
      <path d={bodyPath(stock, direction)} fill={`url(#${id})`} />
      {ideal.length > 0 ? <path d={edgePath(ideal, direction)} className={s.ideal} /> : null}
    </svg>
  )
}
