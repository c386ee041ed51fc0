import { lazy } from 'react'

export { DepartmentSelect, PersonSelect } from './Selects'
export { useFilterFields } from './useFilterFields'
export { usePersonName } from './usePersonName'

// Parts of the settings, loaded when their tab is opened.
export const PeoplePart = lazy(() => import('./People'))
export const DepartmentsPart = lazy(() => import('./Departments'))
export const OrganisationPart = lazy(() => import('./Organisation'))
