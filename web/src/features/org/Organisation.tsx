import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useRefresh } from '@/api/stale'
import type { Schemas } from '@/api/types'
import { Pane, Section } from '@/ui/Pane'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { ErrorState, Skeleton } from '@/ui/States'
import { toast } from '@/ui/toast'

type Organisation = Schemas['Organisation']
type Settings = Required<Omit<Schemas['OrgSettingsChange'], 'version'>>

const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'TWD', 'JPY', 'SGD', 'GBP']
const regions = ['CN', 'HK', 'TW', 'MO', 'SG', 'MY', 'US', 'GB', 'DE', 'JP', 'KR', 'IN', 'AU']

/** What the organisation decides for all its people. */
export default function OrganisationPart() {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['organisation'],
    queryFn: () => api.get('/organisation'),
  })
  if (query.isPending) return <Skeleton rows={5} />
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Pane>
      <Section title={t('ui.settings.organisation')}>
        <Edit key={query.data.version} organisation={query.data} />
      </Section>
    </Pane>
  )
}

function Edit({ organisation }: { organisation: Organisation }) {
  const { t, i18n } = useTranslation()
  const refresh = useRefresh()
  const { id, version } = organisation
  const initial = useMemo<Settings>(() => {
    const { name, zone, language, currency, phoneRegion } = organisation
    return { name, zone, language, currency, phoneRegion }
  }, [organisation])
  const regionNames = new Intl.DisplayNames(i18n.language, { type: 'region' })
  const currencyNames = new Intl.DisplayNames(i18n.language, { type: 'currency' })
  const fields: FormField[] = [
    { name: 'name', label: t('ui.setup.organisation'), type: 'text', maxLength: 100 },
    {
      name: 'zone',
      label: t('ui.organisation.zone'),
      type: 'select',
      options: Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })),
      help: t('ui.organisation.zoneHelp'),
    },
    {
      name: 'language',
      label: t('ui.organisation.language'),
      type: 'radio',
      options: [
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ],
      help: t('ui.organisation.languageHelp'),
    },
    {
      name: 'currency',
      label: t('ui.organisation.currency'),
      type: 'select',
      options: [...new Set([organisation.currency, ...currencies])].map((value) => ({
        value,
        label: `${value} ${currencyNames.of(value) ?? ''}`,
      })),
    },
    {
      name: 'phoneRegion',
      label: t('ui.organisation.region'),
      type: 'select',
      options: [...new Set([organisation.phoneRegion, ...regions])].map((value) => ({
        value,
        label: `${regionNames.of(value) ?? ''} ${value}`,
      })),
      help: t('ui.organisation.regionHelp'),
    },
  ]
  const save = async (_: Settings, changed: Partial<Settings>) => {
    await api.patch('/organisation', { body: { version, ...changed } })
    toast(t('ui.saved'))
    refresh('organisation')
  }
  return <RecordForm<Settings> key={id} fields={fields} initial={initial} onSave={save} />
}
