// Generated from internal/words and internal/customer by `make openapi`. Do not edit.

export type DealState = 'open' | 'won' | 'lost'

/** How a deal stands. */
export const dealStates: readonly DealState[] = ['open', 'won', 'lost']
