// Colleagues' words on a touch, with people named by @.
import { useQuery } from '@tanstack/react-query'
import { Button, Mentions } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { peopleNamesQuery } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { Avatar, Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { mentionParts, mentionsIn } from '../mentions'
import type { CustomerFull, TouchComment } from '../types'
import s from './page.module.css'

export function Comments({ comments }: { comments: TouchComment[] }) {
  const { t } = useTranslation()
  const day = useDay()
  if (comments.length === 0) return null
  return (
    <ul className={s.comments} aria-label={t('customer.comments')}>
      {comments.map((c) => (
        <li key={c.id}>
          <Avatar name={c.by?.name ?? '?'} size={20} />
          <div className="grow">
            <b className="f13">{c.by?.name ?? t('customer.system')}</b>{' '}
            <time className="c3 f12" dateTime={c.at} title={day.full(c.at)}>
              {day.ago(c.at)}
            </time>
            <p className="pre">
              {mentionParts(
                c.content,
                c.mentions.map((person) => person.name),
              ).map((part, i) =>
                part.mention ? (
                  <span key={i} className="c-pri">
                    {part.text}
                  </span>
                ) : (
                  part.text
                ),
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

export function CommentForm(props: { customer: CustomerFull; touchId: string; onDone: () => void }) {
  const { customer, touchId, onDone } = props
  const { t } = useTranslation()
  const { data } = useQuery(peopleNamesQuery)
  const people = (data ?? []).filter((p) => p.active)
  const [text, setText] = useState('')
  const send = useAct(
    () =>
      api.post('/customers/{id}/touches/{touchId}/comments', {
        params: { path: { id: customer.id, touchId } },
        body: {
          content: text.trim(),
          mentions: mentionsIn(text, people),
        },
      }),
    { changes: 'customer', customerId: customer.id, done: t('customer.comment.done'), onDone },
  )
  const save = () => text.trim() && !send.isPending && send.mutate()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves, Esc leaves
    <div
      className={s.commentForm}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
        if (!saves && event.key !== 'Escape') return
        // The composer above has the same keys.
        event.stopPropagation()
        event.preventDefault()
        if (saves) save()
        else onDone()
      }}
    >
      <Mentions
        getPopupContainer={() => document.getElementById('main') ?? document.body}
        autoFocus
        aria-label={t('customer.comment.label')}
        placeholder={t('customer.comment.placeholder')}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={text}
        onChange={setText}
        options={people.map((p) => ({ value: p.name, label: p.name, key: p.id }))}
      />
      <div className="row">
        <span className="grow" />
        <Button size="small" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
        <Button size="small" disabled={!text.trim()} loading={send.isPending} onClick={save}>
          {t('customer.comment.send')}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </div>
    </div>
  )
}
