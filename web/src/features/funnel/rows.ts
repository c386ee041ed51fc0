// Addresses of the rows behind a number.
import type { Layer } from '@/api/types'

export interface Reach {
  owner?: string | undefined
  department?: string | undefined
  /** A rep's funnel is their own customers. */
  mine: boolean
}

function whose({ owner, department, mine }: Reach): string[] {
  if (owner) return [`owner = "${owner}"`]
  if (mine) return ['owner = me()']
  return department ? [`department = "${department}"`] : []
}

const list = (tests: string[]) => `/customers?filter=${encodeURIComponent(tests.join(' and '))}`

const inLayers = (layers: Layer[]) =>
  layers.length === 1 ? `layer = "${layers[0]}"` : `layer in (${layers.map((l) => `"${l}"`).join(', ')})`

/** Customers who stand in these layers now. */
export const rowsIn = (reach: Reach, ...layers: Layer[]): string => list([inLayers(layers), ...whose(reach)])

/** Of them, those who came in since a day. */
export const rowsEntered = (reach: Reach, layer: Layer, from: string): string =>
  list([inLayers([layer]), `layerSince >= "${from}"`, ...whose(reach)])

/** Of them, those who have stayed longer than is ideal (in working days; a week has five). */
export const rowsStaying = (reach: Reach, layer: Layer, ideal: number): string =>
  list([inLayers([layer]), `layerSince < daysAgo(${Math.ceil((ideal * 7) / 5)})`, ...whose(reach)])

/** Customers whose first response is overdue. */
export const rowsLate = (reach: Reach): string => list(['firstDueAt < now()', ...whose(reach)])

/** Customers their owners found themselves. */
export const rowsSelfFound = (reach: Reach): string =>
  list(['selfFound = true', 'layer <= "opportunity"', ...whose(reach)])
