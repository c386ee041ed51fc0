// A change of the record itself: which act, which fields, before and after.
import { useTranslation } from 'react-i18next'
import type { ChangePart, FieldChange } from '../types'
import { type T, useFieldLabel, valueText } from '../words'
import s from './page.module.css'

export function Changed({ change }: { change: ChangePart }) {
  if (change.fields.length === 0) return null
  return (
    <dl className={s.changes}>
      {change.fields.map((field) => (
        <OneChange key={field.field} change={field} />
      ))}
    </dl>
  )
}

function OneChange({ change }: { change: FieldChange }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const words = t as unknown as T
  return (
    <div>
      <dt>{label(change.field)}</dt>
      <dd>
        <s className="c3">{valueText(change.field, change.before, words)}</s>
        <span aria-hidden> → </span>
        <span className="vh">{t('customer.changedTo')}</span>
        {valueText(change.field, change.after, words)}
      </dd>
    </div>
  )
}

/** The act in the catalogue's words, with the names it carries. */
Changed.Title = function ChangeTitle({ change }: { change: ChangePart | undefined }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  if (!change) return null
  const layer = change.data?.layer
  return t(`fact.${change.kind}`, {
    ...change.data,
    fields: change.fields.map((field) => label(field.field)).join(t('ui.filter.comma')),
    ...(typeof layer === 'string' ? { layer: t(`layer.${layer}`) } : {}),
  })
}
