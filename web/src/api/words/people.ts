// Generated from internal/words and internal/customer by `make openapi`. Do not edit.

export type Role = 'rep' | 'manager' | 'director' | 'support' | 'service' | 'finance' | 'admin'

/** What a person does. */
export const roles: readonly Role[] = ['rep', 'manager', 'director', 'support', 'service', 'finance', 'admin']

export type Level = 'novice' | 'regular' | 'experienced'

/** How experienced a person is. */
export const levels: readonly Level[] = ['novice', 'regular', 'experienced']

export type Scope = 'none' | 'own' | 'team' | 'subtree' | 'all'

/** Whose customers a person sees, widest last. */
export const scopes: readonly Scope[] = ['none', 'own', 'team', 'subtree', 'all']
