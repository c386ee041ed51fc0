// The parts of the settings, each under its own address.
import type { Permission } from '../../api/types'

export const parts = [
  { key: 'people', label: 'ui.settings.people', permission: 'people.read' },
  { key: 'departments', label: 'ui.settings.departments', permission: 'people.write' },
  { key: 'products', label: 'ui.settings.products', permission: 'product.read' },
  { key: 'fields', label: 'ui.settings.fields', permission: 'settings.write' },
  { key: 'organisation', label: 'ui.settings.organisation', permission: 'settings.write' },
  { key: 'personal-data', label: 'privacy.title', permission: 'personal.data' },
] as const satisfies { key: string; label: string; permission: Permission }[]

export type PartKey = (typeof parts)[number]['key']
