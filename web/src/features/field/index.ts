import { lazy } from 'react'

export const FieldsPart = lazy(() => import('./Fields'))
