import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { Go, useGo } from '@/ui/Go'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { ErrorState, Skeleton } from '@/ui/States'
import { Outside } from './Outside'
import { startSession } from './session'

interface Fields {
  password: string
}

/** A one-time link: its holder chooses a password and is in. */
export default function InvitePage() {
  const { t } = useTranslation()
  const go = useGo()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const params = { path: { token } }
  const invited = useQuery({
    queryKey: ['invite', token],
    queryFn: () => api.get('/invite/{token}', { params, quiet: true }),
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
  const { name, email, organisation } = invited.data
  const fields: FormField[] = [
    {
      name: 'password',
      label: t('ui.password.choose'),
      type: 'password',
      autoComplete: 'new-password',
      help: t('ui.password.rule'),
    },
  ]
  const save = async (values: Fields) => {
    await startSession(await api.post('/invite/{token}', { params, body: values, quiet: true }))
    go('/', { replace: true })
  }
  return (
    <Outside title={t('ui.invite.hello', { name })} lead={t('ui.invite.lead', { organisation, email })}>
      <RecordForm<Fields> fields={fields} onSave={save} saveLabel={t('ui.invite.submit')} />
    </Outside>
  )
}
