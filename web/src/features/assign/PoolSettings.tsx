// The rules of a pool: whose it is, how many a day, how long who gave back waits.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useAct } from '@/api/useAct'
import { DepartmentSelect } from '@/features/org'
import { type FormField, RecordForm } from '@/ui/RecordForm'
import { Dialog } from './Dialog'
import type { Pool } from './types'

interface Values {
  name: string
  departmentId: string
  dailyClaims: number
  previousOwnerDays: number
  active?: boolean
}

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
        ? api.patch<Pool>(`/pools/${pool.id}`, { ...v, version: pool.version })
        : api.post<Pool>('/pools', v),
    {
      invalidates: [['pools'], ['pool']],
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
