import { useParams } from '@tanstack/react-router'
import { type ComponentType, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import { FieldsPart } from '@/features/field'
import { DepartmentsPart, OrganisationPart, PeoplePart } from '@/features/org'
import { PrivacyPart } from '@/features/privacy'
import { ProductsPart } from '@/features/product'
import { PageHeader } from '@/ui/PageHeader'
import { NoPermission, Skeleton } from '@/ui/States'
import { Tabs } from '@/ui/Tabs'
import { type PartKey, parts } from './parts'

const components: Record<PartKey, ComponentType> = {
  people: PeoplePart,
  departments: DepartmentsPart,
  products: ProductsPart,
  fields: FieldsPart,
  organisation: OrganisationPart,
  'personal-data': PrivacyPart,
}

/** The parts of the settings this person may see, each under its own address. */
export default function SettingsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { part } = useParams({ strict: false }) as { part?: string }
  const mine = parts.filter((p) => may(p.permission))
  const current = mine.find((p) => p.key === part) ?? (part ? undefined : mine[0])
  const Current = current && components[current.key]
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
