import type { TFunction } from 'i18next'
import type { Session } from '@/api/types'
import type { FormField } from '@/ui/RecordForm'
import { deviceOf } from './agent'

/** What stays open when the password changes: nothing but what is named here. */
export const keepField = (t: TFunction, open: Session[]): FormField => ({
  name: 'keep',
  label: t('ui.password.keep'),
  type: 'multi',
  optional: true,
  placeholder: t('ui.password.keepNone'),
  options: open.map((one) => ({
    value: one.id,
    label:
      one.kind === 'token'
        ? t('ui.password.keepToken', { name: one.name })
        : `${deviceOf(one.agent)} · ${one.address}`,
  })),
})
