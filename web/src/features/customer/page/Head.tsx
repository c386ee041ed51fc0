// The customer's name and what can be changed about it in place.

import { Button, Dropdown, type MenuProps } from 'antd'
import { ChevronLeft, ChevronRight, Ellipsis, Hand, PhoneOff, Snowflake } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grade as GradeValue, Temperature } from '@/api/types'
import { grades, temperatures } from '@/api/words/customer'
import { Go, useGo } from '@/ui/Go'
import { IconButton } from '@/ui/IconButton'
import { Avatar, Chip, Grade, Temp } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { nameParts } from '../name'
import type { neighboursOf } from '../neighbours'
import { insidePage } from '../popup'
import { type CustomerFull, mayDo } from '../types'
import { useActsMenu, useOneClickActs } from './ActsMenu'
import s from './page.module.css'
import { useQuickEdit } from './useCustomer'
import type { Panels } from './usePanels'

interface Props {
  customer: CustomerFull
  near: ReturnType<typeof neighboursOf>
  panels: Panels
}

export function Head({ customer, near, panels }: Props) {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <header className={s.head}>
      <Title customer={customer} back={near.back} />
      <span className="grow" />
      <Owner customer={customer} />
      {near.of > 0 ? (
        <span className={s.walk}>
          <IconButton
            icon={ChevronLeft}
            size={14}
            label={t('customer.previous')}
            disabled={!near.previous}
            aria-keyshortcuts="k"
            onClick={() => near.previous && go(`/customers/${near.previous}`, { replace: true })}
          />
          <IconButton
            icon={ChevronRight}
            size={14}
            label={t('customer.next')}
            disabled={!near.next}
            aria-keyshortcuts="j"
            onClick={() => near.next && go(`/customers/${near.next}`, { replace: true })}
          />
        </span>
      ) : null}
      <Claim customer={customer} />
      <MoreMenu customer={customer} panels={panels} />
    </header>
  )
}

/** Back, the name with its legal rest in grey, grade, temperature. */
export function Title({ customer, back }: { customer: CustomerFull; back: string }) {
  const { t } = useTranslation()
  const [main, rest] = customer.kind === 'company' ? nameParts(customer.name) : [customer.name, '']
  useEffect(() => {
    document.title = `${customer.name} · ${t('ui.product')}`
  }, [customer.name, t])
  return (
    <>
      <Go to={back} aria-label={t('ui.back')} className={IconButton.style}>
        <ChevronLeft size={18} strokeWidth={1.8} aria-hidden />
      </Go>
      <h1 tabIndex={-1} title={customer.name}>
        {main}
        <span>{rest}</span>
      </h1>
      <GradeMenu customer={customer} />
      <TemperatureMenu customer={customer} />
      {customer.doNotContact ? (
        <Chip tone="red" icon={PhoneOff}>
          {t('field.customer.doNotContact')}
        </Chip>
      ) : null}
      {customer.archived ? <Chip>{t('customer.archived')}</Chip> : null}
    </>
  )
}

function GradeMenu({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const edit = useQuickEdit(customer)
  if (!mayDo(customer, 'edit')) return <Grade grade={customer.grade} />
  const items: MenuProps['items'] = grades.map((grade) => ({
    key: grade,
    label: <Grade grade={grade} />,
    disabled: grade === customer.grade,
  }))
  return (
    <Dropdown
      getPopupContainer={insidePage}
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => edit.mutate({ grade: key as GradeValue }) }}
    >
      <button
        type="button"
        className={s.inPlace}
        aria-label={`${t('field.customer.grade')} ${customer.grade || t('customer.edit.noGrade')}`}
        title={t('customer.edit.grade')}
      >
        {customer.grade ? (
          <Grade grade={customer.grade} />
        ) : (
          <span className="c3 f12">{t('customer.edit.noGrade')}</span>
        )}
      </button>
    </Dropdown>
  )
}

function TemperatureMenu({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const edit = useQuickEdit(customer)
  if (!mayDo(customer, 'edit')) return <Temp value={customer.temperature} />
  const items: MenuProps['items'] = temperatures.map((value) => ({
    key: value,
    label: <Temp value={value} />,
    disabled: value === customer.temperature,
  }))
  const now = customer.temperature ? t(`temperature.${customer.temperature}`) : ''
  return (
    <Dropdown
      getPopupContainer={insidePage}
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => edit.mutate({ temperature: key as Temperature }) }}
    >
      <button
        type="button"
        className={s.inPlace}
        aria-label={`${t('field.customer.temperature')} ${now}`}
        title={t('customer.edit.temperature')}
      >
        <Temp value={customer.temperature || 'cold'} />
      </button>
    </Dropdown>
  )
}

function Owner({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation()
  const day = useDay()
  if (customer.owner)
    return (
      <span className={s.owner}>
        <Avatar name={customer.owner.name} size={20} />
        <span className="ell">{customer.owner.name}</span>
        {customer.selfFound ? <Chip>{t('customer.selfFound')}</Chip> : null}
        {customer.assignedAt ? (
          <span className="only-wide nowrap" title={day.full(customer.assignedAt)}>
            {t('customer.ownerSince', { day: day.date(customer.assignedAt) })}
          </span>
        ) : null}
      </span>
    )
  if (customer.pool) return <Chip tone="cold">{customer.pool.name}</Chip>
  return (
    <Chip tone="cold" icon={Snowflake}>
      {customer.coolUntil
        ? t('customer.coldUntil', { day: day.date(customer.coolUntil) })
        : t('customer.cold')}
    </Chip>
  )
}

/** What a customer in a pool is there for. */
export function Claim({ customer, size = 'small' }: { customer: CustomerFull; size?: 'small' | 'large' }) {
  const { t } = useTranslation()
  const { claim } = useOneClickActs(customer)
  if (!mayDo(customer, 'claim')) return null
  return (
    <Button
      type="primary"
      size={size}
      icon={<Hand size={14} strokeWidth={1.8} aria-hidden />}
      loading={claim.isPending}
      onClick={() => claim.mutate()}
    >
      {t('customer.act.claim')}
    </Button>
  )
}

export function MoreMenu({
  customer,
  panels,
  size = 16,
}: {
  customer: CustomerFull
  panels: Panels
  size?: number
}) {
  const { t } = useTranslation()
  const items = useActsMenu(customer, panels)
  if (items.length === 0) return null
  return (
    <Dropdown getPopupContainer={insidePage} menu={{ items }} trigger={['click']} placement="bottomRight">
      <IconButton icon={Ellipsis} size={size} label={t('customer.more')} />
    </Dropdown>
  )
}
