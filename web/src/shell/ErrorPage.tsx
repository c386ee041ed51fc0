// A page that does not exist, and a page that broke.
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Go } from '@/ui/Go'
import { Empty, ErrorState } from '@/ui/States'

export function NotFound() {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${t('ui.notFound.title')} · ${t('ui.product')}`
  }, [t])
  return (
    <section className="col" style={{ height: '100%' }}>
      <h1 className="vh">{t('ui.notFound.title')}</h1>
      <Empty icon={Compass} title={t('ui.notFound.title')} text={t('ui.notFound.text')}>
        <Go to="/">{t('ui.notFound.home')}</Go>
      </Empty>
    </section>
  )
}

// After a release the old chunks are gone: one reload fetches the new ones.
const isOldChunk = (error: unknown) => /dynamically imported module|module script/i.test(String(error))

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const old = isOldChunk(error)
  useEffect(() => {
    if (!old) return
    const last = Number(sessionStorage.getItem('laidan.reloaded') ?? 0)
    if (Date.now() - last < 10_000) return
    sessionStorage.setItem('laidan.reloaded', String(Date.now()))
    window.location.reload()
  }, [old])
  return (
    <div className="col" style={{ height: '100%' }}>
      <ErrorState
        error={error}
        title={old ? t('ui.state.oldPage') : t('ui.state.broken')}
        text={old ? t('ui.state.oldPageText') : t('ui.state.brokenText')}
        onRetry={() => {
          if (old) window.location.reload()
          reset()
          void router.invalidate()
        }}
      />
      {old ? null : (
        <div className="row" style={{ justifyContent: 'center', paddingBottom: 32 }}>
          <Button type="text" onClick={() => window.location.assign('/')}>
            {t('ui.notFound.home')}
          </Button>
        </div>
      )}
    </div>
  )
}
