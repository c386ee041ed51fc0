import { useParams } from '@tanstack/react-router'
import { type ComponentType, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import type { Permission } from '@/api/types'
import { FieldsPart } from '@/features/field'
import { DepartmentsPart, OrganisationPart, PeoplePart } from '@/features/org'
import { PrivacyPart } from '@/features/privacy'
import { ProductsPart } from '@/features/product'
import { PageHeader } from '@/ui/PageHeader'
import { NoPermission, Skeleton } from '@/ui/States'
import { Tabs } from '@/ui/Tabs'

interface Part {
  key: string
  label: string
  permission: Permission
  component: ComponentType
}

const parts: Part[] = [
  { key: 'people', label: 'ui.settings.people', permission: 'people.read', component: PeoplePart },
  {
    key: 'departments',
    label: 'ui.settings.departments',
    permission: 'people.write',
    component: DepartmentsPart,
  },
  { key: 'products', label: 'ui.settings.products', permission: 'product.read', component: ProductsPart },
  { key: 'fields', label: 'ui.settings.fields', permission: 'settings.write', component: FieldsPart },
  {
    key: 'organisation',
    label: 'ui.settings.organisation',
    permission: 'settings.write',
    component: OrganisationPart,
  },
  { key: 'personal-data', label: 'privacy.title', permission: 'personal.data', component: PrivacyPart },
]

/** The parts of the settings this person may see, each under its own address. */
export default function SettingsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { part } = useParams({ strict: false }) as { part?: string }
  const mine = parts.filter((p) => may(p.permission))
  const current = mine.find((p) => p.key === part) ?? (part ? undefined : mine[0])
  const Current = current?.component
  return (
    <>
      <PageHeader title={t('ui.nav.settings')} />
      <Tabs
        label={t('ui.nav.settings')}
        current={current?.key ?? ''}
        tabs={mine.map((p) => ({ key: p.key, to: `/settings/${p.key}`, label: t(p.label) }))}
      />
      <Suspense fallback={<Skeleton />}>{Current ? <Current /> : <NoPermission />}</Suspense>
    </>
  )
}
