import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useRefresh } from '@/api/stale'
import type { Session } from '@/api/types'
import { useAct } from '@/api/useAct'
import { Section } from '@/ui/Pane'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Secret } from '@/ui/Secret'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './Account.module.css'

interface Fields {
  name: string
  days: string
  scopes: string[]
}

/** API tokens act with one's own rights; each is shown once. */
export function Tokens() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const list = useQuery({
    queryKey: keys.tokens,
    queryFn: async () => (await api.get('/me/tokens')).items,
  })
  const revoke = useAct((id: string) => api.del('/me/tokens/{id}', { params: { path: { id } } }), {
    changes: 'session',
    done: t('ui.tokens.revoked'),
  })
  return (
    <Section
      title={t('ui.tokens.title')}
      side={
        <Button size="small" icon={<Plus size={13} aria-hidden />} onClick={() => setOpen(true)}>
          {t('ui.tokens.new')}
        </Button>
      }
    >
      <p className="c3 f13">{t('ui.tokens.text')}</p>
      {list.isPending ? <Skeleton rows={1} height={52} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      <ul className={s.lines}>
        {list.data?.map((token) => (
          <Line
            key={token.id}
            token={token}
            onRevoke={() => revoke.mutate(token.id)}
            busy={revoke.isPending}
          />
        ))}
      </ul>
      <NewToken open={open} onClose={() => setOpen(false)} />
    </Section>
  )
}

function Line({ token, onRevoke, busy }: { token: Session; onRevoke: () => void; busy: boolean }) {
  const { t } = useTranslation()
  const day = useDay()
  const used = token.seenAt ? t('ui.tokens.used', { when: day.ago(token.seenAt) }) : t('ui.tokens.unused')
  const until = token.expiresAt ? t('ui.tokens.until', { date: day.date(token.expiresAt) }) : ''
  const scopes = token.scopes?.map((one) => t(`ui.tokens.scope.${one}`)).join(t('ui.tokens.and'))
  return (
    <li>
      <KeyRound size={18} strokeWidth={1.8} aria-hidden />
      <div>
        <p>{token.name}</p>
        <p className="c3 f12">{[scopes, used, until].filter(Boolean).join(' · ')}</p>
      </div>
      <Button size="small" disabled={busy} onClick={onRevoke}>
        {t('ui.tokens.revoke')}
        <span className="vh">{token.name}</span>
      </Button>
    </li>
  )
}

const scopes = ['read', 'write', 'import', 'export', 'admin']
const terms = ['30', '90', '180', '366']

function NewToken({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const [made, setMade] = useState('')
  const close = () => {
    setMade('')
    onClose()
  }
  const fields: FormField[] = [
    {
      name: 'name',
      label: t('ui.tokens.name'),
      type: 'text',
      maxLength: 100,
      placeholder: t('ui.tokens.nameHint'),
    },
    {
      name: 'scopes',
      label: t('ui.tokens.scopes'),
      type: 'multi',
      help: t('ui.tokens.scopesHelp'),
      options: scopes.map((value) => ({ value, label: t(`ui.tokens.scope.${value}`) })),
    },
    {
      name: 'days',
      label: t('ui.tokens.days'),
      type: 'select',
      options: terms.map((value) => ({ value, label: t('ui.span.days', { count: Number(value) }) })),
    },
  ]
  const save = async ({ name, days, scopes }: Fields) => {
    const { token } = await api.post('/me/tokens', {
      body: {
        name,
        days: Number(days),
        scopes,
      },
    })
    setMade(token)
    refresh('session')
  }
  return (
    <Sheet title={t('ui.tokens.new')} open={open} onClose={close} width={460}>
      {made ? (
        <Secret text={made} note={t('ui.tokens.once')} onDone={close} />
      ) : (
        <RecordForm<Fields>
          fields={fields}
          initial={usual}
          onSave={save}
          saveLabel={t('ui.tokens.create')}
          onCancel={close}
        />
      )}
    </Sheet>
  )
}

const usual: Partial<Fields> = { days: '90', scopes: ['read', 'write'] }
