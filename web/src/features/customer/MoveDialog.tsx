// Moves a customer to another layer: forward with what its entry standard
// asks for, back with a reason, or out of the funnel.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import type { Customer, Layer, Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { Kbd, LayerTick } from '@/ui/marks'
import { useHotkeys } from '@/ui/useHotkeys'
import s from './customer.module.css'
import { LayerList, Words } from './MoveParts'
import {
  type Direction,
  directionOf,
  gapOf,
  type MoveWords,
  moveBody,
  noWords,
  targets,
  usualTarget,
} from './move'
import { Requirements } from './Requirements'
import { type Lacking, type MoveVerdict, mayDo, type NeedAction } from './types'

export interface MoveDialogProps {
  customer: Customer
  /** Where it was dropped; otherwise the next layer is proposed. */
  to?: Layer
  open: boolean
  onClose: () => void
  onMoved?: (record: Customer) => void
  /** Leads to where a missing requirement is filled in; the dialog closes first. */
  onNeed?: (action: NeedAction) => void
}

type MoveBody = Schemas['MoveInBody']

/** Somebody was faster. */
interface Conflict {
  now: Customer
  to: Layer
  retry: () => void
}

export function MoveDialog(props: MoveDialogProps) {
  const { customer, open } = props
  const { t } = useTranslation()
  const [conflict, setConflict] = useState<Conflict>()
  const onClose = () => {
    setConflict(undefined)
    props.onClose()
  }
  return (
    <>
      <Modal
        open={open && !conflict}
        title={t('customer.move.title', { name: customer.name })}
        width={480}
        footer={null}
        closable={false}
        keyboard={false}
        onCancel={onClose}
        destroyOnHidden
      >
        <Body {...props} onClose={onClose} onConflict={setConflict} />
      </Modal>
      {open && conflict ? (
        <ConflictDialog
          open
          title={t('customer.move.conflict')}
          rows={[
            {
              label: t('field.customer.layer'),
              now: <LayerTick layer={conflict.now.layer} />,
              yours: <LayerTick layer={conflict.to} />,
            },
          ]}
          onTakeNow={onClose}
          {...(conflict.now.layer === conflict.to ? {} : { onKeepMine: conflict.retry })}
          onClose={onClose}
        />
      ) : null}
    </>
  )
}

type BodyProps = MoveDialogProps & { onConflict: (of: Conflict) => void }

/** Where to, with which words, and what the server said to it. */
function useMoveForm({ customer, to: dropped, onClose, onMoved, onConflict }: BodyProps) {
  const { t } = useTranslation()
  const [to, setTo] = useState<Layer>(dropped ?? usualTarget(customer.layer))
  const [words, setWords] = useState<MoveWords>(noWords)
  const [refused, setRefused] = useState('')
  const [lacking, setLacking] = useState<Lacking>()
  const direction = directionOf(customer.layer, to)
  const verdict = useVerdict(customer, to, direction)
  const move = useMove(customer, onClose, onMoved)
  const send = async (version = customer.version) => {
    const gap = gapOf(direction, words)
    setRefused(gap ? t(`customer.move.gap.${gap}`) : '')
    if (gap) return
    try {
      await move.mutateAsync({ to, body: moveBody(customer.layer, to, words, version) })
    } catch (error) {
      const problem = asApiError(error)
      const { state } = problem
      if (state && 'missing' in state) setLacking({ ...state, to })
      if (state && 'layerSince' in state)
        return onConflict({ now: state, to, retry: () => void send(state.version) })
      setRefused(problem.message)
    }
  }
  const choose = (layer: Layer) => {
    if (layer === customer.layer) return
    setTo(layer)
    setRefused('')
    setWords((old) => ({ ...old, override: false }))
  }
  const shown: Lacking | undefined = lacking?.to === to ? lacking : verdict
  return { to, choose, words, setWords, direction, shown, refused, send, busy: move.isPending }
}

function Body(props: BodyProps) {
  const { customer, onClose, onNeed } = props
  const { t } = useTranslation()
  const { to, choose, words, setWords, direction, shown, refused, send, busy } = useMoveForm(props)
  const missing = shown?.missing ?? []
  useHotkeys(
    {
      escape: onClose,
      'ctrl+enter': () => void send(),
      ...Object.fromEntries(targets.map((layer, i) => [String(i + 1), () => choose(layer)])),
    },
    { level: 'dialog' },
  )
  const need = onNeed
    ? (action: NeedAction) => {
        onClose()
        onNeed(action)
      }
    : undefined
  return (
    <>
      <LayerList from={customer.layer} to={to} onChoose={choose} />
      {direction === 'forward' && shown ? <Standard to={to} of={shown} onNeed={need} /> : null}
      <Words
        customer={customer}
        direction={direction}
        words={words}
        onChange={setWords}
        mayOverride={missing.length > 0 && (shown?.mayOverride ?? mayDo(customer, 'override'))}
      />
      {refused ? (
        <p className={s.refusedText} role="alert">
          {refused}
        </p>
      ) : null}
      <div className={s.dialogFoot}>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        {direction === 'stay' ? null : (
          <Button type="primary" danger={direction === 'abandon'} loading={busy} onClick={() => void send()}>
            {t(`customer.move.act.${direction}`, { layer: t(`layer.${to}`) })}
            <Kbd>Ctrl ↵</Kbd>
          </Button>
        )}
      </div>
    </>
  )
}

/** The entry standard of the target, ticks and gaps. */
function Standard({
  to,
  of,
  onNeed,
}: {
  to: Layer
  of: Lacking
  onNeed: ((a: NeedAction) => void) | undefined
}) {
  const { t } = useTranslation()
  const count = of.missing.length
  if (count + of.have.length === 0) return null
  const layer = t(`layer.${to}`)
  return (
    <div className={s.standard}>
      <b className="f13">
        {count > 0 ? t('customer.need.count', { layer, count }) : t('customer.need.ready', { layer })}
      </b>
      <Requirements have={of.have} missing={of.missing} onNeed={onNeed} />
    </div>
  )
}

/** What the move would lack; asked for forward moves only. */
function useVerdict(customer: Customer, to: Layer, direction: Direction): MoveVerdict | undefined {
  const { data } = useQuery({
    queryKey: ['customer', customer.id, 'check', { to }],
    queryFn: ({ signal }) =>
      api.get('/customers/{id}/moves/check', {
        params: { path: { id: customer.id }, query: { to, version: customer.version } },
        signal,
      }),
    enabled: direction === 'forward',
    staleTime: 0,
  })
  return data
}

function useMove(customer: Customer, onDone: () => void, onMoved: ((record: Customer) => void) | undefined) {
  const { t } = useTranslation()
  const send = ({ body }: { to: Layer; body: MoveBody }) =>
    api.post('/customers/{id}/moves', { params: { path: { id: customer.id } }, body })
  const common = {
    changes: 'hold' as const,
    onDone: (record: Customer) => {
      onDone()
      onMoved?.(record)
    },
    // The dialog shows it.
    onRefused: () => true,
  }
  const abandon = useAct(send, { ...common, done: t('customer.move.abandoned', { name: customer.name }) })
  const move = useAct(send, {
    ...common,
    done: (record) => t('customer.move.done', { name: customer.name, layer: t(`layer.${record.layer}`) }),
    undo: (record) =>
      api.post('/customers/{id}/moves', {
        params: { path: { id: customer.id } },
        body: {
          to: customer.layer,
          version: record.version,
          reason: t('customer.move.undone'),
        },
      }),
  })
  return {
    isPending: move.isPending || abandon.isPending,
    mutateAsync: (input: { to: Layer; body: MoveBody }) =>
      input.to === 'abandoned' ? abandon.mutateAsync(input) : move.mutateAsync(input),
  }
}
