import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Network, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { departmentsQuery } from '@/api/queries'
import { useRefresh } from '@/api/stale'
import type { Department, Schemas } from '@/api/types'
import { type Column, DataTable } from '@/ui/DataTable'
import { listOfAll } from '@/ui/list'
import { Chip, Kbd } from '@/ui/marks'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Sheet } from '@/ui/Sheet'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useHotkeys } from '@/ui/useHotkeys'
import { DepartmentSelect, PersonSelect, treeOf } from './Selects'
import { usePersonName } from './usePersonName'

type Fields = Required<Omit<Schemas['OrgDepartmentChange'], 'version'>>

type Row = { department: Department; depth: number }

/** The tree of departments; a team is a leaf with a manager. */
export default function Departments() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Department | 'new'>()
  const query = useQuery(departmentsQuery)
  const rows = useMemo(() => (query.data ? treeOf(query.data) : undefined), [query.data])
  const columns = useColumns()
  useHotkeys({ n: () => setOpen('new') })
  const department = open === 'new' ? undefined : open
  return (
    <>
      <Toolbar
        actions={
          <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setOpen('new')}>
            {t('ui.departments.new')}
            <Kbd>N</Kbd>
          </Button>
        }
      />
      <DataTable<Row>
        label={t('ui.settings.departments')}
        columns={columns}
        list={listOfAll({ ...query, data: rows })}
        rowKey={(r) => r.department.id}
        onOpen={(r) => setOpen(r.department)}
        density="one"
        count={(shown) => t('ui.departments.count', { count: shown })}
        empty={<Empty icon={Network} title={t('ui.departments.empty')} />}
      />
      <Sheet
        title={department?.name ?? t('ui.departments.new')}
        open={Boolean(open)}
        onClose={() => setOpen(undefined)}
        width={460}
      >
        <Edit key={department?.id ?? 'new'} department={department} onDone={() => setOpen(undefined)} />
      </Sheet>
    </>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation()
  const nameOf = usePersonName()
  return [
    {
      key: 'name',
      title: t('ui.departments.name'),
      render: ({ department, depth }) => (
        <span style={{ paddingLeft: depth * 20 }} className={depth === 0 ? 'b' : undefined}>
          {department.name}
        </span>
      ),
    },
    {
      key: 'manager',
      title: t('ui.departments.manager'),
      width: 200,
      render: ({ department }) => nameOf(department.managerId) || <span className="c3">—</span>,
    },
    {
      key: 'people',
      title: t('ui.departments.people'),
      width: 100,
      align: 'right',
      render: (r) => r.department.people,
    },
    {
      key: 'state',
      title: t('ui.people.state'),
      width: 110,
      phone: 'side',
      render: ({ department }) => (department.active ? null : <Chip>{t('ui.people.disabled')}</Chip>),
    },
  ]
}

function Edit({ department, onDone }: { department: Department | undefined; onDone: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const initial = useMemo<Partial<Fields>>(
    () =>
      department
        ? {
            name: department.name,
            parentId: department.parentId ?? '',
            managerId: department.managerId ?? '',
            active: department.active,
          }
        : { active: true },
    [department],
  )
  const root = department !== undefined && !department.parentId
  const fields: FormField[] = [
    { name: 'name', label: t('ui.departments.name'), type: 'text', maxLength: 100 },
    ...(root ? [] : [parentField(t('ui.departments.parent'))]),
    { ...managerField(t('ui.departments.manager')), optional: true },
    ...(department && !root
      ? [
          {
            name: 'active',
            label: t('ui.departments.active'),
            type: 'switch' as const,
            help: t('ui.departments.activeHelp'),
          },
        ]
      : []),
  ]
  const save = async (values: Fields, changed: Partial<Fields>) => {
    if (department)
      await api.patch('/departments/{id}', {
        params: { path: { id: department.id } },
        body: { version: department.version, ...changed },
      })
    else
      await api.post('/departments', {
        body: {
          name: values.name,
          parentId: values.parentId,
          managerId: values.managerId ?? '',
        },
      })
    refresh('department')
    onDone()
  }
  return <RecordForm<Fields> fields={fields} initial={initial} onSave={save} onCancel={onDone} />
}

const parentField = (label: string): FormField => ({
  name: 'parentId',
  label,
  type: 'custom',
  render: (control) => <DepartmentSelect {...control} />,
})

const managerField = (label: string): FormField => ({
  name: 'managerId',
  label,
  type: 'custom',
  render: (control) => <PersonSelect {...control} allowClear />,
})
