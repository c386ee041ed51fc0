// The one form: declared fields in one column, labels above, checked on leaving
// a field and on save, Ctrl+Enter saves, what was typed is kept as a draft.
import { Button, Form } from 'antd'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorsToForm } from '@/api/problem'
import { changesOf, dropDraft, readDraft, writeDraft } from '@/lib/draft'
import { Control, type FormField } from './formFields'
import { Kbd } from './marks'
import s from './RecordForm.module.css'

export type { FieldControl, FormField, Option } from './formFields'

interface Props<T extends object> {
  /** Where the draft is kept: "customer.new", "customer.123". Left out: no draft. */
  draft?: string
  fields: FormField[]
  initial?: Partial<T>
  /** Gets all values and only the changed ones. A thrown ApiError lands on its fields. */
  onSave: (values: T, changed: Partial<T>) => Promise<unknown>
  saveLabel?: string
  onCancel?: () => void
  /** Between the fields and the buttons. */
  children?: ReactNode
}

const pathOf = (name: string) => name.split('.')

export function RecordForm<T extends object>(props: Props<T>) {
  const { draft, fields, onSave, onCancel } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<T>()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string[]>([])
  const initial = useMemo(() => props.initial ?? ({} as Partial<T>), [props.initial])
  const [kept, setKept] = useState(() => (draft ? readDraft<T>(draft) : undefined))
  const start = useMemo(() => ({ ...initial, ...kept }), [initial, kept])

  const save = async (values: T) => {
    setBusy(true)
    setRefused([])
    try {
      const whole = { ...initial, ...values } as T
      await onSave(whole, changesOf<T>(initial, values))
      if (draft) dropDraft(draft)
    } catch (error) {
      setRefused(
        errorsToForm(
          error,
          form,
          fields.map((f) => f.name),
        ),
      )
      focusFirst()
    } finally {
      setBusy(false)
    }
  }
  const focusFirst = () => {
    const first = form.getFieldsError().find((f) => f.errors.length > 0)
    if (first) form.scrollToField(first.name as never, { focus: true, block: 'center' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    form.submit()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves from any field
    <div className={s.form} onKeyDown={onKeyDown}>
      {kept ? (
        <p className={s.draft} role="status">
          <span className="grow">{t('ui.form.draft')}</span>
          <Button
            size="small"
            onClick={() => {
              if (draft) dropDraft(draft)
              setKept(undefined)
              form.setFieldsValue(blank(fields, initial) as never)
            }}
          >
            {t('ui.form.dropDraft')}
          </Button>
        </p>
      ) : null}
      <Form<T>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start as never}
        validateTrigger="onBlur"
        onFinish={(values) => void save(values)}
        onFinishFailed={focusFirst}
        onValuesChange={(_, values) => draft && writeDraft(draft, values)}
      >
        {refused.length > 0 ? (
          <div className={s.alert} role="alert">
            {refused.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        ) : null}
        {fields.map((field) => (
          <Field key={field.name} field={field} />
        ))}
        {props.children}
        <div className={s.foot}>
          {onCancel ? <Button onClick={onCancel}>{t('ui.cancel')}</Button> : null}
          <Button type="primary" htmlType="submit" loading={busy}>
            {props.saveLabel ?? t('ui.save')}
            <Kbd>Ctrl ↵</Kbd>
          </Button>
        </div>
      </Form>
    </div>
  )
}

/** Every field back to what the form began with, the empty ones too. */
function blank<T>(fields: FormField[], initial: Partial<T>): Record<string, unknown> {
  const empty = Object.fromEntries(fields.map((f) => [f.name.split('.')[0], undefined]))
  return { ...empty, ...initial }
}

function Field({ field }: { field: FormField }) {
  if (!field.show) return <Item field={field} />
  const { show } = field
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldsValue }) =>
        show(getFieldsValue(true) as Record<string, unknown>) ? <Item field={field} /> : null
      }
    </Form.Item>
  )
}

function Item({ field }: { field: FormField }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const required = !field.optional && field.type !== 'switch'
  return (
    <Form.Item
      name={pathOf(field.name)}
      label={
        field.optional && field.type !== 'switch' ? (
          <span>
            {field.label}
            <span className="c3">{t('ui.optional')}</span>
          </span>
        ) : (
          field.label
        )
      }
      extra={field.help}
      required={required}
      rules={[
        {
          validator: (_, value: unknown) => {
            const wrong = isEmpty(value)
              ? required && t('ui.form.required')
              : field.check?.(value, form.getFieldsValue(true))
            return wrong ? Promise.reject(new Error(wrong)) : Promise.resolve()
          },
        },
      ]}
    >
      <Control field={field} />
    </Form.Item>
  )
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)
