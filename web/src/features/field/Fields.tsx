import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Plus, TextCursorInput } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { fieldsQuery } from '@/api/queries'
import { useRefresh } from '@/api/stale'
import type { Field, Schemas } from '@/api/types'
import { type Column, DataTable } from '@/ui/DataTable'
import { listOfAll } from '@/ui/list'
import { Chip, Kbd } from '@/ui/marks'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useHotkeys } from '@/ui/useHotkeys'

interface Form {
  label: string
  kind: Kind
  options: string[]
  active: boolean
}

type Kind = Schemas['FieldNew']['kind']
const kinds = ['text', 'number', 'date', 'choice'] satisfies Kind[]

/** The organisation's own fields of a customer: filterable, exported, imported. */
export default function Fields() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Field | 'new'>()
  const query = useQuery(fieldsQuery)
  const custom = useMemo(() => query.data?.filter((f) => f.custom), [query.data])
  const columns = useColumns()
  useHotkeys({ n: () => setOpen('new') })
  const field = open === 'new' ? undefined : open
  return (
    <>
      <Toolbar
        actions={
          <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setOpen('new')}>
            {t('ui.fields.new')}
            <Kbd>N</Kbd>
          </Button>
        }
      >
        <span className="c3 f13">{t('ui.fields.text')}</span>
      </Toolbar>
      <DataTable<Field>
        label={t('ui.settings.fields')}
        columns={columns}
        list={listOfAll({ ...query, data: custom })}
        rowKey={(f) => f.key}
        onOpen={setOpen}
        density="one"
        count={(shown) => t('ui.fields.count', { count: shown })}
        empty={<Empty icon={TextCursorInput} title={t('ui.fields.empty')} text={t('ui.fields.emptyText')} />}
      />
      <Sheet
        title={field?.label ?? t('ui.fields.new')}
        open={Boolean(open)}
        onClose={() => setOpen(undefined)}
        width={460}
      >
        <Edit key={field?.key ?? 'new'} field={field} onDone={() => setOpen(undefined)} />
      </Sheet>
    </>
  )
}

function useColumns(): Column<Field>[] {
  const { t } = useTranslation()
  return [
    { key: 'label', title: t('ui.fields.label'), render: (f) => <b>{f.label}</b> },
    { key: 'kind', title: t('ui.fields.kind'), width: 140, render: (f) => t(`ui.fields.kind.${f.kind}`) },
    {
      key: 'options',
      title: t('ui.fields.options'),
      width: 320,
      render: (f) =>
        f.options?.map((o) => o.label).join(t('ui.filter.comma')) || <span className="c3">—</span>,
    },
    {
      key: 'state',
      title: t('ui.people.state'),
      width: 110,
      phone: 'side',
      render: (f) => (f.active === false ? <Chip>{t('ui.people.disabled')}</Chip> : null),
    },
  ]
}

function Edit({ field, onDone }: { field: Field | undefined; onDone: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const initial = useMemo<Partial<Form>>(
    () =>
      field
        ? {
            label: field.label,
            options: field.options?.map((o) => o.value) ?? [],
            active: field.active ?? true,
          }
        : { kind: 'text', active: true },
    [field],
  )
  const fields: FormField[] = [
    { name: 'label', label: t('ui.fields.label'), type: 'text', maxLength: 40 },
    ...(field
      ? []
      : [
          {
            name: 'kind',
            label: t('ui.fields.kind'),
            type: 'radio' as const,
            options: kinds.map((value) => ({ value, label: t(`ui.fields.kind.${value}`) })),
            help: t('ui.fields.kindHelp'),
          },
        ]),
    {
      name: 'options',
      label: t('ui.fields.options'),
      type: 'tags',
      show: (values) => (field?.kind ?? values.kind) === 'choice',
      help: t('ui.fields.optionsHelp'),
    },
    ...(field
      ? [
          {
            name: 'active',
            label: t('ui.fields.active'),
            type: 'switch' as const,
            help: t('ui.fields.activeHelp'),
          },
        ]
      : []),
  ]
  const save = async (values: Form, changed: Partial<Form>) => {
    const options = (field?.kind ?? values.kind) === 'choice' ? values.options : undefined
    if (field?.id && field.version)
      await api.patch('/fields/{id}', {
        params: { path: { id: field.id } },
        body: { version: field.version, ...changed },
      })
    else await api.post('/fields', { body: { label: values.label, kind: values.kind, options } })
    refresh('field')
    onDone()
  }
  return <RecordForm<Form> fields={fields} initial={initial} onSave={save} onCancel={onDone} />
}
