import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { ApiError } from '@/api/problem'
import type { Person } from '@/api/types'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { toast } from '@/ui/toast'

interface Props {
  person: Person
  open: boolean
  onClose: () => void
}

/** A second person lets a colleague export above the line for a day. */
export function GrantExport({ person, open, onClose }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const confirm = async () => {
    if (!reason.trim()) throw new ApiError({ detail: t('ui.people.grantReasonMissing') })
    await api.post('/people/{id}/export-grant', { params: { path: { id: person.id } }, body: { reason } })
    toast(t('ui.people.granted', { name: person.name }))
    setReason('')
    onClose()
  }
  return (
    <ConfirmDialog
      open={open}
      title={t('ui.people.grantTitle', { name: person.name })}
      text={t('ui.people.grantText')}
      act={t('ui.people.grantAct')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Input.TextArea
        aria-label={t('ui.people.grantReason')}
        placeholder={t('ui.people.grantReason')}
        value={reason}
        maxLength={500}
        rows={2}
        style={{ marginTop: 12 }}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
