import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { Go, useGo } from '@/ui/Go'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { ErrorState, Skeleton } from '@/ui/States'
import { keepField } from './keepField'
import { Outside } from './Outside'
import { startSession } from './session'

interface Fields {
  password: string
  keep?: string[]
}

/** A one-time link: its holder chooses a password and is in. */
export default function InvitePage() {
  const { t } = useTranslation()
  const go = useGo()
  // After the hash the secret never reaches a server log.
  const [token] = useState(() => window.location.hash.slice(1))
  const invited = useQuery({
    queryKey: ['invite', token],
    queryFn: () => api.post('/invite/read', { body: { token }, quiet: true }),
    retry: false,
  })
  if (invited.error && asApiError(invited.error).offline)
    return (
      <Outside title={t('ui.invite.title')}>
        <ErrorState error={invited.error} onRetry={() => void invited.refetch()} />
      </Outside>
    )
  if (invited.error)
    return (
      <Outside title={t('ui.invite.gone')} lead={t('ui.invite.goneText')}>
        <p style={{ marginTop: 16 }}>
          <Go to="/login">{t('ui.invite.toLogin')}</Go>
        </p>
      </Outside>
    )
  if (!invited.data)
    return (
      <Outside title={t('ui.invite.title')}>
        <Skeleton rows={3} />
      </Outside>
    )
  const { name, email, organisation, tokens } = invited.data
  const fields: FormField[] = [
    {
      name: 'password',
      label: t('ui.password.choose'),
      type: 'password',
      autoComplete: 'new-password',
      help: t('ui.password.rule'),
    },
    ...(tokens.length > 0 ? [keepField(t, tokens)] : []),
  ]
  const save = async (values: Fields) => {
    await startSession(await api.post('/invite', { body: { ...values, token }, quiet: true }))
    go('/', { replace: true })
  }
  return (
    <Outside title={t('ui.invite.hello', { name })} lead={t('ui.invite.lead', { organisation, email })}>
      <RecordForm<Fields> fields={fields} onSave={save} saveLabel={t('ui.invite.submit')} />
    </Outside>
  )
}
