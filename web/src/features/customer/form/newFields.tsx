// The fields of a new customer, with what is known already beside name and numbers.
import { Button, Input } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import type { FormField } from '@/ui/RecordForm'
import { DuplicateCards } from '../DuplicateCard'
import { OwnerPicker } from '../OwnerPicker'
import { ContactsField } from './ContactsField'
import type { ContactDraft, Wrong } from './contacts'
import { areaTexts, lineTexts, useCustomFields, useFactFields } from './fields'
import { type Duplicates, distinct } from './useDuplicates'

export function useNewFields(dups: Duplicates, wrong: Wrong[]): FormField[] {
  const may = useMay()
  const f = useFactFields()
  const { form: custom } = useCustomFields()
  const { name, contacts } = useKnownFields(f.name, dups, wrong)
  const { owner, toggle } = usePlainFields()
  const more = [...lineTexts, ...areaTexts].map((name) => f[name])
  return [
    f.kind,
    name,
    contacts,
    f.productId,
    f.goal,
    f.grade,
    f.temperature,
    f.source,
    f.tags,
    ...custom,
    ...(may('customer.assign') ? [owner] : []),
    toggle,
    ...more.map((field) => ({
      ...field,
      show: (values: Record<string, unknown>) => Boolean(values.more),
    })),
  ]
}

/** Name and contacts: leaving one of their fields asks whether somebody has it. */
function useKnownFields(nameField: FormField, dups: Duplicates, wrong: Wrong[]) {
  const { t } = useTranslation()
  const typed = useRef('')
  const name: FormField = {
    ...nameField,
    type: 'custom',
    render: ({ id, value, onChange, onBlur }) => {
      typed.current = String(value ?? '')
      return (
        <>
          <Input
            {...(id ? { id } : {})}
            value={typed.current}
            maxLength={200}
            autoFocus
            autoComplete="off"
            onChange={(event) => onChange?.(event.target.value)}
            onBlur={() => {
              dups.askName(typed.current)
              onBlur?.()
            }}
          />
          <DuplicateCards matches={dups.ofName(typed.current)} />
        </>
      )
    },
  }
  const contacts: FormField = {
    name: 'contacts',
    label: t('customer.contacts'),
    type: 'custom',
    optional: true,
    render: ({ value, onChange }) => {
      const list = (value as ContactDraft[] | undefined) ?? []
      return (
        <>
          <ContactsField
            value={list}
            wrong={wrong}
            onChange={(next) => onChange?.(next)}
            onLeave={(channel) => dups.askChannel(channel.kind, channel.value)}
          />
          <DuplicateCards matches={distinct(dups.ofContacts(list), dups.ofName(typed.current))} />
        </>
      )
    },
  }
  return { name, contacts }
}

function usePlainFields() {
  const { t } = useTranslation()
  const owner: FormField = {
    name: 'ownerId',
    label: t('customer.new.owner'),
    type: 'custom',
    optional: true,
    help: t('customer.new.ownerHelp'),
    render: ({ id, value, onChange }) => (
      <OwnerPicker id={id} value={value as string} onChange={(next) => onChange?.(next)} allowClear slots />
    ),
  }
  const toggle: FormField = {
    name: 'more',
    label: '',
    type: 'custom',
    // Not "optional": a label would say so.
    show: (values) => !values.more,
    render: ({ onChange }) => (
      <Button type="text" icon={<ChevronDown size={14} aria-hidden />} onClick={() => onChange?.(true)}>
        {t('customer.new.more')}
      </Button>
    ),
  }
  return { owner, toggle }
}
