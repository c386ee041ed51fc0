// What stands around every page: navigation, palette, toasts, live updates.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useMatches } from '@tanstack/react-router'
import { Button } from 'antd'
import { CloudOff } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { companions } from '@/actions'
import { useConnection } from '@/api/connection'
import { followLive } from '@/api/live'
import { meQuery, useMay } from '@/api/queries'
import { languages, switchLanguage } from '@/i18n'
import { usePhone } from '@/lib/media'
import { prefs } from '@/lib/prefs'
import { useGo } from '@/ui/Go'
import { ErrorState, NoPermission } from '@/ui/States'
import { Toasts } from '@/ui/Toasts'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import { type Started, useActions } from './actions'
import { useNav } from './nav'
import s from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { TabBar } from './TabBar'

const Palette = lazy(() => import('./Palette'))
const KeyHelp = lazy(() => import('./KeyHelp'))

/** Waits for who is logged in; pages inside can rely on useMe. */
export function Shell() {
  const me = useQuery(meQuery)
  const language = me.data?.language
  useEffect(() => {
    if (!language) return
    prefs.setLoggedIn(true)
    if (languages.some((l) => l === language)) {
      prefs.setLanguage(language)
      void switchLanguage(language)
    }
  }, [language])
  if (me.data) return <Inside />
  if (me.error) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />
  return null
}

function Inside() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const phone = usePhone()
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const [started, setStarted] = useState<Started>()
  const actions = useActions(setStarted)
  useEffect(() => followLive(client), [client])
  useShellKeys(setOpen, actions)
  const close = () => setOpen(undefined)
  const Act = started?.action.component
  return (
    <div className={s.app}>
      <a href="#main" className={s.skip}>
        {t('ui.skip')}
      </a>
      {phone ? null : (
        <Sidebar actions={actions} onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      )}
      <main id="main" className={s.sheet} tabIndex={-1}>
        <OfflineBar />
        <Allowed />
      </main>
      {phone ? <TabBar actions={actions} /> : null}
      <Suspense fallback={null}>
        {open === 'palette' ? (
          <Palette actions={actions} onClose={close} onKeys={() => setOpen('keys')} />
        ) : null}
        {open === 'keys' ? <KeyHelp actions={actions} onClose={close} /> : null}
        {started && Act ? (
          <Act
            {...(started.customerId ? { customerId: started.customerId } : {})}
            onClose={() => setStarted(undefined)}
          />
        ) : null}
      </Suspense>
      {companions.map(([key, Companion]) => (
        <Suspense key={key} fallback={null}>
          <Companion />
        </Suspense>
      ))}
      <Toasts />
    </div>
  )
}

function useShellKeys(open: (what: 'palette' | 'keys') => void, actions: ReturnType<typeof useActions>) {
  const go = useGo()
  const nav = useNav()
  useHotkeys(
    {
      'ctrl+k': () => open('palette'),
      '?': () => open('keys'),
      ...Object.fromEntries(nav.flatMap((n) => (n.hotkey ? [[`g ${n.hotkey}`, () => go(n.to)]] : []))),
      ...Object.fromEntries(actions.flatMap((a) => (a.hotkey ? [[a.hotkey, () => a.start()]] : []))),
    },
    { level: 'shell' },
  )
}

/** The page, or why it may not be seen. */
function Allowed() {
  const may = useMay()
  const wanted = useMatches({ select: (matches) => matches.flatMap((m) => m.staticData.permission ?? []) })
  if (wanted.length > 0 && !wanted.some(may)) return <NoPermission />
  return <Outlet />
}

/** Says that what is shown is old, and since when. */
function OfflineBar() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const connection = useConnection()
  const day = useDay()
  if (connection.ok) return null
  return (
    <div className={s.offline} role="status">
      <CloudOff size={16} aria-hidden />
      <span className="grow">{t('ui.offline', { time: day.time(connection.since) })}</span>
      <Button size="small" onClick={() => void client.refetchQueries({ type: 'active' })}>
        {t('ui.retry')}
      </Button>
    </div>
  )
}
