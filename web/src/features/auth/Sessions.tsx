import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Laptop, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import type { Session } from '@/api/types'
import { useAct } from '@/api/useAct'
import { Chip } from '@/ui/marks'
import { Section } from '@/ui/Pane'
import { ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './Account.module.css'
import { deviceOf, isHandheld } from './agent'

/** Where one is logged in; any other place can be logged out from here. */
export function Sessions() {
  const { t } = useTranslation()
  const list = useQuery({
    queryKey: keys.sessions,
    queryFn: async () => (await api.get('/me/sessions')).items.filter((one) => one.kind === 'browser'),
  })
  const end = useAct((id: string) => api.del('/me/sessions/{id}', { params: { path: { id } } }), {
    changes: 'session',
    done: t('ui.sessions.ended'),
  })
  return (
    <Section title={t('ui.sessions.title')}>
      {list.isPending ? <Skeleton rows={2} height={52} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      <ul className={s.lines}>
        {list.data?.map((one) => (
          <Line key={one.id} session={one} onEnd={() => end.mutate(one.id)} busy={end.isPending} />
        ))}
      </ul>
    </Section>
  )
}

function Line({ session, onEnd, busy }: { session: Session; onEnd: () => void; busy: boolean }) {
  const { t } = useTranslation()
  const day = useDay()
  const Icon = isHandheld(session.agent) ? Smartphone : Laptop
  const seen = session.seenAt ?? session.createdAt
  return (
    <li>
      <Icon size={18} strokeWidth={1.8} aria-hidden />
      <div>
        <p className="row">
          {deviceOf(session.agent)}
          {session.current ? <Chip tone="ink">{t('ui.sessions.here')}</Chip> : null}
        </p>
        <p className="c3 f12">
          {session.address} ·{' '}
          <time title={day.full(seen)}>{t('ui.sessions.seen', { when: day.ago(seen) })}</time>
        </p>
      </div>
      {session.current ? null : (
        <Button size="small" disabled={busy} onClick={onEnd}>
          {t('ui.sessions.end')}
          <span className="vh">{deviceOf(session.agent)}</span>
        </Button>
      )}
    </li>
  )
}
