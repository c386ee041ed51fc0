// A move between layers: its direction and what it asks for.

import { type Layer, layerNumber } from '@/api/types'
import type { AbandonReason } from '@/api/words/customer'
import { layers } from '@/api/words/layer'

/** Where a customer can go. */
export const targets: Layer[] = [...layers, 'abandoned']

export type Direction = 'forward' | 'back' | 'abandon' | 'stay'

export function directionOf(from: Layer, to: Layer): Direction {
  if (to === from) return 'stay'
  if (to === 'abandoned') return 'abandon'
  return layerNumber(to) > layerNumber(from) ? 'forward' : 'back'
}

/** The layer somebody most likely means: the next one. */
export const usualTarget = (from: Layer): Layer => {
  const at = layerNumber(from)
  return at > 0 && at < layers.length ? (layers[at] as Layer) : 'abandoned'
}

export interface MoveWords {
  reason: string
  abandon: AbandonReason | ''
  competitor: string
  override: boolean
}

export const noWords: MoveWords = { reason: '', abandon: '', competitor: '', override: false }

/** What is still to be said before the move can be sent. */
export function gapOf(
  direction: Direction,
  words: MoveWords,
): 'reason' | 'abandon' | 'competitor' | undefined {
  if (direction === 'abandon') {
    if (!words.abandon) return 'abandon'
    return words.abandon === 'bought_elsewhere' && !words.competitor.trim() ? 'competitor' : undefined
  }
  const asks = direction === 'back' || (direction === 'forward' && words.override)
  return asks && !words.reason.trim() ? 'reason' : undefined
}

/** The body of POST /customers/{id}/moves. */
export function moveBody(from: Layer, to: Layer, words: MoveWords, version: number) {
  const direction = directionOf(from, to)
  const reason = direction === 'abandon' ? words.abandon : words.reason.trim()
  return {
    to,
    version,
    ...(reason ? { reason } : {}),
    ...(direction === 'abandon' && words.competitor.trim() ? { competitor: words.competitor.trim() } : {}),
    ...(direction === 'forward' && words.override ? { override: true } : {}),
  }
}
