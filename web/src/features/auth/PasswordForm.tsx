import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useRefresh } from '@/api/stale'
import { Section } from '@/ui/Pane'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { toast } from '@/ui/toast'
import { keepField } from './keepField'

interface Fields {
  old: string
  new: string
  keep?: string[]
}

/** A new password ends other sessions and tokens, but those that are named. */
export function PasswordForm() {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const [round, setRound] = useState(0)
  const others = useQuery({
    queryKey: [...keys.sessions, 'others'],
    queryFn: async () => (await api.get('/me/sessions')).items.filter((one) => !one.current),
  }).data
  const fields: FormField[] = [
    { name: 'old', label: t('ui.password.old'), type: 'password', autoComplete: 'current-password' },
    {
      name: 'new',
      label: t('ui.password.new'),
      type: 'password',
      autoComplete: 'new-password',
      help: t('ui.password.rule'),
    },
    ...(others?.length ? [keepField(t, others)] : []),
  ]
  const save = async (values: Fields) => {
    await api.post('/me/password', { body: values })
    toast(t('ui.password.changed'))
    setRound(round + 1)
    refresh('session')
  }
  return (
    <Section title={t('ui.password.title')}>
      <RecordForm<Fields> key={round} fields={fields} onSave={save} saveLabel={t('ui.password.submit')} />
    </Section>
  )
}
