// The columns of customer lists, by the key of their field.

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldsQuery, useMe } from '@/api/queries'
import type { Field } from '@/api/types'
import { currencySign } from '@/lib/money'
import { placeOf } from '@/lib/place'
import type { Column } from '@/ui/DataTable'
import { TwoLines } from '@/ui/DataTable'
import { DaysBar, Grade, LayerTick, Temp } from '@/ui/marks'
import { Amount, customText, Day, LastTouch, NextStep, Nothing, Owner, Tags, Words } from './cells'
import type { Row } from './row'

/** What a list shows when its view does not say. */
export const usualColumns = [
  'layer',
  'grade',
  'temperature',
  'lastTouchAt',
  'nextAt',
  'layerSince',
  'product',
  'deal',
  'owner',
]

type Plain = Omit<Column<Row>, 'key' | 'title'>

const plain: Record<string, Plain> = {
  layer: { width: 128, render: (r) => <LayerTick layer={r.layer} /> },
  grade: { width: 56, render: (r) => (r.grade ? <Grade grade={r.grade} /> : <Nothing />), phone: 'none' },
  temperature: { width: 66, render: (r) => <Temp value={r.temperature} />, phone: 'none' },
  lastTouchAt: { width: 158, sort: 'lastTouchAt', render: (r) => <LastTouch row={r} /> },
  nextAt: { width: 122, sort: 'nextAt', render: (r) => <NextStep row={r} /> },
  layerSince: {
    width: 116,
    sort: 'layerSince',
    render: (r) => <DaysBar days={r.daysInLayer ?? 0} ideal={r.idealDays ?? 0} />,
  },
  product: { render: (r) => <Words text={r.product?.name} /> },
  deal: { width: 92, align: 'right', render: (r) => <Amount row={r} /> },
  owner: { width: 100, render: (r) => <Owner row={r} /> },
  phone: { width: 130, render: (r) => (r.phone ? <span className="num">{r.phone}</span> : <Nothing />) },
  source: { width: 110, render: (r) => <Words text={r.source} /> },
  industry: { width: 110, render: (r) => <Words text={r.industry} /> },
  city: { width: 120, render: (r) => <Words text={placeOf(r.province ?? '', r.city ?? '')} /> },
  tags: { width: 160, render: (r) => <Tags tags={r.tags} /> },
  goal: { width: 180, render: (r) => <Words text={r.goal} /> },
  nextGoal: { width: 180, render: (r) => <Words text={r.nextGoal} /> },
  department: { width: 110, render: (r) => <Words text={r.department?.name} /> },
  touches: { width: 84, align: 'right', render: (r) => <span className="num">{r.touches}</span> },
  assignedAt: { width: 100, render: (r) => <Day at={r.assignedAt} /> },
  createdAt: { width: 100, sort: 'createdAt', render: (r) => <Day at={r.createdAt} /> },
}

// English words are longer.
const wider: Record<string, number> = { layer: 142, lastTouchAt: 176, nextAt: 128, temperature: 70 }

export interface ColumnChoice {
  key: string
  label: string
}

/** Every column there is, and those that were chosen, the name in front. */
export function useColumns(chosen: string[]): { all: ColumnChoice[]; columns: Column<Row>[] } {
  const { t, i18n } = useTranslation()
  const english = i18n.language === 'en'
  const fields = useQuery(fieldsQuery).data
  const { currency } = useMe().tenant
  return useMemo(() => {
    const own = (fields ?? []).filter((f) => f.custom)
    const title = (key: string) => t(`customer.column.${key}`, { sign: currencySign(currency) })
    const custom = (field: Field): Column<Row> => ({
      key: field.key,
      title: field.label,
      width: 120,
      render: (r) => (
        <Words text={customText(r.custom?.[field.key.replace(/^custom\./, '')], t('ui.yes'), t('ui.no'))} />
      ),
    })
    const known = [
      ...Object.entries(plain).map(([key, column]) => ({
        ...column,
        ...(english && wider[key] ? { width: wider[key] } : {}),
        key,
        title: title(key),
      })),
      ...own.map(custom),
    ]
    const byKey = new Map(known.map((column) => [column.key, column]))
    const name: Column<Row> = {
      key: 'name',
      title: t('customer.column.name'),
      width: 180,
      sort: 'name',
      render: (r) => <TwoLines name={r.name} more={r.contactName || r.phone || t('customer.noContact')} />,
    }
    return {
      all: known.map(({ key, title: label }) => ({ key, label: String(label) })),
      columns: [name, ...chosen.flatMap((key) => byKey.get(key) ?? [])],
    }
  }, [chosen, fields, currency, english, t])
}
