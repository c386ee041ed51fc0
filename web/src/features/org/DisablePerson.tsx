import { useQuery } from '@tanstack/react-query'
import { Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { ApiError } from '@/api/problem'
import { useRefresh } from '@/api/stale'
import type { Person } from '@/api/types'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { toast } from '@/ui/toast'
import { PersonSelect } from './Selects'

interface Props {
  person: Person
  open: boolean
  onClose: () => void
  onDone: () => void
}

/** Disabling ends every session; the customers go to a colleague or a pool in the same act. */
export function DisablePerson({ person, open, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const [to, setTo] = useState<'person' | 'pool'>('person')
  const [receiverId, setReceiver] = useState('')
  const [poolId, setPool] = useState('')
  const confirm = async () => {
    const target = to === 'person' ? { receiverId } : { poolId }
    const needed = person.used > 0
    if (needed && !Object.values(target)[0]) throw new ApiError({ detail: t('ui.people.receiverMissing') })
    await api.post('/people/{id}/disable', {
      params: { path: { id: person.id } },
      body: Object.values(target)[0] ? target : {},
    })
    refresh('person')
    refresh('pool')
    toast(t('ui.people.disabledDone', { name: person.name }))
    onDone()
  }
  return (
    <ConfirmDialog
      open={open}
      title={t('ui.people.disableTitle', { name: person.name })}
      text={person.used > 0 ? t('ui.people.disableText', { count: person.used }) : t('ui.people.disableNone')}
      act={t('ui.people.disableAct')}
      danger
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="col" style={{ gap: 10, marginTop: 12 }}>
        <Radio.Group
          aria-label={t('ui.people.receiver')}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          options={[
            { value: 'person', label: t('ui.people.toPerson') },
            { value: 'pool', label: t('ui.people.toPool') },
          ]}
        />
        {to === 'person' ? (
          <PersonSelect
            label={t('ui.people.receiver')}
            value={receiverId}
            onChange={setReceiver}
            except={[person.id]}
            allowClear
          />
        ) : (
          <PoolSelect value={poolId} onChange={setPool} />
        )}
      </div>
    </ConfirmDialog>
  )
}

function PoolSelect({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const pools = useQuery({
    queryKey: keys.pools,
    queryFn: async () => (await api.get('/pools')).items,
  })
  return (
    <Select
      aria-label={t('ui.people.toPool')}
      value={value || undefined}
      onChange={onChange}
      loading={pools.isPending}
      placeholder={t('ui.people.choosePool')}
      options={(pools.data ?? []).map((p) => ({ value: p.id, label: p.name }))}
    />
  )
}
