// Ctrl-K: find a customer, go to a page, do something. Tab offers what can be
// done with the customer that was found.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Building2, CornerDownLeft, type LucideIcon, Search, UserRound } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useMay } from '@/api/queries'
import { type Customer, withAll } from '@/api/types'
import { useGo } from '@/ui/Go'
import { Grade, Kbd, LayerTick, Temp } from '@/ui/marks'
import type { ReadyAction } from './actions'
import { Modal } from './Modal'
import { useNav } from './nav'
import s from './Palette.module.css'
import { useCommands } from './useCommands'

export interface Hit {
  key: string
  group: string
  icon: LucideIcon
  name: string
  more?: string
  side?: ReactNode
  keys?: string
  run: () => void
  customer?: Found
}

interface Props {
  actions: ReadyAction[]
  onClose: () => void
  onKeys: () => void
}

export default function Palette({ actions, onClose, onKeys }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [subject, setSubject] = useState<Found>()
  const id = useId()
  const found = useCustomers(subject ? '' : text)
  const onCustomer = actions.filter((a) => a.onCustomer)
  const hits = useHits({ text, found, subject, actions, onCustomer, onKeys })
  const index = Math.min(at, Math.max(0, hits.length - 1))
  const current = hits[index]

  const run = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    hit.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt((index + 1) % Math.max(1, hits.length))
    else if (event.key === 'ArrowUp') setAt((index - 1 + hits.length) % Math.max(1, hits.length))
    else if (event.key === 'Enter') run(current)
    else if (event.key === 'Tab' && current?.customer && onCustomer.length > 0) {
      setSubject(current.customer)
      setText('')
      setAt(0)
    } else if (event.key === 'Backspace' && text === '' && subject) setSubject(undefined)
    else return
    event.preventDefault()
  }

  return (
    <Modal label={t('ui.palette.open')} onClose={onClose}>
      <div className={s.in}>
        <Search size={18} aria-hidden />
        {subject ? <b className="nowrap">{subject.name}</b> : null}
        <input
          // biome-ignore lint/a11y/noAutofocus: the dialog exists to type into
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={current ? `${id}-${index}` : undefined}
          aria-label={t('ui.palette.open')}
          placeholder={subject ? t('ui.palette.do') : t('ui.palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <em className="only-wide">{t('ui.palette.ways')}</em>
      </div>
      <Hits id={id} hits={hits} index={index} text={text} onPick={run} onHover={setAt} />
      <footer className={s.foot}>
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>
        {t('ui.key.choose')}
        <Kbd>↵</Kbd>
        {t('ui.key.open')}
        {onCustomer.length > 0 ? (
          <>
            <Kbd>Tab</Kbd>
            {t('ui.palette.act')}
          </>
        ) : null}
        <span className="grow" />
        {t('ui.palette.scope')}
      </footer>
    </Modal>
  )
}

// What a line of the palette shows of a customer.
const shown = [
  'name',
  'kind',
  'contactName',
  'layer',
  'grade',
  'temperature',
] as const satisfies (keyof Customer)[]
type Found = Pick<Customer, 'id' | (typeof shown)[number]>

/** Customers by name, pinyin initials or the last four digits. */
function useCustomers(text: string): Found[] {
  const may = useMay()
  const [query, setQuery] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQuery(text.trim()), 120)
    return () => clearTimeout(timer)
  }, [text])
  const { data } = useQuery({
    queryKey: ['customers', { q: query, limit: 8 }],
    queryFn: ({ signal }) =>
      api.get('/customers', { params: { query: { q: query, limit: 8, fields: [...shown] } }, signal }),
    enabled: query !== '' && may('customer.read'),
    placeholderData: keepPreviousData,
  })
  return text.trim() === '' ? [] : (data?.items ?? []).map((row) => withAll(row, shown))
}

function useHits(from: {
  text: string
  found: Found[]
  subject: Found | undefined
  actions: ReadyAction[]
  onCustomer: ReadyAction[]
  onKeys: () => void
}): Hit[] {
  const { text, found, subject, actions, onCustomer, onKeys } = from
  const { t } = useTranslation()
  const go = useGo()
  const nav = useNav()
  const commands = useCommands(onKeys)
  return useMemo(() => {
    const open = (c: Found): Hit => ({
      key: c.id,
      group: t('ui.palette.customers'),
      icon: c.kind === 'person' ? UserRound : Building2,
      name: c.name,
      more: c.contactName,
      side: <CustomerSide customer={c} />,
      run: () => go(`/customers/${c.id}`),
      customer: c,
    })
    const matches = (words: string) => words.toLowerCase().includes(text.trim().toLowerCase())
    const acts = (subject ? onCustomer : actions).map<Hit>((a) => ({
      key: a.key,
      group: t('ui.palette.acts'),
      icon: a.icon,
      name: t(a.label),
      ...(a.hotkey ? { keys: a.hotkey.toUpperCase() } : {}),
      run: () => a.start(subject?.id),
    }))
    if (subject)
      return [{ ...open(subject), name: t('ui.palette.openPage') }, ...acts].filter((h) => matches(h.name))
    const pages = nav.map<Hit>((n) => ({
      key: n.to,
      group: t('ui.palette.pages'),
      icon: n.icon,
      name: t(n.label),
      ...(n.hotkey ? { keys: `G ${n.hotkey.toUpperCase()}` } : {}),
      run: () => go(n.to),
    }))
    return [...found.map(open), ...[...pages, ...acts, ...commands].filter((h) => matches(h.name))]
  }, [text, found, subject, actions, onCustomer, nav, commands, go, t])
}

const CustomerSide = ({ customer }: { customer: Found }) => (
  <span className="row f12 c2">
    <LayerTick layer={customer.layer} />
    <Grade grade={customer.grade} />
    <Temp value={customer.temperature} name={false} />
  </span>
)

function Hits(props: {
  id: string
  hits: Hit[]
  index: number
  text: string
  onPick: (hit: Hit) => void
  onHover: (index: number) => void
}) {
  const { id, hits, index, text, onPick, onHover } = props
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [index])
  return (
    <div className={s.list} ref={list}>
      <div role="listbox" id={id} aria-label={t('ui.palette.hits')}>
        {hits.map((hit, i) => {
          const Icon = hit.icon
          const first = hits[i - 1]?.group !== hit.group
          return (
            <div key={hit.key} role="presentation">
              {first ? (
                <div className={s.group} aria-hidden>
                  {hit.group}
                </div>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles keys */}
              <div
                id={`${id}-${i}`}
                data-index={i}
                role="option"
                tabIndex={-1}
                aria-selected={i === index}
                className={s.hit}
                onClick={() => onPick(hit)}
                onPointerMove={() => i !== index && onHover(i)}
              >
                <Icon size={16} strokeWidth={1.8} aria-hidden />
                <b>
                  <Marked text={hit.name} part={text} />
                </b>
                {hit.more ? <span className="c3 ell">{hit.more}</span> : null}
                <span className="grow" />
                {hit.side}
                {hit.keys?.split(' ').map((k) => (
                  <Kbd key={k}>{k}</Kbd>
                ))}
                {i === index ? <CornerDownLeft size={15} aria-hidden /> : null}
              </div>
            </div>
          )
        })}
      </div>
      {hits.length === 0 ? <p className={s.none}>{t('ui.palette.none')}</p> : null}
    </div>
  )
}

/** The part of a name that was typed, in ink. */
function Marked({ text, part }: { text: string; part: string }) {
  const typed = part.trim()
  const from = typed ? text.toLowerCase().indexOf(typed.toLowerCase()) : -1
  if (from < 0) return text
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, from + typed.length)}</mark>
      {text.slice(from + typed.length)}
    </>
  )
}
