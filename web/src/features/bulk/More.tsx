// What few imports need: composed names, whose ids, what the rows are, tags.
import { Input, Segmented, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import s from './mapping.module.css'
import type { ImportFull } from './types'
import type { Adjust } from './useImports'

function Line({
  label,
  help,
  children,
}: {
  label: string
  help?: string
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={s.line}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help ? <small className="c3">{help}</small> : null}
    </div>
  )
}

export function More({ imp, adjust }: { imp: ImportFull; adjust: Adjust }) {
  const { t } = useTranslation()
  const { options: o, change } = adjust
  const has = (...targets: string[]) => o.columns.some((c) => targets.includes(c.target))
  const names = imp.columns
    .filter((c) => c.header)
    .slice(0, 3)
    .map((c) => `{${c.header}}`)
    .join(' ')
  const dated = has('touch.result', 'touch.note') && !has('touch.at')
  return (
    <div className={s.more}>
      {has('kind') ? null : (
        <Line label={t('bulk.more.kind')}>
          {() => (
            <Segmented
              size="small"
              aria-label={t('bulk.more.kind')}
              value={o.kind}
              options={[
                { value: 'company', label: t('import.kind.company') },
                { value: 'person', label: t('import.kind.person') },
              ]}
              onChange={(kind) => change({ kind: kind as 'company' | 'person' })}
            />
          )}
        </Line>
      )}
      {has('externalId') ? (
        <Line label={t('bulk.more.ids')} help={t('bulk.more.idsHelp')}>
          {(id) => (
            <Input
              id={id}
              size="small"
              maxLength={100}
              value={o.externalSource ?? ''}
              onChange={(event) => change({ externalSource: event.target.value })}
            />
          )}
        </Line>
      ) : null}
      {!has('name') || o.name ? (
        <Line label={t('bulk.more.name')} help={t('bulk.more.nameHelp', { names })}>
          {(id) => (
            <Input
              id={id}
              size="small"
              maxLength={300}
              placeholder={names}
              value={o.name ?? ''}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Line>
      ) : null}
      {dated || o.touchAt ? (
        <Line label={t('bulk.more.touchAt')} help={t('bulk.more.touchAtHelp')}>
          {(id) => (
            <Input
              id={id}
              size="small"
              maxLength={300}
              placeholder="{day} {month} 2026"
              value={o.touchAt ?? ''}
              onChange={(event) => change({ touchAt: event.target.value })}
            />
          )}
        </Line>
      ) : null}
      <Line label={t('bulk.more.tags')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            size="small"
            open={false}
            suffixIcon={null}
            maxCount={10}
            placeholder={t('ui.form.tags')}
            value={o.tags ?? []}
            onChange={(tags: string[]) => change({ tags: tags.map((tag) => tag.trim().slice(0, 30)) })}
          />
        )}
      </Line>
    </div>
  )
}
