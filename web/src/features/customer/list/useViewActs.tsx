// Saving, renaming, sharing and deleting views.
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { View } from '@/api/types'
import { useAct } from '@/api/useAct'
import { RecordForm } from '@/ui/RecordForm'
import { FormDialog } from '../FormDialog'
import type { CustomerList } from './useList'

export interface ViewActs {
  /** Save what is on screen as a new view; `filter` is one not applied yet. */
  create: (filter?: string) => void
  save: (view: View) => void
  rename: (view: View) => void
  share: (view: View, shared: boolean) => void
  remove: (view: View) => void
  /** The open dialog, to stand somewhere on the page. */
  dialog: ReactNode
}

type Named = { name: string; shared: boolean }
type Asking = { view?: View; filter: string }

const bodyOf = (v: Pick<View, 'name' | 'filter' | 'sort' | 'columns' | 'shared'>) => ({
  list: 'customers' as const,
  name: v.name,
  filter: v.filter,
  sort: v.sort,
  columns: v.columns,
  shared: v.shared,
})

export function useViewActs(of: CustomerList): ViewActs {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const change = useAct(
    ({ view, ...more }: { view: View } & Partial<Parameters<typeof bodyOf>[0]>) =>
      api.patch('/views/{id}', {
        params: { path: { id: view.id } },
        body: { version: view.version, ...more },
      }),
    {
      changes: 'view',
      done: (v) => t('customer.view.saved', { name: v.name }),
      // The dialog shows a refusal beside its field.
      onRefused: () => asking !== undefined,
    },
  )
  const create = useAct((view: Parameters<typeof bodyOf>[0]) => api.post('/views', { body: bodyOf(view) }), {
    changes: 'view',
    done: (v) => t('customer.view.saved', { name: v.name }),
    onDone: (made) => {
      client.setQueryData<View[]>(keys.views('customers'), (old) => [...(old ?? []), made])
      of.openView(made)
    },
    onRefused: () => true,
  })
  const remove = useAct((view: View) => api.del('/views/{id}', { params: { path: { id: view.id } } }), {
    changes: 'view',
    done: (_, view) => t('customer.view.deleted', { name: view.name }),
    undo: (_, view) => api.post('/views', { body: bodyOf(view) }),
    onDone: () => of.views[0] && of.openView(of.views[0]),
  })
  const { filter, sort, columns } = of.state
  const name = async (values: Named) => {
    if (asking?.view) await change.mutateAsync({ view: asking.view, ...values })
    else await create.mutateAsync({ ...values, filter: asking?.filter ?? filter, sort, columns })
    setAsking(undefined)
  }
  return {
    create: (text) => setAsking({ filter: text ?? filter }),
    save: (view) => change.mutate({ view, filter, sort, columns }, { onSuccess: of.revert }),
    rename: (view) => setAsking({ view, filter }),
    share: (view, shared) => change.mutate({ view, shared }),
    remove: (view) => remove.mutate(view),
    dialog: asking ? (
      <ViewDialog view={asking.view} onSave={name} onClose={() => setAsking(undefined)} />
    ) : null,
  }
}

function ViewDialog(props: {
  view: View | undefined
  onSave: (named: Named) => Promise<unknown>
  onClose: () => void
}) {
  const { view, onSave, onClose } = props
  const { t } = useTranslation()
  const initial = useMemo(() => ({ name: view?.name ?? '', shared: view?.shared ?? false }), [view])
  return (
    <FormDialog title={t(view ? 'customer.view.rename' : 'customer.view.new')} onClose={onClose}>
      <RecordForm<Named>
        fields={[
          { name: 'name', label: t('customer.view.name'), type: 'text', maxLength: 60 },
          {
            name: 'shared',
            label: t('customer.view.shared'),
            type: 'switch',
            help: t('customer.view.sharedHelp'),
          },
        ]}
        initial={initial}
        onSave={onSave}
        onCancel={onClose}
      />
    </FormDialog>
  )
}
