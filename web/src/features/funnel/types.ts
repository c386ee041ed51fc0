// Names for what the funnel routes send.
import type { Schemas } from '@/api/types'

export type Band = Schemas['FunnelBand']
export type StockState = Schemas['BandState']
export type Rate = Schemas['FunnelRate']
export type LayerDays = Schemas['FunnelDays']
export type LayerFigure = Schemas['FunnelLayerFigure']
export type Combined = Schemas['FunnelCombined']
export type Report = Schemas['FunnelReport']
export type BoardColumn = Schemas['FunnelColumn']
/** One deviation from the ideal, the worst first. */
export type Exception = Schemas['FunnelException']
export type BoardData = Schemas['FunnelBoard']
export type LayerIdeal = Schemas['FunnelLayerIdeal']
export type Hold = Schemas['FunnelHold']
export type StoredTemplate = Schemas['FunnelTemplateOut']
/** The numbers of a funnel without its name. */
export type Template = Omit<StoredTemplate, 'name' | 'version'>
