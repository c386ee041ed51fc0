// The shapes of the funnel routes.
import type { Customer, Layer } from '@/api/types'

export interface Band {
  low: number
  high: number
}

export type StockState = 'under' | 'in' | 'over' | 'none'

export interface Rate {
  value: number
  ideal: number
  n: number
  forward: number
  abandoned: number
  /** False while n is under 30: shown, never coloured. */
  judged: boolean
  below: boolean
}

export interface LayerDays {
  value: number
  ideal: number
  n: number
  judged: boolean
  longer: boolean
}

export interface LayerFigure {
  layer: Layer
  count: number
  entered: number
  /** 0: none stated. */
  ideal: number
  band: Band | null
  state: StockState
  rate: Rate | null
  days: LayerDays | null
}

export interface Combined {
  layers: Layer[]
  count: number
  ideal: number
  band: Band
  state: StockState
}

/** GET /funnel */
export interface Report {
  period: { from: string; to: string }
  people: number
  layers: LayerFigure[]
  combined: Combined | null
  signed: number
  abandoned: number
  slots: { earned: number; received: number; abandonedPerReceived: number | null }
  selfFound: number
}

export interface BoardColumn {
  layer: Layer
  count: number
  cards: Customer[]
  next: string
}

/** One of GET /funnel/exceptions, the worst first. */
export interface Exception {
  kind: 'rate' | 'days' | 'under' | 'over' | 'late' | 'skipped'
  layers: Layer[]
  value: number
  ideal: number
  n: number
  severity: number
}

/** GET /funnel/board */
export interface BoardData {
  columns: BoardColumn[]
}

export interface LayerIdeal {
  layer: Layer
  days: number
  rate: number
  name?: string
  standard?: string
}

export interface Hold {
  layers: Layer[]
  ideal: number
  low: number
  high: number
}

export interface Template {
  layers: LayerIdeal[]
  holds: Hold[]
  total: number
  coolingDays: number
}

/** GET /funnel/template */
export interface StoredTemplate extends Template {
  name: string
  version: number
}
