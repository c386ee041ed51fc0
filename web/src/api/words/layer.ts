// Generated from internal/words and internal/customer by `make openapi`. Do not edit.

export type Layer = 'abandoned' | 'resource' | 'graded' | 'contacted' | 'lead' | 'opportunity' | 'signed' | 'implemented'

/** By depth; abandoned stands outside the funnel. */
export const allLayers: readonly Layer[] = ['abandoned', 'resource', 'graded', 'contacted', 'lead', 'opportunity', 'signed', 'implemented']

/** The funnel from top to bottom. */
export const layers: readonly Layer[] = ['resource', 'graded', 'contacted', 'lead', 'opportunity', 'signed', 'implemented']

/** Customers of these count for their owner's quota. */
export const heldLayers: readonly Layer[] = ['resource', 'graded', 'contacted', 'lead', 'opportunity']
