// One uploaded file as a form value: its id.

import { Button } from 'antd'
import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, urlOf } from '@/api/client'
import { asApiError } from '@/api/problem'
import type { Ref } from '@/api/types'
import { IconButton } from '@/ui/IconButton'
import s from './deal.module.css'

type Uploaded = Ref

interface Props {
  id?: string
  value?: string
  onChange?: (id: string) => void
  /** The file that is there already. */
  stored?: Uploaded | null
}

export function FileField({ id, value, onChange, stored }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [uploaded, setUploaded] = useState<Uploaded>()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const shown = uploaded?.id === value ? uploaded : stored?.id === value ? stored : undefined
  const send = async (file: File) => {
    setBusy(true)
    setRefused('')
    try {
      const done = await api.post('/files', { body: { file } })
      setUploaded(done)
      onChange?.(done.id)
    } catch (error) {
      setRefused(asApiError(error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={s.upload}>
      <input
        ref={input}
        type="file"
        style={{ display: 'none' }}
        aria-label={t('deal.file.choose')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void send(file)
          event.target.value = ''
        }}
      />
      {shown ? (
        <span className={s.uploaded}>
          <Paperclip size={14} strokeWidth={1.8} aria-hidden />
          <a href={urlOf('/files/{id}', { path: { id: shown.id } })} download={shown.name} className="ell">
            {shown.name}
          </a>
          <IconButton
            icon={X}
            size={14}
            label={t('deal.file.drop', { name: shown.name })}
            onClick={() => onChange?.('')}
          />
        </span>
      ) : null}
      <Button {...(id ? { id } : {})} loading={busy} onClick={() => input.current?.click()}>
        {t(shown ? 'deal.file.change' : 'deal.file.choose')}
      </Button>
      {refused ? (
        <p className="c-red f12" role="alert">
          {refused}
        </p>
      ) : null}
    </div>
  )
}
