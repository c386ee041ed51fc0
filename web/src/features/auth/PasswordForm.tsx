import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { Section } from '@/ui/Pane'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { toast } from '@/ui/toast'

interface Fields {
  old: string
  new: string
}

/** A new password ends the other browsers' sessions. */
export function PasswordForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [round, setRound] = useState(0)
  const fields: FormField[] = [
    { name: 'old', label: t('ui.password.old'), type: 'password', autoComplete: 'current-password' },
    {
      name: 'new',
      label: t('ui.password.new'),
      type: 'password',
      autoComplete: 'new-password',
      help: t('ui.password.rule'),
    },
  ]
  const save = async (values: Fields) => {
    await api.post('/me/password', { body: values })
    toast(t('ui.password.changed'))
    setRound(round + 1)
    void client.invalidateQueries({ queryKey: keys.sessions })
  }
  return (
    <Section title={t('ui.password.title')}>
      <RecordForm<Fields> key={round} fields={fields} onSave={save} saveLabel={t('ui.password.submit')} />
    </Section>
  )
}
