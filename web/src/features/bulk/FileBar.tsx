// The file, and what was found out about it: every finding can be changed.
import { AutoComplete, Select } from 'antd'
import { FileSpreadsheet } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { cx } from '@/lib/cx'
import { Destination } from './Destination'
import s from './file.module.css'
import { inOrder } from './options'
import type { DateOrder, ImportFull, Options } from './types'
import type { Adjust } from './useImports'

interface Props {
  imp: ImportFull
  adjust: Adjust
}

export function FileBar({ imp, adjust }: Props) {
  const { t } = useTranslation()
  return (
    <div className={s.file}>
      <FileSpreadsheet size={17} strokeWidth={1.8} aria-hidden className="c-green" />
      <b className="ell" title={imp.file}>
        {imp.file}
      </b>
      <span className="c3 f13 nowrap">
        {t('bulk.size', { rows: imp.total.toLocaleString('en'), columns: imp.columns.length })}
      </span>
      <span className={s.found}>{t('bulk.detected')}</span>
      <Findings imp={imp} adjust={adjust} />
      <span className="grow" />
      <Source adjust={adjust} />
      <Destination adjust={adjust} />
    </div>
  )
}

interface TokenProps<T extends string | number> {
  label: string
  value: T
  options: { value: T; label: string }[]
  onChange: (value: T) => void
  /** It could be otherwise: somebody should look. */
  ask?: string | undefined
}

/** A finding as a small choice. */
function Token<T extends string | number>({ label, value, options, onChange, ask }: TokenProps<T>) {
  return (
    <span className={cx(s.token, ask && s.ask)} title={ask ?? label}>
      <Select<T>
        size="small"
        aria-label={ask ? `${label}, ${ask}` : label}
        value={value}
        options={options}
        onChange={onChange}
        popupMatchSelectWidth={false}
        variant="borderless"
      />
    </span>
  )
}

const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'utf-16le',
  'utf-16be',
  'windows-1252',
] satisfies Options['encoding'][]
const delimiters = [',', ';', '\t', '|'] as const
const delimiterName = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const orders: DateOrder[] = ['ymd', 'dmy', 'mdy']

function Findings({ imp, adjust }: Props) {
  const { t } = useTranslation()
  const { detected: d } = imp
  const { options: o, change } = adjust
  const dated = imp.columns.some((c, i) => c.order && o.columns[i]?.target !== 'ignore')
  const order = imp.columns.map((c, i) => c.order && (o.columns[i]?.order || c.order)).find(Boolean)
  const phones = o.columns.some((c) => c.target.startsWith('phone'))
  return (
    <>
      {d.encoding ? (
        <Token
          label={t('bulk.encoding')}
          value={o.encoding || d.encoding}
          options={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(next) => change({ encoding: encodings.find((one) => one === next) })}
        />
      ) : null}
      {d.sheets && d.sheets.length > 1 ? (
        <Token
          label={t('bulk.sheet')}
          value={o.sheet || (d.sheet ?? '')}
          options={d.sheets.map((value) => ({ value, label: value }))}
          onChange={(sheet) => change({ sheet })}
        />
      ) : null}
      {d.format === 'vcard' ? null : <HeaderRow imp={imp} adjust={adjust} />}
      {d.delimiter ? (
        <Token
          label={t('bulk.delimiter')}
          value={o.delimiter || d.delimiter}
          options={delimiters.map((value) => ({ value, label: t(`bulk.delimiter.${delimiterName[value]}`) }))}
          onChange={(delimiter) => change({ delimiter })}
        />
      ) : null}
      {dated && order ? (
        <Token<DateOrder>
          label={t('bulk.dates')}
          value={order}
          ask={d.dateSure ? undefined : t('bulk.dates.ask')}
          options={orders.map((value) => ({ value, label: t(`bulk.dates.${value}`) }))}
          onChange={(next) => change({ columns: inOrder(o.columns, imp.columns, next) })}
        />
      ) : null}
      {phones ? <Region imp={imp} adjust={adjust} /> : null}
    </>
  )
}

function HeaderRow({ imp, adjust }: Props) {
  const { t } = useTranslation()
  const value = adjust.options.headerRow ?? imp.detected.headerRow
  const rows = [...new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, value])].sort((a, b) => a - b)
  return (
    <Token
      label={t('bulk.header')}
      value={value}
      options={rows.map((n) => ({
        value: n,
        label: n === 0 ? t('bulk.header.none') : t('bulk.header.row', { n }),
      }))}
      onChange={(headerRow) => adjust.change({ headerRow })}
    />
  )
}

const usual = [
  'CN',
  'HK',
  'TW',
  'US',
  'GB',
  'SG',
  'MY',
  'JP',
  'KR',
  'IN',
  'AU',
  'DE',
  'FR',
  'IT',
  'ES',
  'NL',
  'BR',
  'CA',
]

/** The country of numbers that do not say theirs; asked where several make sense and none is one's own. */
function Region({ imp, adjust }: Props) {
  const { t, i18n } = useTranslation()
  const names = useMemo(() => new Intl.DisplayNames([i18n.language], { type: 'region' }), [i18n.language])
  const name = (code: string) => names.of(code) ?? code
  const value = adjust.options.region
  const own = useMe().tenant.phoneRegion
  const others = imp.detected.regions.filter((r) => r !== value)
  const ask =
    others.length > 0 && value !== own && imp.options.region === imp.detected.region
      ? t('bulk.region.ask', { others: others.map(name).join(t('ui.filter.comma')) })
      : undefined
  const codes = [...new Set([value, ...imp.detected.regions, ...usual])]
  return (
    <Token
      label={t('bulk.region')}
      value={value}
      ask={ask}
      options={codes.map((code) => ({ value: code, label: t('bulk.region.is', { name: name(code) }) }))}
      onChange={(region) => adjust.change({ region })}
    />
  )
}

const sources = ['ad', 'directory', 'fair', 'phone', 'referral', 'visit', 'web', 'other'] as const

/** Where the customers came from, for rows that do not say. */
function Source({ adjust }: { adjust: Adjust }) {
  const { t } = useTranslation()
  if (adjust.options.columns.some((c) => c.target === 'source')) return null
  return (
    <span className={s.token}>
      <AutoComplete
        size="small"
        variant="borderless"
        aria-label={t('import.target.source')}
        placeholder={t('import.target.source')}
        value={adjust.options.source ?? ''}
        options={sources.map((key) => ({ value: t(`customer.source.${key}`) }))}
        onChange={(source: string) => adjust.change({ source: source.slice(0, 100) })}
        popupMatchSelectWidth={false}
        style={{ width: 120 }}
      />
    </span>
  )
}
