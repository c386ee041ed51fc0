// Two records of one customer become one. Cannot be taken back, so it asks.
import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Customer } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Grade, LayerTick } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { CustomerPicker } from './CustomerPicker'
import s from './customer.module.css'

/** What the dialog tells about each of the two. */
export type Side = Pick<
  Customer,
  'id' | 'name' | 'grade' | 'layer' | 'owner' | 'pool' | 'touches' | 'createdAt' | 'version'
>

interface Props {
  /** The two, or the one that stays: the other is then searched for. */
  pair: [Side] | [Side, Side]
  onClose: () => void
  onMerged?: (record: Customer) => void
}

export function MergeDialog({ pair, onClose, onMerged }: Props) {
  const { t } = useTranslation()
  const [first] = pair
  const [other, setOther] = useState<Side | undefined>(pair[1])
  const [stays, setStays] = useState(first.id)
  const keep = stays === first.id ? first : other
  const from = stays === first.id ? other : first
  const merge = useMerge(onClose, onMerged)
  return (
    <ConfirmDialog
      open
      title={t('customer.merge.title')}
      text={t('customer.merge.text')}
      act={t('customer.merge.act')}
      danger
      onConfirm={() =>
        keep && from
          ? merge.mutateAsync({ into: keep, away: from })
          : Promise.reject(new Error(t('customer.merge.choose')))
      }
      onClose={onClose}
    >
      {pair.length === 1 ? (
        <div className={s.pick}>
          <CustomerPicker
            value={other ?? null}
            exclude={[first.id]}
            label={t('customer.merge.other')}
            placeholder={t('customer.merge.other')}
            onChange={(_, customer) => setOther(customer)}
          />
        </div>
      ) : null}
      {other ? (
        <Radio.Group
          className={s.pair ?? ''}
          value={stays}
          onChange={(event) => setStays(event.target.value as string)}
          aria-label={t('customer.merge.keep')}
        >
          {[first, other].map((customer) => (
            <Radio key={customer.id} value={customer.id}>
              <SideOf customer={customer} stays={customer.id === stays} />
            </Radio>
          ))}
        </Radio.Group>
      ) : null}
    </ConfirmDialog>
  )
}

function useMerge(onClose: () => void, onMerged: Props['onMerged']) {
  const { t } = useTranslation()
  return useAct(
    ({ into, away }: { into: Side; away: Side }) =>
      api.post('/customers/{id}/merge', {
        params: { path: { id: into.id } },
        body: { from: away.id, version: into.version },
      }),
    {
      changes: 'hold',
      done: (record) => t('customer.merge.done', { name: record.name }),
      onDone: (record) => {
        onClose()
        onMerged?.(record)
      },
      // The dialog shows it.
      onRefused: () => true,
    },
  )
}

function SideOf({ customer, stays }: { customer: Side; stays: boolean }) {
  const { t } = useTranslation()
  const day = useDay()
  return (
    <span className="col">
      <span className="row">
        <b>{customer.name}</b>
        <Grade grade={customer.grade} />
        <span className={stays ? 'c-green f12' : 'c3 f12'}>
          {t(stays ? 'customer.merge.stays' : 'customer.merge.goes')}
        </span>
      </span>
      <span className="row wrap c3 f12">
        <LayerTick layer={customer.layer} />
        {customer.owner?.name ?? customer.pool?.name}
        <span>{t('customer.touches', { count: customer.touches })}</span>
        <span>{t('customer.createdOn', { day: day.date(customer.createdAt) })}</span>
      </span>
    </span>
  )
}
