// The one table: declared columns, keyset loading on scroll, selection, keys,
// every state, and cards on a phone.
import { Checkbox } from 'antd'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { usePhone } from '@/lib/media'
import s from './DataTable.module.css'
import { Go, useGo } from './Go'
import type { ListSource } from './list'
import { Kbd } from './marks'
import { Empty, ErrorState, NoMatch, Skeleton } from './States'
import { useEndOfList, useRowKeys, useWindow } from './useRows'

export interface Column<T> {
  key: string
  title: ReactNode
  /** In pixels; columns without one share what is left. */
  width?: number
  align?: 'right'
  render: (row: T) => ReactNode
  /** The sort word of the API; the header then sorts. */
  sort?: string
  /** Where it stands on a phone card: under the name, at the right edge, or nowhere. */
  phone?: 'meta' | 'side' | 'none'
}

export interface DataTableProps<T> {
  /** What the rows are, read aloud: "客户". */
  label: string
  /** The first column is the name; it is the link on every row. */
  columns: Column<T>[]
  list: ListSource<T>
  rowKey: (row: T) => string
  /** The address of a row's page, or what opening it does. */
  href?: (row: T) => string
  onOpen?: (row: T) => void
  selected?: string[]
  onSelect?: (keys: string[]) => void
  /** "name" or "-name" */
  sort?: string
  onSort?: (sort: string) => void
  /** Two lines 46 px (default), one line 36, compact 32. */
  density?: 'two' | 'one' | 'compact'
  /** What a list without rows says. */
  empty?: ReactNode
  /** A filter is on: an empty answer then offers to clear it. */
  onClearFilter?: () => void
  /** Sums and the like, after the count. */
  footer?: ReactNode
  /** "38 位 · 已显示 10"; `total` is undefined when it was not asked for. */
  count?: (shown: number, total: number | undefined, more: boolean) => ReactNode
  /** Set false where another part of the page owns J, K, X and Enter. */
  keys?: boolean
  /** A phone card drawn by the page instead of from the columns. */
  card?: (row: T) => ReactNode
  onCurrent?: (row: T) => void
}

const heights = { two: 46, one: 36, compact: 32 }

export function DataTable<T>(props: DataTableProps<T>) {
  const { list, rowKey, selected = [], onSelect, onOpen, href, density = 'two' } = props
  const phone = usePhone()
  const go = useGo()
  const body = useRef<HTMLTableSectionElement>(null)
  const height = heights[density]
  const { rows } = list
  const view = useWindow(rows.length, height, rows.length > 80 && !phone)
  const end = useEndOfList(list.loadMore, list.hasMore && !list.loadingMore)

  const open = (row: T) => {
    if (onOpen) onOpen(row)
    else if (href) go(href(row))
  }
  const toggle = (row: T) => {
    const key = rowKey(row)
    onSelect?.(selected.includes(key) ? selected.filter((k) => k !== key) : [...selected, key])
  }
  const at = (index: number, act: (row: T) => void) => {
    const row = rows[index]
    if (row !== undefined) act(row)
  }
  const keys = useRowKeys({
    count: rows.length,
    enabled: props.keys !== false && !phone,
    focus: (index) => {
      const box = view.box.current
      if (!box) return
      const top = index * height
      if (top < box.scrollTop) box.scrollTop = top
      if (top + height * 2 > box.scrollTop + box.clientHeight)
        box.scrollTop = top + height * 2 - box.clientHeight
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"] [data-main]`)?.focus(),
      )
      at(index, (row) => props.onCurrent?.(row))
    },
    open: href || onOpen ? (index) => at(index, open) : undefined,
    select: onSelect ? (index) => at(index, toggle) : undefined,
    clear: onSelect && selected.length > 0 ? () => onSelect([]) : undefined,
  })

  if (list.pending) return <Skeleton height={height} />
  if (list.error && rows.length === 0) return <ErrorState error={list.error} onRetry={list.reload} />
  if (rows.length === 0) return <NoRows {...props} />
  const parts = { ...props, selected, open, toggle, height }
  return (
    <div className={s.frame}>
      {/* Rows without links are scrolled by keys. */}
      <div className={s.scroll} ref={view.box} tabIndex={props.href || props.onOpen ? undefined : 0}>
        {phone ? (
          <Cards {...parts} />
        ) : (
          <Grid
            {...parts}
            body={body}
            from={view.from}
            to={view.to}
            current={keys.current}
            onRow={keys.setCurrent}
          />
        )}
        <div ref={end} />
        {list.loadingMore ? <Skeleton rows={3} height={height} /> : null}
      </div>
      <Footer {...props} />
    </div>
  )
}

function NoRows<T>({ empty, onClearFilter }: DataTableProps<T>) {
  const { t } = useTranslation()
  if (onClearFilter) return <NoMatch onClear={onClearFilter} />
  return empty ?? <Empty title={t('ui.state.empty')} />
}

type Parts<T> = DataTableProps<T> & {
  selected: string[]
  open: (row: T) => void
  toggle: (row: T) => void
  height: number
}

type GridProps<T> = Parts<T> & {
  body: React.RefObject<HTMLTableSectionElement | null>
  from: number
  to: number
  current: number
  onRow: (index: number) => void
}

function Grid<T>(props: GridProps<T>) {
  const { t } = useTranslation()
  const { columns, list, rowKey, selected, onSelect, toggle, height, from, to } = props
  const { rows } = list
  const all = rows.length > 0 && rows.every((row) => selected.includes(rowKey(row)))
  const span = columns.length + (onSelect ? 1 : 0)
  const width = columns.reduce((sum, c) => sum + (c.width ?? 120), onSelect ? 40 : 0)
  return (
    <table
      className={s.table}
      aria-label={props.label}
      aria-rowcount={list.hasMore ? -1 : rows.length + 1}
      style={{ '--width': `${width}px` } as React.CSSProperties}
    >
      <colgroup>
        {onSelect ? <col style={{ width: 40 }} /> : null}
        {columns.map((c) => (
          <col key={c.key} style={{ width: c.width }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {onSelect ? (
            <th className={s.pick} scope="col">
              <Checkbox
                aria-label={t('ui.table.all')}
                checked={all}
                indeterminate={selected.length > 0 && !all}
                onChange={() => onSelect(all ? [] : rows.map(rowKey))}
              />
            </th>
          ) : null}
          {columns.map((c) => (
            <Head key={c.key} column={c} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={props.body}>
        {from > 0 ? <Gap height={from * height} span={span} /> : null}
        {rows.slice(from, to).map((row, i) => {
          const index = from + i
          const key = rowKey(row)
          const picked = selected.includes(key)
          return (
            <tr
              key={key}
              className={cx(s.row, (props.href || props.onOpen) && s.open)}
              style={{ height }}
              aria-rowindex={index + 2}
              aria-selected={onSelect ? picked : undefined}
              data-current={index === props.current || undefined}
              onClick={(event) => {
                if ((event.target as HTMLElement).closest('a, button, input, label, [role=button]')) return
                props.onRow(index)
                props.open(row)
              }}
            >
              {onSelect ? (
                <td className={s.pick}>
                  <Checkbox aria-label={t('ui.table.pick')} checked={picked} onChange={() => toggle(row)} />
                </td>
              ) : null}
              {columns.map((c, n) => (
                <td key={c.key} className={c.align === 'right' ? s.right : undefined}>
                  {n === 0 ? <Main {...props} row={row} column={c} /> : c.render(row)}
                </td>
              ))}
            </tr>
          )
        })}
        {to < rows.length ? <Gap height={(rows.length - to) * height} span={span} /> : null}
      </tbody>
    </table>
  )
}

const Gap = ({ height, span }: { height: number; span: number }) => (
  <tr aria-hidden style={{ height }}>
    <td colSpan={span} style={{ border: 0 }} />
  </tr>
)

/** The name of a row: its link, or a button where opening is not a page. */
function Main<T>({ row, column, href, onOpen, open }: Parts<T> & { row: T; column: Column<T> }) {
  if (href)
    return (
      <Go
        to={href(row)}
        className={s.main}
        data-main
        onClick={(event) => {
          if (!onOpen || event.metaKey || event.ctrlKey) return
          event.preventDefault()
          onOpen(row)
        }}
      >
        {column.render(row)}
      </Go>
    )
  if (onOpen)
    return (
      <button type="button" className={s.main} data-main onClick={() => open(row)}>
        {column.render(row)}
      </button>
    )
  return column.render(row)
}

function Head<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>
  sort: string | undefined
  onSort: ((sort: string) => void) | undefined
}) {
  const word = column.sort
  const side = column.align === 'right' ? s.right : undefined
  if (!word || !onSort)
    return (
      <th scope="col" className={side}>
        {column.title}
      </th>
    )
  const up = sort === word
  const down = sort === `-${word}`
  return (
    <th scope="col" className={side} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button
        type="button"
        className={cx(s.sort, (up || down) && s.sorted)}
        onClick={() => onSort(up ? `-${word}` : word)}
      >
        {column.title}
        {up ? <ArrowUp size={12} aria-hidden /> : down ? <ArrowDown size={12} aria-hidden /> : null}
      </button>
    </th>
  )
}

function Cards<T>(props: Parts<T>) {
  const { t } = useTranslation()
  const { columns, list, rowKey, selected, onSelect, toggle, card, label } = props
  const [first, ...rest] = columns
  return (
    <ul className={s.cards} aria-label={label}>
      {list.rows.map((row) => {
        const key = rowKey(row)
        const picked = selected.includes(key)
        return (
          <li key={key}>
            {card ? (
              card(row)
            ) : (
              <div className={s.card}>
                {onSelect && selected.length > 0 ? (
                  <span className={s.side}>
                    <Checkbox aria-label={t('ui.table.pick')} checked={picked} onChange={() => toggle(row)} />
                  </span>
                ) : null}
                <div className={s.cardMain}>
                  <div className={s.title}>{first ? <Main {...props} row={row} column={first} /> : null}</div>
                  <div className={s.meta}>
                    {rest
                      .filter((c) => (c.phone ?? 'meta') === 'meta')
                      .map((c) => (
                        <span key={c.key}>{c.render(row)}</span>
                      ))}
                  </div>
                </div>
                {rest
                  .filter((c) => c.phone === 'side')
                  .map((c) => (
                    <span key={c.key} className={s.side}>
                      {c.render(row)}
                    </span>
                  ))}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Footer<T>({ list, count, footer, keys, onSelect, href, onOpen }: DataTableProps<T>) {
  const { t } = useTranslation()
  const shown = list.rows.length
  const text = count
    ? count(shown, list.total, list.more ?? false)
    : list.total === undefined
      ? t('ui.table.shown', { count: shown })
      : t('ui.table.count', { total: `${list.total.toLocaleString('en')}${list.more ? '+' : ''}`, shown })
  return (
    <div className={s.foot}>
      <span role="status">{text}</span>
      {footer}
      <span className="grow" />
      {keys === false ? null : (
        <span className={cx(s.hints, 'only-wide')} aria-hidden>
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
          {t('ui.key.move')}
          {onSelect ? (
            <>
              <Kbd>X</Kbd>
              {t('ui.key.pick')}
            </>
          ) : null}
          {href || onOpen ? (
            <>
              <Kbd>↵</Kbd>
              {t('ui.key.open')}
            </>
          ) : null}
          <Kbd>?</Kbd>
          {t('ui.key.all')}
        </span>
      )}
    </div>
  )
}

/** A name in bold with a second line under it, for first columns. */
export function TwoLines({ name, more }: { name: ReactNode; more?: ReactNode }) {
  return (
    <span className="col" style={{ lineHeight: '18px' }}>
      <b className="ell">{name}</b>
      <small className="c3 f12 ell">{more}</small>
    </span>
  )
}
