import { Button } from 'antd'
import { FileDown, Link2, UserCheck, UserX } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { useMe } from '@/api/queries'
import { useRefresh } from '@/api/stale'
import type { Person } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { RecordForm } from '@/ui/RecordForm'
import { Secret } from '@/ui/Secret'
import { Sheet } from '@/ui/Sheet'
import { toast } from '@/ui/toast'
import { DisablePerson } from './DisablePerson'
import { GrantExport } from './GrantExport'
import { inviteLink } from './NewPerson'
import { bodyOf, formOf, type PersonForm } from './people'
import { usePersonFields } from './usePersonFields'

interface Props {
  person: Person | undefined
  mayWrite: boolean
  onClose: () => void
}

/** One colleague: edit, a new invitation link, disable or enable. */
export function PersonSheet({ person, mayWrite, onClose }: Props) {
  const { t } = useTranslation()
  const [link, setLink] = useState('')
  const [disabling, setDisabling] = useState(false)
  const [granting, setGranting] = useState(false)
  const id = person?.id
  const self = useMe().id === id // nobody invites, disables or allows themselves
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person begins anew
  useEffect(() => setLink(''), [id])
  return (
    <Sheet
      title={person?.name ?? ''}
      open={Boolean(person)}
      onClose={onClose}
      footer={
        person && mayWrite && !self && !link ? (
          <Acts
            person={person}
            onLink={setLink}
            onDisable={() => setDisabling(true)}
            onGrant={() => setGranting(true)}
            onDone={onClose}
          />
        ) : null
      }
    >
      {link ? <Secret text={link} note={t('ui.people.inviteNote')} onDone={onClose} /> : null}
      {person && !link ? (
        <Edit key={person.id} person={person} mayWrite={mayWrite} onSaved={onClose} />
      ) : null}
      {person ? <GrantExport person={person} open={granting} onClose={() => setGranting(false)} /> : null}
      {person ? (
        <DisablePerson
          person={person}
          open={disabling}
          onClose={() => setDisabling(false)}
          onDone={() => {
            setDisabling(false)
            onClose()
          }}
        />
      ) : null}
    </Sheet>
  )
}

interface ActsProps {
  person: Person
  onLink: (link: string) => void
  onDisable: () => void
  onGrant: () => void
  onDone: () => void
}

function Acts({ person, onLink, onDisable, onGrant, onDone }: ActsProps) {
  const { t } = useTranslation()
  const invite = useAct((of: string) => api.post('/people/{id}/invite', { params: { path: { id: of } } }), {
    onDone: (out) => onLink(inviteLink(out.inviteUrl)),
  })
  const enable = useAct((of: string) => api.post('/people/{id}/enable', { params: { path: { id: of } } }), {
    changes: 'person',
    done: t('ui.people.enabled'),
    onDone,
  })
  if (!person.active)
    return (
      <Button
        icon={<UserCheck size={14} aria-hidden />}
        loading={enable.isPending}
        onClick={() => enable.mutate(person.id)}
      >
        {t('ui.people.enable')}
      </Button>
    )
  return (
    <>
      <Button icon={<UserX size={14} aria-hidden />} onClick={onDisable}>
        {t('ui.people.disable')}
      </Button>
      <Button icon={<FileDown size={14} aria-hidden />} onClick={onGrant}>
        {t('ui.people.grant')}
      </Button>
      <Button
        icon={<Link2 size={14} aria-hidden />}
        loading={invite.isPending}
        onClick={() => invite.mutate(person.id)}
      >
        {t('ui.people.newLink')}
      </Button>
    </>
  )
}

function Edit({ person, mayWrite, onSaved }: { person: Person; mayWrite: boolean; onSaved: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const fields = usePersonFields()
  const [version, setVersion] = useState(person.version)
  const [newer, setNewer] = useState<Person>()
  const initial = useMemo(() => formOf(person), [person])
  const save = async (values: PersonForm, changed: Partial<PersonForm>) => {
    try {
      await api.patch('/people/{id}', {
        params: { path: { id: person.id } },
        body: { version, ...bodyOf(values, changed) },
      })
    } catch (error) {
      const problem = asApiError(error)
      if (problem.state && 'roles' in problem.state) setNewer(problem.state)
      throw error
    }
    refresh('person')
    toast(t('ui.saved'))
    onSaved()
  }
  if (!mayWrite) return <Facts person={person} />
  return (
    <>
      <RecordForm<PersonForm> fields={fields} initial={initial} onSave={save} />
      <ConflictDialog
        open={Boolean(newer)}
        rows={newer ? [{ label: t('ui.people.name'), now: newer.name, yours: person.name }] : []}
        onTakeNow={() => {
          refresh('person')
          onSaved()
        }}
        onKeepMine={() => {
          setVersion(newer?.version ?? version)
          setNewer(undefined)
        }}
        onClose={() => setNewer(undefined)}
      />
    </>
  )
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation()
  const lines: [string, string][] = [
    [t('ui.login.email'), person.email],
    [t('ui.people.department'), person.department.name],
    [t('ui.people.roles'), person.roles.map((r) => t(`ui.role.${r}`)).join(t('ui.filter.comma'))],
    [t('ui.people.level'), t(`ui.level.${person.level}`)],
    [t('ui.people.hold'), `${person.used}/${person.quota}`],
  ]
  return (
    <dl style={{ display: 'grid', gridTemplateColumns: '96px 1fr', gap: '6px 12px' }}>
      {lines.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className="c3">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
