// The bar over the list while customers are chosen, and what it asks.
import { Archive, CalendarClock, Download, GitMerge, Layers, SlidersHorizontal, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, urlOf } from '@/api/client'
import { useMay } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { type BulkAction, BulkBar } from '@/ui/BulkBar'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { MergeDialog } from '../MergeDialog'
import type { BulkAnswer } from '../types'
import { AssignDialog, EditDialog, PlanDialog } from './BulkDialogs'
import { BulkProgress } from './BulkProgress'
import { type BulkAct, mostAtOnce, undoOf } from './bulk'
import { RefusedSheet } from './RefusedSheet'
import type { Row } from './row'
import type { Counted } from './useList'

interface Props {
  rows: Row[]
  /** What the rows are from: for acts on all that match. */
  filter: string
  q: string
  total: Counted | undefined
  onClear: () => void
}

type Asking = 'assign' | 'edit' | 'plan' | 'merge' | 'archive'

export function ListBulk({ rows, filter, q, total, onClear }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Asking>()
  const [all, setAll] = useState(false)
  const [answer, setAnswer] = useState<BulkAnswer>()
  const [background, setBackground] = useState<string>()
  const count = all ? (total?.count ?? rows.length) : rows.length
  const close = () => setAsking(undefined)
  const found = all ? { filter, q } : undefined
  const atOnce = useBulk(rows, found, (done) => {
    close()
    if (done.refused.length > 0) setAnswer(done)
    else onClear()
  })
  const later = useAct((act: BulkAct) => api.post('/bulk-acts', { body: { ...act, ...found } }), {
    onDone: ({ id }) => {
      close()
      setBackground(id)
    },
  })
  const many = all && (total?.more || count > mostAtOnce)
  const run = (act: BulkAct): Promise<unknown> => (many ? later.mutateAsync(act) : atOnce(act))
  const actions = useActions({ rows, all, total, onAll: () => setAll(true), ask: setAsking })
  const props = { count, onAct: run, onClose: close }
  const [keep, other] = rows
  return (
    <>
      <BulkBar text={t('customer.bulk.chosen', { count })} actions={actions} onClear={onClear} />
      {asking === 'assign' ? <AssignDialog {...props} /> : null}
      {asking === 'edit' ? <EditDialog {...props} /> : null}
      {asking === 'plan' ? <PlanDialog {...props} /> : null}
      {asking === 'merge' && keep && other ? (
        <MergeDialog pair={[keep, other]} onClose={close} onMerged={onClear} />
      ) : null}
      <ConfirmDialog
        open={asking === 'archive'}
        title={t('customer.bulk.archiveTitle', { count })}
        text={t('customer.archive.text')}
        act={t('customer.act.archive')}
        danger
        onConfirm={() => run({ action: 'archive' })}
        onClose={close}
      />
      {background ? (
        <BulkProgress
          id={background}
          onClose={() => {
            setBackground(undefined)
            onClear()
          }}
        />
      ) : null}
      <RefusedSheet
        answer={answer}
        onClose={() => {
          setAnswer(undefined)
          onClear()
        }}
      />
    </>
  )
}

/** Sends the act; what can be taken back is offered for ten seconds. */
function useBulk(
  rows: Row[],
  found: { filter: string; q: string } | undefined,
  onDone: (answer: BulkAnswer) => void,
) {
  const { t } = useTranslation()
  const send = (act: BulkAct) =>
    api.post('/customers/bulk', {
      body: found ? { ...act, ...found } : { ...act, ids: rows.map((r) => r.id) },
    })
  const words = (out: BulkAnswer) => t('customer.bulk.done', { count: out.done })
  const common = { changes: 'hold' as const, onDone, onRefused: () => true }
  const final = useAct(send, { ...common, done: words })
  const reversible = useAct(send, {
    ...common,
    done: words,
    undo: async (out, act) => {
      const refused = out.refused.map((r) => r.id)
      const touched = rows.filter((r) => !refused.includes(r.id))
      for (const request of undoOf(act, touched) ?? []) await api.post('/customers/bulk', { body: request })
    },
  })
  return (act: BulkAct) => (!found && undoOf(act, rows) ? reversible : final).mutateAsync(act)
}

function useActions(of: {
  rows: Row[]
  all: boolean
  total: Counted | undefined
  onAll: () => void
  ask: (what: Asking) => void
}): BulkAction[] {
  const { rows, all, total, onAll, ask } = of
  const { t } = useTranslation()
  const may = useMay()
  const more = total && (total.more || total.count > rows.length) ? total.count : 0
  const bulk = may('customer.bulk')
  const list: (BulkAction | false)[] = [
    bulk &&
      !all &&
      more > 0 && {
        key: 'all',
        label: t('customer.bulk.all', {
          count: more,
          total: `${more.toLocaleString('en')}${total?.more ? '+' : ''}`,
        }),
        icon: Layers,
        run: onAll,
      },
    bulk &&
      may('customer.assign') && {
        key: 'assign',
        label: t('customer.act.assign'),
        icon: Users,
        hotkey: 'a',
        run: () => ask('assign'),
      },
    bulk &&
      may('customer.edit') && {
        key: 'edit',
        label: t('customer.bulk.edit'),
        icon: SlidersHorizontal,
        hotkey: 'e',
        run: () => ask('edit'),
      },
    bulk &&
      may('plan.write') && {
        key: 'plan',
        label: t('customer.bulk.plan'),
        icon: CalendarClock,
        hotkey: 's',
        run: () => ask('plan'),
      },
    may('customer.merge') &&
      !all &&
      rows.length === 2 && {
        key: 'merge',
        label: t('customer.act.merge'),
        icon: GitMerge,
        run: () => ask('merge'),
      },
    may('customer.export') &&
      rows.length <= 300 &&
      !all && {
        key: 'export',
        label: t('customer.bulk.export'),
        icon: Download,
        run: () =>
          window.location.assign(
            urlOf('/export', { query: { ids: rows.map((r) => r.id).join(','), format: 'xlsx' } }),
          ),
      },
    bulk &&
      may('customer.merge') && {
        key: 'archive',
        label: t('customer.act.archive'),
        icon: Archive,
        run: () => ask('archive'),
      },
  ]
  return list.filter((action) => action !== false)
}
