// The columns of customers in a pool. Numbers are masked: they show to the owner only.

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer, CustomerWith } from '@/api/types'
import { placeOf } from '@/lib/place'
import { type Column, TwoLines } from '@/ui/DataTable'
import { Grade, LayerTick } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { ClaimButton, type useClaim } from './PoolTab'

/** What these columns, and a claim, read of each customer. */
export const pooledFields = [
  'name',
  'contactName',
  'contactTitle',
  'layer',
  'grade',
  'phone',
  'province',
  'city',
  'industry',
  'source',
  'lastTouchAt',
  'createdAt',
  'actions',
] as const satisfies (keyof Customer)[]

export type Pooled = CustomerWith<typeof pooledFields>

const Nothing = () => <span className="c3">—</span>
const Words = ({ text }: { text: string }) =>
  text ? (
    <span className="c2" title={text}>
      {text}
    </span>
  ) : (
    <Nothing />
  )

export function usePooledColumns(claim?: ReturnType<typeof useClaim>): Column<Pooled>[] {
  const { t } = useTranslation()
  const day = useDay()
  return useMemo(() => {
    const title = (key: string) => t(`customer.column.${key}`)
    const columns: Column<Pooled>[] = [
      {
        key: 'name',
        title: title('name'),
        sort: 'name',
        render: (r) => (
          <TwoLines
            name={r.name}
            more={[r.contactName, r.contactTitle].filter(Boolean).join(' ') || t('customer.noContact')}
          />
        ),
      },
      { key: 'layer', title: title('layer'), width: 132, render: (r) => <LayerTick layer={r.layer} /> },
      {
        key: 'grade',
        title: title('grade'),
        width: 60,
        phone: 'none',
        render: (r) => (r.grade ? <Grade grade={r.grade} /> : <Nothing />),
      },
      {
        key: 'phone',
        title: title('phone'),
        width: 128,
        render: (r) => (r.phone ? <span className="num">{r.phone}</span> : <Nothing />),
      },
      {
        key: 'city',
        title: title('city'),
        width: 110,
        render: (r) => <Words text={placeOf(r.province, r.city)} />,
      },
      {
        key: 'industry',
        title: title('industry'),
        width: 104,
        phone: 'none',
        render: (r) => <Words text={r.industry} />,
      },
      {
        key: 'source',
        title: title('source'),
        width: 96,
        phone: 'none',
        render: (r) => <Words text={r.source} />,
      },
      {
        key: 'lastTouchAt',
        title: title('lastTouchAt'),
        width: 104,
        sort: 'lastTouchAt',
        phone: 'none',
        render: (r) =>
          r.lastTouchAt ? <span title={day.full(r.lastTouchAt)}>{day.ago(r.lastTouchAt)}</span> : <Nothing />,
      },
      {
        key: 'createdAt',
        title: title('createdAt'),
        width: 96,
        sort: 'createdAt',
        phone: 'none',
        render: (r) => <span title={day.full(r.createdAt)}>{day.day(r.createdAt)}</span>,
      },
    ]
    if (claim)
      columns.push({
        key: 'claim',
        title: <span className="vh">{t('customer.act.claim')}</span>,
        width: 100,
        align: 'right',
        phone: 'side',
        render: (r) => <ClaimButton row={r} claim={claim} />,
      })
    return columns
  }, [t, day, claim])
}
