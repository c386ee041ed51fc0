// The rules of a pool: whose it is, how many a day, how long who gave back waits.

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { DepartmentSelect } from '@/features/org'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Dialog } from './Dialog'
import type { Pool } from './types'

/** The form; whether it is in use is asked of a pool that is there. */
type Form = Required<Omit<Schemas['AssignPoolChange'], 'version'>>
type Values = Omit<Form, 'active'> & Partial<Pick<Form, 'active'>>

export default function PoolSettings({ pool, onClose }: { pool: Pool | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const initial = useMemo<Values>(
    () => ({
      name: pool?.name ?? '',
      departmentId: pool?.department?.id ?? '',
      dailyClaims: pool?.dailyClaims ?? 5,
      previousOwnerDays: pool?.previousOwnerDays ?? 7,
      ...(pool ? { active: pool.active } : {}),
    }),
    [pool],
  )
  const save = useAct(
    (v: Values) =>
      pool
        ? api.patch('/pools/{id}', {
            params: { path: { id: pool.id } },
            body: { ...v, version: pool.version },
          })
        : api.post('/pools', { body: v }),
    {
      changes: 'pool',
      done: (out) => t('pool.saved', { name: out.name }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const fields: FormField[] = [
    { name: 'name', label: t('pool.name'), type: 'text', maxLength: 60 },
    {
      name: 'departmentId',
      label: t('pool.department'),
      type: 'custom',
      optional: true,
      help: t('pool.departmentHelp'),
      render: (c) => (
        <DepartmentSelect {...(c as { value?: string })} placeholder={t('pool.everybody')} allowClear />
      ),
    },
    { name: 'dailyClaims', label: t('pool.dailyClaims'), type: 'number', min: 1, max: 1000 },
    {
      name: 'previousOwnerDays',
      label: t('pool.previousOwnerDays'),
      type: 'number',
      min: 0,
      max: 3650,
      help: t('pool.previousOwnerHelp'),
    },
    ...(pool
      ? [{ name: 'active', label: t('pool.active'), type: 'switch', help: t('pool.activeHelp') } as FormField]
      : []),
  ]
  return (
    <Dialog title={pool ? t('pool.rulesOf', { name: pool.name }) : t('pool.new')} onClose={onClose}>
      <RecordForm<Values>
        fields={fields}
        initial={initial}
        onSave={(values) => save.mutateAsync({ ...values, departmentId: values.departmentId ?? '' })}
        onCancel={onClose}
      />
    </Dialog>
  )
}
