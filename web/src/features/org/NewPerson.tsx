import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useRefresh } from '@/api/stale'
import type { Person } from '@/api/types'
import { RecordForm } from '@/ui/RecordForm'
import { Secret } from '@/ui/Secret'
import { Sheet } from '@/ui/Sheet'
import { newOf, type PersonForm } from './people'
import { usePersonFields } from './usePersonFields'

const initial: Partial<PersonForm> = { roles: ['rep'], level: 'regular', quota: 30 }

/** The address of an invitation, whole even when the server only gives the path. */
export const inviteLink = (url: string) => new URL(url, window.location.origin).href

/** A new colleague; the invitation link is shown once. */
export function NewPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const fields = usePersonFields()
  const [made, setMade] = useState<Person>()
  const close = () => {
    setMade(undefined)
    onClose()
  }
  const save = async (values: PersonForm) => {
    setMade(
      await api.post('/people', {
        body: newOf(values),
      }),
    )
    refresh('person')
  }
  return (
    <Sheet
      title={made ? t('ui.people.invited', { name: made.name }) : t('ui.people.new')}
      open={open}
      onClose={close}
    >
      {made ? (
        <Secret text={inviteLink(made.inviteUrl ?? '')} note={t('ui.people.inviteNote')} onDone={close} />
      ) : (
        <RecordForm<PersonForm>
          draft="person.new"
          fields={fields}
          initial={initial}
          onSave={save}
          saveLabel={t('ui.people.create')}
          onCancel={close}
        />
      )}
    </Sheet>
  )
}
