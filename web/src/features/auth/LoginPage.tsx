import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { Go, useGo } from '@/ui/Go'
import { useUrl } from '@/ui/useUrl'
import { Alert, Outside } from './Outside'
import { nextPage, startSession } from './session'

interface Fields {
  email: string
  password: string
}

export default function LoginPage() {
  const { t } = useTranslation()
  const go = useGo()
  const [url] = useUrl<{ next?: string }>()
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: () => api.get('/setup'),
    retry: false,
  })
  const login = useMutation({
    mutationFn: (fields: Fields) => api.post('/login', { body: fields, quiet: true }),
    onSuccess: async (me) => {
      await startSession(me)
      go(nextPage(url.next), { replace: true })
    },
  })
  if (setup.data?.needed)
    return (
      <Outside title={t('ui.setup.notYet')} lead={t('ui.setup.notYetText')}>
        <p style={{ marginTop: 16 }}>
          <Go to="/setup">{t('ui.setup.open')}</Go>
        </p>
      </Outside>
    )
  return (
    <Outside title={t('ui.login.title')}>
      <Form<Fields>
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => login.mutate(fields)}
        disabled={login.isPending}
      >
        <Alert>{login.error?.message}</Alert>
        <Form.Item
          name="email"
          label={t('ui.login.email')}
          rules={[{ required: true, message: t('ui.form.required') }]}
        >
          <Input type="email" size="large" autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('ui.login.password')}
          rules={[{ required: true, message: t('ui.form.required') }]}
        >
          <Input.Password size="large" autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={login.isPending}
          style={{ marginTop: 4 }}
        >
          {t('ui.login.submit')}
        </Button>
        <p className="c3 f12" style={{ marginTop: 16 }}>
          {t('ui.login.forgot')}
        </p>
      </Form>
    </Outside>
  )
}
