import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Schemas } from '@/api/types'
import { useGo } from '@/ui/Go'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { useUrl } from '@/ui/useUrl'
import { Outside } from './Outside'
import { startSession } from './session'

type Fields = Omit<Schemas['AuthFirstRun'], 'language' | 'zone'>

/** The first start: the one-time link makes the organisation and its administrator. */
export default function SetupPage() {
  const { t, i18n } = useTranslation()
  const go = useGo()
  const [url] = useUrl<{ token?: string }>()
  // After the hash the token never reaches a server log.
  const token = url.token ?? window.location.hash.slice(1)
  const fields: FormField[] = [
    ...(token
      ? []
      : [
          { name: 'token', label: t('ui.setup.token'), type: 'text' as const, help: t('ui.setup.tokenHelp') },
        ]),
    {
      name: 'organisation',
      label: t('ui.setup.organisation'),
      type: 'text',
      autoComplete: 'organization',
      maxLength: 100,
    },
    { name: 'name', label: t('ui.setup.name'), type: 'text', autoComplete: 'name', maxLength: 100 },
    {
      name: 'email',
      label: t('ui.login.email'),
      type: 'email',
      autoComplete: 'username',
      help: t('ui.setup.emailHelp'),
    },
    {
      name: 'password',
      label: t('ui.login.password'),
      type: 'password',
      autoComplete: 'new-password',
      help: t('ui.password.rule'),
    },
  ]
  const save = async (values: Fields) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai'
    await startSession(
      await api.post('/setup', {
        body: { ...values, token: token || values.token, language: i18n.language, zone },
        quiet: true,
      }),
    )
    go('/', { replace: true })
  }
  return (
    <Outside title={t('ui.setup.title')} lead={t('ui.setup.lead')}>
      <RecordForm<Fields> fields={fields} onSave={save} saveLabel={t('ui.setup.submit')} />
    </Outside>
  )
}
