import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { productsQuery } from '@/api/queries'
import { levels, roles, scopes } from '@/api/words/people'
import type { FormField } from '@/ui/RecordForm'
import { DepartmentSelect } from './Selects'

/** The fields of a person, for new and old ones. */
export function usePersonFields(): FormField[] {
  const { t } = useTranslation()
  const products = useQuery(productsQuery).data ?? []
  return [
    { name: 'name', label: t('ui.people.name'), type: 'text', maxLength: 100 },
    { name: 'email', label: t('ui.login.email'), type: 'email', help: t('ui.people.emailHelp') },
    { name: 'phone', label: t('ui.people.phone'), type: 'phone', optional: true },
    {
      name: 'departmentId',
      label: t('ui.people.department'),
      type: 'custom',
      render: (control) => <DepartmentSelect {...control} />,
    },
    {
      name: 'roles',
      label: t('ui.people.roles'),
      type: 'multi',
      options: roles.map((value) => ({ value, label: t(`ui.role.${value}`) })),
      help: t('ui.people.rolesHelp'),
    },
    {
      name: 'scope',
      label: t('ui.people.scope'),
      type: 'select',
      optional: true,
      options: scopes.map((value) => ({ value, label: t(`ui.scope.${value}`) })),
      placeholder: t('ui.people.scopeDefault'),
    },
    {
      name: 'level',
      label: t('ui.people.level'),
      type: 'radio',
      options: levels.map((value) => ({ value, label: t(`ui.level.${value}`) })),
    },
    {
      name: 'quota',
      label: t('ui.people.quota'),
      type: 'number',
      min: 0,
      max: 10_000,
      help: t('ui.people.quotaHelp'),
    },
    { name: 'industries', label: t('ui.people.industries'), type: 'tags', optional: true },
    { name: 'regions', label: t('ui.people.regions'), type: 'tags', optional: true },
    { name: 'languages', label: t('ui.people.languages'), type: 'tags', optional: true },
    {
      name: 'products',
      label: t('ui.settings.products'),
      type: 'multi',
      optional: true,
      options: products.map((p) => ({ value: p.id, label: p.name })),
    },
  ]
}
