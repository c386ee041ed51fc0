// A card dropped on another column: moved at once if its entry standard is met,
// otherwise the move dialog says what is missing.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { type Customer, type Layer, layerNumber } from '@/api/types'
import { useAct } from '@/api/useAct'
import { MoveDialog } from '@/features/customer'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { useGo } from '@/ui/Go'
import { LayerTick } from '@/ui/marks'
import { withMoved } from './board'
import type { BoardData } from './types'

interface Dropped {
  customer: Customer
  to: Layer
}

const dealActs = ['deal', 'contract', 'payment', 'acceptance']

export function useDrop(): {
  drop: (customer: Customer, to: Layer) => void
  /** The card on its way, as it will be. */
  flying: Customer | undefined
  dialogs: ReactNode
} {
  const { t } = useTranslation()
  const client = useQueryClient()
  const go = useGo()
  const [flying, setFlying] = useState<Customer>()
  const [asking, setAsking] = useState<Dropped>()
  const [conflict, setConflict] = useState<Dropped & { now: Customer }>()
  const place = (record: Customer) =>
    client.setQueriesData<BoardData>({ queryKey: ['board'] }, (old) => old && withMoved(old, record))
  const move = useAct(
    ({ customer, to }: Dropped) =>
      api.post('/customers/{id}/moves', {
        params: { path: { id: customer.id } },
        body: { to, version: customer.version },
      }),
    {
      changes: 'hold',
      done: (record) => t('customer.move.done', { name: record.name, layer: t(`layer.${record.layer}`) }),
      undo: (record, { customer }) =>
        api.post('/customers/{id}/moves', {
          params: { path: { id: customer.id } },
          body: {
            to: customer.layer,
            version: record.version,
            reason: t('customer.move.undone'),
          },
        }),
      onDone: (record) => {
        place(record)
        setFlying(undefined)
      },
      onRefused: (problem, dropped) => {
        setFlying(undefined)
        const now = problem.state && 'layerSince' in problem.state ? problem.state : undefined
        if (problem.conflict && now?.layer) setConflict({ ...dropped, now })
        else if (problem.status === 422) setAsking(dropped)
        else return false
        return true
      },
    },
  )
  const drop = (customer: Customer, to: Layer) => {
    // A move back needs a reason: ask before calling.
    if (layerNumber(to) < layerNumber(customer.layer)) return setAsking({ customer, to })
    setFlying({ ...customer, layer: to })
    move.mutate({ customer, to })
  }
  const dialogs = (
    <>
      {asking ? (
        <MoveDialog
          open
          customer={asking.customer}
          to={asking.to}
          onClose={() => setAsking(undefined)}
          onMoved={place}
          onNeed={(need) =>
            go(`/customers/${asking.customer.id}${dealActs.includes(need) ? '?tab=deal' : ''}`)
          }
        />
      ) : null}
      {conflict ? (
        <ConflictDialog
          open
          title={t('customer.move.conflict')}
          rows={[
            {
              label: t('field.customer.layer'),
              now: <LayerTick layer={conflict.now.layer} />,
              yours: <LayerTick layer={conflict.to} />,
            },
          ]}
          onTakeNow={() => setConflict(undefined)}
          {...(conflict.now.layer === conflict.to
            ? {}
            : {
                onKeepMine: () => {
                  setConflict(undefined)
                  drop(conflict.now, conflict.to)
                },
              })}
          onClose={() => setConflict(undefined)}
        />
      ) : null}
    </>
  )
  return { drop, flying, dialogs }
}
