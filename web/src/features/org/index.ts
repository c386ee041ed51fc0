export { DepartmentSelect, PersonSelect } from './Selects'
export { useFilterFields } from './useFilterFields'
export { usePersonName } from './usePersonName'
