// Columns of cards. A card is dragged, or moved with M; arrow keys walk.
import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  MouseSensor,
  TouchSensor,
  useDndMonitor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import s from './Board.module.css'
import { Chooser } from './Chooser'
import { Go } from './Go'
import { useHotkeys } from './useHotkeys'

export interface BoardColumn<T> {
  key: string
  /** Plain text: read aloud, offered when moving. */
  name: string
  /** What stands above the cards; left out where the page draws its own. */
  head?: ReactNode
  count: number
  cards: T[]
  hasMore: boolean
  loadMore: () => void
  loadingMore?: boolean
}

interface Props<T> {
  label: string
  columns: BoardColumn<T>[]
  cardKey: (card: T) => string
  cardName: (card: T) => string
  href: (card: T) => string
  /** The inside of a card; buttons in it need position: relative to lie above the link. */
  card: (card: T) => ReactNode
  canMove?: (card: T) => boolean
  /** Dropped or moved into another column. */
  onMove?: (card: T, to: string) => void
  empty?: ReactNode
}

interface Held<T> {
  card: T
  from: string
}

export function Board<T>(props: Props<T>) {
  const { columns, cardKey, cardName, onMove, canMove } = props
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [moving, setMoving] = useState<Held<T>>()
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
  )
  const find = (key: string): Held<T> | undefined => {
    for (const column of columns) {
      const card = column.cards.find((c) => cardKey(c) === key)
      if (card) return { card, from: column.key }
    }
    return undefined
  }
  const movable = (card: T) => Boolean(onMove) && (canMove?.(card) ?? true)
  const move = (what: Held<T> | undefined, to: string) => {
    if (what && to !== what.from) onMove?.(what.card, to)
  }
  useHotkeys(
    {
      m: () => {
        const here = document.activeElement?.closest<HTMLElement>('[data-card]')
        const found = here && box.current?.contains(here) ? find(here.dataset.card ?? '') : undefined
        if (found && movable(found.card)) setMoving(found)
      },
    },
    { level: 'part' },
  )
  const words = useAnnouncements(columns, (key) => {
    const found = find(key)
    return found ? cardName(found.card) : ''
  })

  return (
    <DndContext
      sensors={sensors}
      accessibility={words}
      onDragEnd={(event: DragEndEvent) => {
        if (event.over) move(find(String(event.active.id)), String(event.over.id))
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a board is a group of lists */}
      <div className={s.board} ref={box} role="group" aria-label={props.label} onKeyDown={walk}>
        {columns.map((column) => (
          <Column key={column.key} {...props} column={column} movable={movable} />
        ))}
      </div>
      <Lifted find={find} card={props.card} />
      {moving ? (
        <Chooser
          title={t('ui.board.moveTitle', { name: cardName(moving.card) })}
          options={columns.map((c) => ({ value: c.key, label: c.name, current: c.key === moving.from }))}
          onChoose={(to) => {
            setMoving(undefined)
            move(moving, to)
          }}
          onClose={() => setMoving(undefined)}
        />
      ) : null}
    </DndContext>
  )
}

/** The card under the pointer. It keeps for itself that something is held: the board stands still meanwhile. */
function Lifted<T>({ find, card }: { find: (key: string) => Held<T> | undefined; card: Props<T>['card'] }) {
  const [held, setHeld] = useState<Held<T>>()
  const drop = () => setHeld(undefined)
  useDndMonitor({
    onDragStart: (event: DragStartEvent) => setHeld(find(String(event.active.id))),
    onDragCancel: drop,
    onDragEnd: drop,
  })
  return (
    <DragOverlay dropAnimation={null}>
      {held ? <div className={cx(s.card, s.lifted)}>{card(held.card)}</div> : null}
    </DragOverlay>
  )
}

function Column<T>({
  column,
  movable,
  ...props
}: Props<T> & { column: BoardColumn<T>; movable: (card: T) => boolean }) {
  const { t } = useTranslation()
  const { setNodeRef, isOver } = useDroppable({ id: column.key })
  const rest = column.count - column.cards.length
  return (
    <section
      className={cx(s.column, isOver && s.over)}
      ref={setNodeRef}
      aria-label={`${column.name} ${column.count}`}
    >
      {column.head ? <div className={s.head}>{column.head}</div> : null}
      <ul className={s.cards} data-column={column.key}>
        <Cards {...props} cards={column.cards} movable={movable} />
        {column.cards.length === 0 && props.empty ? <li className={s.none}>{props.empty}</li> : null}
        {column.hasMore ? (
          <li className="col">
            <button type="button" className={s.more} onClick={column.loadMore} disabled={column.loadingMore}>
              {rest > 0 ? t('ui.board.rest', { count: rest }) : t('ui.more')}{' '}
              <ChevronDown size={12} style={{ verticalAlign: -2 }} aria-hidden />
            </button>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

/** A column that is dragged over does not draw its cards anew. */
const Cards = memo(function Cards<T>({
  cards,
  movable,
  ...props
}: Omit<Props<T>, 'columns' | 'label'> & { cards: T[]; movable: (card: T) => boolean }) {
  return cards.map((card) => (
    <Card key={props.cardKey(card)} {...props} value={card} movable={movable(card)} />
  ))
}) as <T>(
  props: Omit<Props<T>, 'columns' | 'label'> & { cards: T[]; movable: (card: T) => boolean },
) => ReactNode

function Card<T>({
  value,
  movable,
  ...props
}: Omit<Props<T>, 'columns' | 'label'> & { value: T; movable: boolean }) {
  const id = props.cardKey(value)
  const { setNodeRef, listeners, isDragging } = useDraggable({ id, disabled: !movable })
  return (
    <li
      ref={setNodeRef}
      data-card={id}
      className={cx(s.card, movable && s.movable, isDragging && s.dragged)}
      {...(listeners ?? {})}
    >
      <Inside value={value} href={props.href} cardName={props.cardName} card={props.card} />
    </li>
  )
}

type InsideProps<T> = Pick<Props<T>, 'href' | 'cardName' | 'card'> & { value: T }

/** Every card hears of every drag; what is in it stays as it is. */
const Inside = memo(function Inside<T>({ value, href, cardName, card }: InsideProps<T>) {
  return (
    <>
      <Go to={href(value)} className={s.open} aria-label={cardName(value)} draggable={false} />
      {card(value)}
    </>
  )
}) as <T>(props: InsideProps<T>) => ReactNode

/** Arrow keys go from card to card. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const here = (event.target as HTMLElement).closest<HTMLElement>('[data-card]')
  if (!here || !event.key.startsWith('Arrow')) return
  const lists = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-column]')].map((list) => [
    ...list.querySelectorAll<HTMLElement>('[data-card]'),
  ])
  const column = lists.findIndex((cards) => cards.includes(here))
  const row = lists[column]?.indexOf(here) ?? 0
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  let next: HTMLElement | undefined
  if (step === 0) next = lists[column]?.[row + (event.key === 'ArrowDown' ? 1 : -1)]
  else
    for (let i = column + step; i >= 0 && i < lists.length && !next; i += step)
      next = lists[i]?.[Math.min(row, (lists[i]?.length ?? 1) - 1)]
  if (!next) return
  event.preventDefault()
  next.querySelector('a')?.focus()
}

/** What is said aloud while dragging. */
function useAnnouncements<T>(columns: BoardColumn<T>[], nameOf: (key: string) => string) {
  const { t } = useTranslation()
  const column = (id: unknown) => columns.find((c) => c.key === String(id))?.name ?? ''
  return {
    screenReaderInstructions: { draggable: t('ui.board.how') },
    announcements: {
      onDragStart: ({ active }: { active: { id: unknown } }) =>
        t('ui.board.lifted', { name: nameOf(String(active.id)) }),
      onDragOver: ({ over }: { over: { id: unknown } | null }) =>
        over ? t('ui.board.over', { column: column(over.id) }) : '',
      onDragEnd: ({ over }: { over: { id: unknown } | null }) =>
        over ? t('ui.board.dropped', { column: column(over.id) }) : t('ui.board.kept'),
      onDragCancel: () => t('ui.board.kept'),
    },
  }
}
