import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { toast } from '@/ui/toast'
import s from './privacy.module.css'

export interface Target {
  id: string
  name: string
  contact?: string
}

/** Asks for the name as it stands and a reason; there is no way back. */
export function EraseDialog({
  target,
  onClose,
  onErased,
}: {
  target: Target
  onClose: () => void
  onErased: () => void
}) {
  const { t } = useTranslation()
  const field = useId()
  const [name, setName] = useState('')
  const erase = async (reason: string) => {
    const done = await api.post('/customers/{id}/erasure', {
      params: { path: { id: target.id } },
      body: {
        confirm: name,
        reason,
        contactId: target.contact ?? '',
      },
    })
    const text = t('privacy.erased', { facts: done.facts, files: done.files })
    toast(done.refused ? `${text} ${t('privacy.refused')}` : text)
    onErased()
  }
  return (
    <ConfirmDialog
      open
      danger
      title={t('privacy.eraseTitle', { name: target.name })}
      text={t('privacy.eraseText')}
      act={t('privacy.erase')}
      words="required"
      wordsLabel={t('privacy.reasonLabel')}
      onConfirm={({ words }) => erase(words)}
      onClose={onClose}
    >
      <label className={s.label} htmlFor={field}>
        {t('privacy.confirmLabel', { name: target.name })}
      </label>
      <Input id={field} value={name} autoComplete="off" onChange={(e) => setName(e.target.value)} />
    </ConfirmDialog>
  )
}
