// /import: bring in a file of customers, and what became of earlier ones.
import { Button } from 'antd'
import { Trash2, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { usePages } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { type Column, DataTable, TwoLines } from '@/ui/DataTable'
import { IconButton } from '@/ui/IconButton'
import { PageHeader } from '@/ui/PageHeader'
import { Empty } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import { countsOf, undoable } from './options'
import { StateChip } from './StateChip'
import type { Import } from './types'
import { UndoDialog } from './UndoDialog'
import { Upload } from './Upload'
import s from './upload.module.css'

export default function ImportPage() {
  const { t } = useTranslation()
  const list = usePages<Import>(['imports', {}], (cursor, signal) =>
    api.get('/imports', { params: { query: { cursor } }, signal }),
  )
  const [undoing, setUndoing] = useState<Import>()
  const columns = useColumns(setUndoing)
  return (
    <>
      <PageHeader title={t('bulk.title')} />
      <Upload first={!list.pending && list.rows.length === 0} />
      <DataTable<Import>
        label={t('bulk.history')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        href={(row) => `/import/${row.id}`}
        empty={<Empty title={t('bulk.none')} text={t('bulk.noneText')} />}
        count={(shown) => t('bulk.count', { count: shown })}
      />
      {undoing ? <UndoDialog imp={undoing} onClose={() => setUndoing(undefined)} /> : null}
    </>
  )
}

const Count = ({ n, red }: { n: number; red?: boolean }) => (
  <span className={n === 0 ? 'c3' : red ? 'c-red b' : undefined}>
    {n === 0 ? '—' : n.toLocaleString('en')}
  </span>
)

function useColumns(onUndo: (imp: Import) => void): Column<Import>[] {
  const { t } = useTranslation()
  const day = useDay()
  return useMemo(() => {
    const number = (
      key: string,
      title: string,
      of: (row: Import) => number,
      red = false,
    ): Column<Import> => ({
      key,
      title,
      width: 84,
      align: 'right',
      phone: 'none',
      render: (row) => <Count n={row.state === 'mapped' ? 0 : of(row)} red={red} />,
    })
    return [
      {
        key: 'file',
        title: t('bulk.file'),
        render: (row) => (
          <TwoLines
            name={row.file}
            more={t('bulk.byWhen', { name: row.by.name, when: day.when(row.createdAt) })}
          />
        ),
      },
      { key: 'state', title: t('bulk.state'), width: 120, render: (row) => <StateChip imp={row} /> },
      {
        key: 'total',
        title: t('bulk.rows.title'),
        width: 84,
        align: 'right',
        render: (row) => (
          <>
            {row.total.toLocaleString('en')}
            <span className="only-phone"> {t('bulk.rows')}</span>
          </>
        ),
      },
      number('create', t('import.outcome.created'), (row) => countsOf(row).create),
      number('update', t('import.outcome.updated'), (row) => countsOf(row).update),
      number('duplicate', t('import.outcome.duplicate'), (row) => countsOf(row).duplicate),
      number('reject', t('import.outcome.rejected'), (row) => countsOf(row).reject, true),
      {
        key: 'act',
        title: <span className="vh">{t('bulk.acts')}</span>,
        width: 92,
        align: 'right',
        phone: 'side',
        render: (row) => <RowAct imp={row} now={day.now} onUndo={onUndo} />,
      },
    ]
  }, [t, day, onUndo])
}

/** An import that may go back says so; one that was never run can be dropped. */
function RowAct({ imp, now, onUndo }: { imp: Import; now: number; onUndo: (imp: Import) => void }) {
  const { t } = useTranslation()
  const drop = useAct(() => api.del('/imports/{id}', { params: { path: { id: imp.id } } }), {
    changes: 'import',
    done: t('bulk.dropped', { file: imp.file }),
  })
  if (imp.state === 'mapped')
    return (
      <IconButton
        icon={Trash2}
        label={t('bulk.drop', { file: imp.file })}
        disabled={drop.isPending}
        onClick={() => drop.mutate(undefined)}
      />
    )
  if (!undoable(imp, now)) return null
  return (
    <Button
      size="small"
      icon={<Undo2 size={14} strokeWidth={1.8} aria-hidden />}
      className={s.undoButton ?? ''}
      onClick={() => onUndo(imp)}
    >
      {t('ui.undo')}
    </Button>
  )
}
