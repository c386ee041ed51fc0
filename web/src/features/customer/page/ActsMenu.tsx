// What may be done with this customer, as its record says.
import type { MenuProps } from 'antd'
import {
  Archive,
  ArchiveRestore,
  ArrowRight,
  GitMerge,
  Hand,
  type LucideIcon,
  Pencil,
  Receipt,
  Undo2,
  UserPlus,
  Users,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useMe } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { Kbd } from '@/ui/marks'
import { type CustomerFull, mayDo } from '../types'
import s from './page.module.css'
import type { Panels } from './usePanels'

type Item = NonNullable<MenuProps['items']>[number]

/** Claim, archive and their like: one call, one line, undone where that can be. */
export function useOneClickActs(customer: CustomerFull) {
  const { t } = useTranslation()
  const me = useMe()
  const params = { path: { id: customer.id } }
  const claim = useAct(() => api.post('/customers/{id}/claim', { params }), {
    changes: 'hold',
    customerId: customer.id,
    done: t('customer.claim.done', { name: customer.name }),
  })
  const restore = useAct(
    (version: number) => api.post('/customers/{id}/restore', { params, body: { version } }),
    {
      changes: 'hold',
      customerId: customer.id,
      done: t('customer.archive.restored', { name: customer.name }),
    },
  )
  const archive = useAct(
    () => api.post('/customers/{id}/archive', { params, body: { version: customer.version } }),
    {
      changes: 'hold',
      customerId: customer.id,
      done: t('customer.archive.done', { name: customer.name }),
      undo: (record) => api.post('/customers/{id}/restore', { params, body: { version: record.version } }),
    },
  )
  const shared = { path: { ...params.path, personId: me.id } }
  const leave = useAct(() => api.del('/customers/{id}/collaborators/{personId}', { params: shared }), {
    changes: 'customer',
    customerId: customer.id,
    done: t('customer.share.left', { name: customer.name }),
  })
  return { claim, archive, restore, leave, shared: customer.collaborators.some((c) => c.person.id === me.id) }
}

export function useActsMenu(customer: CustomerFull, panels: Panels): Item[] {
  const { t } = useTranslation()
  const acts = useOneClickActs(customer)
  const item = (key: string, icon: LucideIcon, label: string, run: () => void, hotkey?: string): Item => {
    const Icon = icon
    return {
      key,
      icon: <Icon size={14} strokeWidth={1.8} aria-hidden />,
      label: (
        <span className={s.menuItem}>
          {label}
          {hotkey ? <Kbd>{hotkey}</Kbd> : null}
        </span>
      ),
      onClick: run,
    }
  }
  const may = (act: Parameters<typeof mayDo>[1]) => mayDo(customer, act)
  const items: (Item | false)[] = [
    may('edit') && item('edit', Pencil, t('customer.act.edit'), () => panels.show({ kind: 'edit' }), 'E'),
    may('move') && item('move', ArrowRight, t('customer.act.move'), () => panels.show({ kind: 'move' }), 'M'),
    may('claim') && item('claim', Hand, t('customer.act.claim'), () => acts.claim.mutate()),
    may('assign') &&
      item('assign', Users, t('customer.act.assign'), () => panels.show({ kind: 'assign' }), 'A'),
    may('collaborate') &&
      item('share', UserPlus, t('customer.act.share'), () => panels.show({ kind: 'share' })),
    may('release') &&
      item('release', Undo2, t('customer.act.release'), () => panels.show({ kind: 'release' })),
    acts.shared && item('leave', Undo2, t('customer.act.leave'), () => acts.leave.mutate()),
    item('receipts', Receipt, t('customer.act.receipts'), () => panels.show({ kind: 'receipts' })),
    may('merge') && item('merge', GitMerge, t('customer.act.merge'), () => panels.show({ kind: 'merge' })),
    may('archive') && item('archive', Archive, t('customer.act.archive'), () => acts.archive.mutate()),
    may('restore') &&
      item('restore', ArchiveRestore, t('customer.act.restore'), () => acts.restore.mutate(customer.version)),
  ]
  return items.filter((one) => one !== false)
}
