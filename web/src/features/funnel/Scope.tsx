// Whose funnel, and over which days.
import { Segmented, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { DepartmentSelect, PersonSelect, usePersonName } from '@/features/org'
import { useDay } from '@/ui/useDay'
import s from './funnel.module.css'
import { type PeriodKey, periods } from './period'
import type { Funnel, Tab } from './useFunnel'

const DateField = lazy(() => import('@/ui/DateField'))

/** The selects; on a phone one under the other. */
export function Scope({ of, stacked = false }: { of: Funnel; stacked?: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  const { url, setUrl } = of
  const width = (wide: number) => (stacked ? '100%' : wide)
  const within = url.department || (of.departments ? '' : me.department.id)
  return (
    <>
      {of.departments ? (
        <DepartmentSelect
          label={t('funnel.department')}
          placeholder={t('funnel.allDepartments')}
          value={url.department ?? ''}
          onChange={(department) => setUrl({ department, owner: '' })}
          allowClear
          width={width(158)}
        />
      ) : null}
      {of.wide ? (
        <PersonSelect
          label={t('funnel.person')}
          placeholder={t('funnel.everyone')}
          value={url.owner ?? ''}
          onChange={(owner) => setUrl({ owner })}
          allowClear
          width={width(124)}
          {...(within ? { departmentId: within } : {})}
        />
      ) : null}
      <Select<PeriodKey>
        aria-label={t('funnel.period')}
        value={of.period}
        onChange={(period) => setUrl({ period: period === 'thisMonth' ? '' : period })}
        options={periods.map((value) => ({ value, label: t(`funnel.period.${value}`) }))}
        popupMatchSelectWidth={false}
        style={{ width: width(128) }}
      />
    </>
  )
}

/** The two days of a span of one's own. */
export function CustomDays({ of }: { of: Funnel }) {
  const { t } = useTranslation()
  if (of.period !== 'custom') return null
  return (
    <div className={s.custom}>
      <Suspense fallback={null}>
        <DateField
          label={t('funnel.from')}
          value={of.span.from}
          onChange={(from) => of.setUrl({ from: from ?? '' })}
        />
        <span aria-hidden>–</span>
        <DateField label={t('funnel.to')} value={of.span.to} onChange={(to) => of.setUrl({ to: to ?? '' })} />
      </Suspense>
    </div>
  )
}

export function TabSwitch({ of }: { of: Funnel }) {
  const { t } = useTranslation()
  return (
    <Segmented<Tab>
      aria-label={t('funnel.tabs')}
      value={of.tab}
      onChange={(tab) => of.setUrl({ tab: tab === 'board' ? '' : tab })}
      options={of.tabs.map((value) => ({ value, label: t(`funnel.tab.${value}`) }))}
    />
  )
}

/** "华东一组 · 本月" in one line. */
export function useScopeWords(of: Funnel): string {
  const { t } = useTranslation()
  const day = useDay()
  const name = usePersonName()
  const me = useMe()
  const who = of.url.owner
    ? name(of.url.owner)
    : of.wide
      ? of.departments
        ? t('funnel.allDepartments')
        : me.department.name
      : t('funnel.mine')
  const when =
    of.period === 'custom'
      ? `${day.plain(of.span.from)}–${day.plain(of.span.to)}`
      : t(`funnel.period.${of.period}`)
  return `${who} · ${when}`
}
