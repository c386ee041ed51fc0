// Personal data: find one person by full number, hand over or erase what is kept.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, urlOf } from '@/api/client'
import { Pane, Section } from '@/ui/Pane'
import { Empty, ErrorState } from '@/ui/States'
import { useUrl } from '@/ui/useUrl'
import { EraseDialog, type Target } from './EraseDialog'
import s from './privacy.module.css'

export function PrivacyPart() {
  const { t } = useTranslation()
  const [url] = useUrl<{ customer?: string }>()
  const [q, setQ] = useState(url.customer ?? '')
  const [target, setTarget] = useState<Target>()
  const find = useMutation({
    mutationFn: () => api.post('/personal-data/find', { body: { q } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (q.trim().length >= 5) find.mutate()
  }
  return (
    <Pane label={t('privacy.title')}>
      <Section>
        <p className={s.intro}>{t('privacy.intro')}</p>
        <form className={s.find} onSubmit={submit}>
          <Input
            aria-label={t('privacy.findLabel')}
            placeholder={t('privacy.findLabel')}
            value={q}
            maxLength={120}
            onChange={(e) => setQ(e.target.value)}
          />
          <Button type="primary" htmlType="submit" loading={find.isPending} disabled={q.trim().length < 5}>
            {t('privacy.find')}
          </Button>
        </form>
      </Section>
      {find.error ? <ErrorState error={find.error} onRetry={() => find.mutate()} /> : null}
      {find.data?.items.length === 0 ? <Empty title={t('privacy.none')} /> : null}
      {find.data?.items.map((found) => (
        <Section key={found.customerId} title={found.name}>
          <Line
            label={t('privacy.customerAll')}
            target={{ id: found.customerId, name: found.name }}
            onErase={setTarget}
          />
          {found.contacts.map((c) => (
            <Line
              key={c.id}
              label={`${t('privacy.contact')} ${c.name}`}
              target={{ id: found.customerId, name: c.name, contact: c.id }}
              onErase={setTarget}
            />
          ))}
        </Section>
      ))}
      {target ? (
        <EraseDialog
          target={target}
          onClose={() => setTarget(undefined)}
          onErased={() => {
            setTarget(undefined)
            find.mutate()
          }}
        />
      ) : null}
    </Pane>
  )
}

function Line({
  label,
  target,
  onErase,
}: {
  label: string
  target: Target
  onErase: (target: Target) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={s.line}>
      <span className="grow">{label}</span>
      <Button
        href={urlOf('/customers/{id}/personal-data', {
          path: { id: target.id },
          query: { contact: target.contact },
        })}
        aria-label={`${t('privacy.export')} ${target.name}`}
      >
        {t('privacy.export')}
      </Button>
      <Button danger onClick={() => onErase(target)} aria-label={`${t('privacy.erase')} ${target.name}`}>
        {t('privacy.erase')}
      </Button>
    </div>
  )
}
