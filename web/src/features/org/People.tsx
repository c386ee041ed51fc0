import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/queries'
import type { Person } from '@/api/types'
import { type Column, DataTable, TwoLines } from '@/ui/DataTable'
import { listOfAll } from '@/ui/list'
import { Chip, Kbd } from '@/ui/marks'
import { SearchBox } from '@/ui/SearchBox'
import { Empty } from '@/ui/States'
import { Toolbar } from '@/ui/Toolbar'
import { useHotkeys } from '@/ui/useHotkeys'
import { useUrl } from '@/ui/useUrl'
import { NewPerson } from './NewPerson'
import { PersonSheet } from './PersonSheet'
import { DepartmentSelect } from './Selects'

type Active = 'true' | 'false'
const activeOf = (text: string | undefined): Active => (text === 'false' ? 'false' : 'true')

type Search = { q?: string; department?: string; active?: string; person?: string }

/** Everybody of the organisation: list, new, edit, disable. */
export default function People() {
  const { t } = useTranslation()
  const mayWrite = useMay()('people.write')
  const [url, setUrl] = useUrl<Search>()
  const [creating, setCreating] = useState(false)
  const query = {
    q: url.q,
    department: url.department,
    active: url.active === 'all' ? undefined : activeOf(url.active),
  }
  const people = useQuery({
    queryKey: keys.people(query),
    queryFn: async ({ signal }) => (await api.get('/people', { params: { query }, signal })).items,
    placeholderData: (old) => old,
  })
  const columns = useColumns()
  const filtered = Boolean(url.q || url.department || url.active)
  useHotkeys({ n: mayWrite ? () => setCreating(true) : undefined })
  return (
    <>
      <Toolbar
        actions={
          mayWrite ? (
            <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
              {t('ui.people.new')}
              <Kbd>N</Kbd>
            </Button>
          ) : null
        }
      >
        <SearchBox label={t('ui.people.search')} value={url.q ?? ''} onChange={(q) => setUrl({ q })} />
        <DepartmentSelect
          label={t('ui.people.department')}
          placeholder={t('ui.people.allDepartments')}
          value={url.department ?? ''}
          onChange={(department) => setUrl({ department })}
          allowClear
          width={168}
        />
        <Segmented
          aria-label={t('ui.people.state')}
          value={url.active ?? 'true'}
          onChange={(active) => setUrl({ active: active === 'true' ? '' : String(active) })}
          options={[
            { value: 'true', label: t('ui.people.active') },
            { value: 'false', label: t('ui.people.disabled') },
            { value: 'all', label: t('ui.people.all') },
          ]}
        />
      </Toolbar>
      <DataTable<Person>
        label={t('ui.settings.people')}
        columns={columns}
        list={listOfAll(people)}
        rowKey={(p) => p.id}
        onOpen={(p) => setUrl({ person: p.id })}
        count={(shown) => t('ui.people.count', { count: shown })}
        {...(filtered ? { onClearFilter: () => setUrl({ q: '', department: '', active: '' }) } : {})}
        empty={<Empty icon={Users} title={t('ui.people.empty')} text={t('ui.people.emptyText')} />}
      />
      <NewPerson open={creating} onClose={() => setCreating(false)} />
      <PersonSheet
        person={people.data?.find((p) => p.id === url.person)}
        mayWrite={mayWrite}
        onClose={() => setUrl({ person: '' })}
      />
    </>
  )
}

function useColumns(): Column<Person>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'name',
      title: t('ui.people.name'),
      render: (p) => <TwoLines name={p.name} more={p.email} />,
    },
    { key: 'department', title: t('ui.people.department'), width: 140, render: (p) => p.department.name },
    {
      key: 'roles',
      title: t('ui.people.roles'),
      width: 200,
      render: (p) => p.roles.map((r) => t(`ui.role.${r}`)).join(t('ui.filter.comma')),
    },
    {
      key: 'level',
      title: t('ui.people.level'),
      width: 90,
      render: (p) => t(`ui.level.${p.level}`),
      phone: 'none',
    },
    {
      key: 'scope',
      title: t('ui.people.scope'),
      width: 130,
      render: (p) => t(`ui.scope.${p.scope}`),
      phone: 'none',
    },
    {
      key: 'hold',
      title: t('ui.people.hold'),
      width: 90,
      align: 'right',
      render: (p) => (
        <span className={p.used > p.quota ? 'c-amber' : undefined}>
          {p.used}
          <span className="c3">/{p.quota}</span>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('ui.people.state'),
      width: 90,
      phone: 'side',
      render: (p) =>
        p.active ? (
          <span className="c3">{t('ui.people.active')}</span>
        ) : (
          <Chip>{t('ui.people.disabled')}</Chip>
        ),
    },
  ]
}
