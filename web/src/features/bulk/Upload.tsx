// Where a file is dropped or chosen, and why one was refused.

import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { CircleAlert, FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import { useRefresh } from '@/api/stale'
import { cx } from '@/lib/cx'
import { useGo } from '@/ui/Go'
import lists from './lists.module.css'
import s from './upload.module.css'
import { importKey } from './useImports'

const kinds = '.csv,.tsv,.txt,.xlsx,.xls,.vcf'

interface Refused {
  file: string
  why: string
}

function useUpload() {
  const client = useQueryClient()
  const refresh = useRefresh()
  const go = useGo()
  const [reading, setReading] = useState('')
  const [refused, setRefused] = useState<Refused>()
  const send = async (file: File) => {
    setRefused(undefined)
    setReading(file.name)
    try {
      const imp = await api.post('/imports', { body: { file } })
      client.setQueryData(importKey(imp.id), imp)
      refresh('import')
      go(`/import/${imp.id}`)
    } catch (error) {
      setRefused({ file: file.name, why: asApiError(error).message })
    } finally {
      setReading('')
    }
  }
  return { reading, refused, send }
}

export function Upload({ first }: { first: boolean }) {
  const { t } = useTranslation()
  const { reading, refused, send } = useUpload()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !reading) void send(file)
  }
  const drag = (event: DragEvent, is: boolean) => {
    event.preventDefault()
    setOver(is)
  }
  return (
    <div className={s.upload}>
      <section
        className={cx(s.drop, over && s.over, first && s.first)}
        aria-label={t('bulk.upload.label')}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false)
          take(event.dataTransfer.files)
        }}
      >
        <FileUp size={22} strokeWidth={1.6} aria-hidden />
        <div className="grow">
          <p className="b">{reading ? t('bulk.upload.reading', { file: reading }) : t('bulk.upload.drop')}</p>
          <p className="c3 f12">{t('bulk.upload.kinds')}</p>
        </div>
        <Button type="primary" loading={reading !== ''} onClick={() => input.current?.click()}>
          {t('bulk.upload.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept={kinds}
          hidden
          aria-label={t('bulk.upload.choose')}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </section>
      {refused ? (
        <div className={lists.refused} role="alert">
          <CircleAlert size={16} strokeWidth={1.8} aria-hidden />
          <p>
            <b>{t('bulk.upload.refused', { file: refused.file })}</b>
            <span>{refused.why}</span>
          </p>
        </div>
      ) : null}
    </div>
  )
}
