// Every column of the file and what it becomes.
import { Input, Select } from 'antd'
import { ArrowRight, Check, Minus, Pencil, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import s from './mapping.module.css'
import { columnsWith, retarget, taken } from './options'
import type { Column, CustomKind, FoundColumn, ImportFull, Options } from './types'
import type { Adjust } from './useImports'

const icon = { size: 13, strokeWidth: 2, 'aria-hidden': true } as const

export function ColumnsDone({ imp, options }: { imp: ImportFull; options: Options }) {
  const { t } = useTranslation()
  const left = options.columns.filter((c) => c.target === 'ignore').length
  return (
    <>
      <Check size={14} strokeWidth={1.8} aria-hidden className="c-green" />
      {t('bulk.map.done', { mapped: imp.columns.length - left, left })}
    </>
  )
}

export function Columns({ imp, adjust }: { imp: ImportFull; adjust: Adjust }) {
  const { options } = adjust
  return (
    <ul>
      {imp.columns.map((found) => (
        <Row
          key={found.index}
          imp={imp}
          found={found}
          column={options.columns[found.index]}
          adjust={adjust}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  imp: ImportFull
  found: FoundColumn
  column: Column | undefined
  adjust: Adjust
}

function Row({ imp, found, column, adjust }: RowProps) {
  const { t } = useTranslation()
  const { options, change } = adjust
  const groups = useTargets(imp, options.columns, found.index)
  if (!column) return null
  const name = found.header || t('bulk.map.nameless', { n: found.index + 1 })
  const choose = (target: string) =>
    change({
      columns: retarget(options.columns, found, target),
      ...(target === 'externalId' && !options.externalSource ? { externalSource: stem(imp.file) } : {}),
    })
  return (
    <li className={cx(s.column, column.target === 'ignore' && s.off)}>
      <div className="col" style={{ minWidth: 0 }}>
        <b className="ell" title={name}>
          {name}
        </b>
        <small className="ell c3" title={(found.sample ?? []).join(' · ')}>
          {(found.sample ?? []).slice(0, 3).join(' · ') || t('bulk.map.blank')}
        </small>
      </div>
      <ArrowRight size={14} strokeWidth={1.8} aria-hidden className="c3" />
      <div className="col" style={{ gap: 4, minWidth: 0 }}>
        <Select
          size="small"
          aria-label={t('bulk.map.target', { name })}
          value={column.target}
          options={groups}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={choose}
          popupMatchSelectWidth={false}
          style={{ width: '100%' }}
        />
        {column.target === 'custom' ? (
          <NewField
            name={name}
            column={column}
            onChange={(part) => change({ columns: columnsWith(options.columns, found.index, part) })}
          />
        ) : null}
      </div>
      <How found={found} column={column} />
    </li>
  )
}

const stem = (file: string) =>
  file
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .slice(0, 90)

/** What a column can become, in groups; what another column has is closed. */
function useTargets(imp: ImportFull, columns: Column[], index: number) {
  const { t } = useTranslation()
  return useMemo(() => {
    const closed = taken(columns, imp.targets, index)
    const of = (kind: string) =>
      imp.targets
        .filter((x) => x.kind === kind && x.key !== 'custom')
        .map(({ key, label }) => ({ value: key, label, disabled: closed.has(key) }))
    const fresh = imp.targets.filter((x) => x.key === 'custom').map((x) => ({ value: x.key, label: x.label }))
    return [
      { label: t('bulk.map.none'), options: of('none') },
      { label: t('bulk.map.fields'), options: of('field') },
      { label: t('bulk.map.touch'), options: of('touch') },
      { label: t('bulk.map.custom'), options: [...fresh, ...of('custom')] },
    ].filter((group) => group.options.length > 0)
  }, [t, imp.targets, columns, index])
}

/** Found by itself, chosen by somebody, made new, or left out. */
function How({ found, column }: { found: FoundColumn; column: Column }) {
  const { t } = useTranslation()
  if (column.target === 'ignore')
    return (
      <span className={s.how}>
        <Minus {...icon} />
        {t('bulk.how.none')}
      </span>
    )
  if (column.target === 'custom')
    return (
      <span className={cx(s.how, s.new)}>
        <Plus {...icon} />
        {t('bulk.how.new')}
      </span>
    )
  const auto = found.auto && found.target === column.target
  return (
    <span className={cx(s.how, auto && s.auto)}>
      {auto ? <Check {...icon} /> : <Pencil {...icon} size={12} />}
      {t(auto ? 'bulk.how.auto' : 'bulk.how.chosen')}
    </span>
  )
}

const kinds: CustomKind[] = ['text', 'number', 'date', 'choice']

/** The name and kind of the field a column makes. */
function NewField(props: { name: string; column: Column; onChange: (part: Partial<Column>) => void }) {
  const { t } = useTranslation()
  const { name, column, onChange } = props
  return (
    <div className="row" style={{ gap: 4 }}>
      <Input
        size="small"
        aria-label={t('bulk.map.label', { name })}
        value={column.label ?? ''}
        placeholder={name}
        maxLength={60}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <Select<CustomKind>
        size="small"
        aria-label={t('bulk.map.kind', { name })}
        value={column.kind || 'text'}
        options={kinds.map((value) => ({ value, label: t(`ui.fields.kind.${value}`) }))}
        onChange={(kind) => onChange({ kind })}
        popupMatchSelectWidth={false}
        style={{ width: 92, flex: 'none' }}
      />
    </div>
  )
}
