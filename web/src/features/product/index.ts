import { lazy } from 'react'

export { ProductSelect } from './ProductSelect'

export const ProductsPart = lazy(() => import('./Products'))
