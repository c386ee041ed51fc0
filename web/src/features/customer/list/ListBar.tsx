// Under the tabs: filter, search, unsaved changes, order, columns.
import { Button, Checkbox, Popover, Select } from 'antd'
import { Columns3, ListFilter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import { cx } from '@/lib/cx'
import { usePhone } from '@/lib/media'
import { IconButton } from '@/ui/IconButton'
import { SearchBox } from '@/ui/SearchBox'
import { insidePage } from '../popup'
import { type ColumnChoice, usualColumns } from './columns'
import s from './list.module.css'
import type { CustomerList } from './useList'
import type { ViewActs } from './useViewActs'
import { ViewMenu } from './ViewTabs'
import { conditions } from './views'

interface Props {
  of: CustomerList
  acts: ViewActs
  columns: ColumnChoice[]
  filtering: boolean
  onFilter: () => void
}

export function ListBar({ of, acts, columns, filtering, onFilter }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  const count = conditions(of.filter)
  return (
    <div className={s.bar}>
      <button
        type="button"
        className={cx(s.filter, (filtering || count > 0) && s.filterOn)}
        aria-expanded={filtering}
        onClick={onFilter}
      >
        <ListFilter size={14} strokeWidth={1.8} aria-hidden />
        {t('customer.list.filter')}
        {count > 0 ? <b>{count}</b> : null}
      </button>
      <SearchBox label={t('customer.list.search')} value={of.url.q ?? ''} onChange={of.setSearch} />
      {phone ? null : <Unsaved of={of} acts={acts} />}
      {phone ? null : (
        <>
          <span className="grow" />
          <SortSelect value={of.state.sort || 'queue'} onChange={of.setSort} />
        </>
      )}
      {phone ? null : <ColumnPicker all={columns} chosen={of.state.columns} onChange={of.setColumns} />}
    </div>
  )
}

function Unsaved({ of, acts }: { of: CustomerList; acts: ViewActs }) {
  const { t } = useTranslation()
  const may = useMay()
  const { view } = of.state
  const write = may('view.write')
  return (
    <span className={s.unsaved} role="status">
      {of.changes > 0 ? (
        <>
          <span className="c3">{t('customer.view.changes', { count: of.changes })}</span>
          <button type="button" className="lnk" onClick={of.revert}>
            {t('customer.view.revert')}
          </button>
          {write && view?.mine && !view.system ? (
            <button type="button" className="lnk" onClick={() => acts.save(view)}>
              {t('customer.view.save')}
            </button>
          ) : null}
          {write ? (
            <button type="button" className="lnk" onClick={() => acts.create()}>
              {t('customer.view.saveAs')}
            </button>
          ) : null}
        </>
      ) : null}
      {view && write ? <ViewMenu view={view} acts={acts} changes={of.changes} /> : null}
    </span>
  )
}

const sorts = ['queue', 'nextAt', '-lastTouchAt', 'lastTouchAt', 'layerSince', '-createdAt', 'name']

export function SortSelect({ value, onChange }: { value: string; onChange: (sort: string) => void }) {
  const { t } = useTranslation()
  const known = sorts.includes(value) ? sorts : [...sorts, value]
  return (
    <Select
      size="small"
      variant="borderless"
      value={value}
      onChange={onChange}
      aria-label={t('customer.list.sort')}
      options={known.map((sort) => ({ value: sort, label: t(`customer.sort.${sort}`) }))}
      popupMatchSelectWidth={false}
    />
  )
}

function ColumnPicker(props: {
  all: ColumnChoice[]
  chosen: string[]
  onChange: (columns: string[]) => void
}) {
  const { all, chosen, onChange } = props
  const { t } = useTranslation()
  const toggle = (key: string, on: boolean) =>
    onChange(on ? [...chosen, key] : chosen.filter((other) => other !== key))
  const content = (
    <div className={s.picker}>
      {all.map(({ key, label }) => (
        <Checkbox
          key={key}
          checked={chosen.includes(key)}
          onChange={(event) => toggle(key, event.target.checked)}
        >
          {label}
        </Checkbox>
      ))}
      <Button size="small" type="text" onClick={() => onChange(usualColumns)}>
        {t('customer.list.usualColumns')}
      </Button>
    </div>
  )
  return (
    <Popover
      getPopupContainer={insidePage}
      trigger="click"
      placement="bottomRight"
      content={content}
      title={t('customer.list.columns')}
    >
      <IconButton icon={Columns3} label={t('customer.list.columns')} />
    </Popover>
  )
}
