// The ideal numbers of the funnel, set by the director.

import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Switch } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { FieldProblem } from '@/api/problem'
import type { Layer } from '@/api/types'
import { useAct } from '@/api/useAct'
import { heldLayers } from '@/api/words/layer'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { Kbd, LayerTick } from '@/ui/marks'
import { Pane, Section } from '@/ui/Pane'
import { ErrorState, Skeleton } from '@/ui/States'
import { useHotkeys } from '@/ui/useHotkeys'
import s from './funnel.module.css'
import {
  bodyOf,
  differences,
  holdOf,
  idealSum,
  isShared,
  same,
  withHold,
  withLayer,
  withShared,
} from './template'
import type { StoredTemplate, Template } from './types'

export default function TemplateTab() {
  const query = useQuery({
    queryKey: ['funnel', 'template'],
    queryFn: ({ signal }) => api.get('/funnel/template', { signal }),
  })
  if (query.isPending) return <Skeleton />
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Editor stored={query.data} />
}

function Editor({ stored }: { stored: StoredTemplate }) {
  const { t } = useTranslation()
  // What it began with stays: an update from outside must not move the ground under it.
  const [begun, setBegun] = useState(stored)
  const [draft, setDraft] = useState<Template>(stored)
  const [wrong, setWrong] = useState<FieldProblem[]>([])
  const [newer, setNewer] = useState<StoredTemplate>()
  const begin = (from: StoredTemplate) => {
    setBegun(from)
    setDraft(from)
    setWrong([])
  }
  const save = useAct((version: number) => api.put('/funnel/template', { body: bodyOf(draft, version) }), {
    changes: 'funnel',
    done: t('funnel.ideal.saved'),
    onDone: begin,
    onRefused: (problem) => {
      const { state } = problem
      if (state && 'holds' in state) setNewer(state)
      else if (problem.errors.length > 0) setWrong(problem.errors)
      else return false
      return true
    },
  })
  const changed = !same(begun, draft)
  const send = () => changed && save.mutate(begun.version)
  useHotkeys({ 'ctrl+enter': send })
  const sum = idealSum(draft)
  return (
    <Pane label={t('funnel.tab.ideal')}>
      <Section title={t('funnel.ideal.title')}>
        <div className={s.form}>
          {wrong.length > 0 ? (
            <div className={s.wrong} role="alert">
              {wrong.map((w) => (
                <p key={w.pointer}>{w.detail}</p>
              ))}
            </div>
          ) : null}
          <div className={s.scroll}>
            <Grid draft={draft} onChange={setDraft} />
          </div>
          <div className={s.field} style={{ marginTop: 12 }}>
            <Labelled label={t('funnel.ideal.shared')}>
              {(id) => (
                <Switch
                  id={id}
                  checked={isShared(draft)}
                  onChange={(on) => setDraft(withShared(draft, on))}
                />
              )}
            </Labelled>
          </div>
          <p className={s.note}>
            {sum === draft.total
              ? t('funnel.ideal.sumSame', { sum })
              : t('funnel.ideal.sumOther', { sum, total: draft.total })}
          </p>
          <div className={s.field}>
            <Labelled label={t('funnel.ideal.total')}>
              {(id) => (
                <InputNumber
                  id={id}
                  value={draft.total}
                  min={1}
                  max={10000}
                  precision={0}
                  onChange={(total) => setDraft({ ...draft, total: total ?? draft.total })}
                />
              )}
            </Labelled>
            <small>{t('funnel.ideal.totalHelp')}</small>
          </div>
          <div className={s.field}>
            <Labelled label={t('funnel.ideal.cooling')}>
              {(id) => (
                <InputNumber
                  id={id}
                  value={draft.coolingDays}
                  min={1}
                  max={3650}
                  precision={0}
                  onChange={(days) => setDraft({ ...draft, coolingDays: days ?? draft.coolingDays })}
                />
              )}
            </Labelled>
            <small>{t('funnel.ideal.coolingHelp')}</small>
          </div>
          <div className={s.foot}>
            <Button disabled={!changed} onClick={() => begin(begun)}>
              {t('ui.filter.revert')}
            </Button>
            <Button type="primary" disabled={!changed} loading={save.isPending} onClick={send}>
              {t('ui.save')}
              <Kbd>Ctrl ↵</Kbd>
            </Button>
          </div>
        </div>
      </Section>
      {newer ? (
        <Newer
          now={newer}
          yours={draft}
          onTakeNow={() => {
            begin(newer)
            setNewer(undefined)
          }}
          onKeepMine={() => {
            setNewer(undefined)
            save.mutate(newer.version)
          }}
          onClose={() => setNewer(undefined)}
        />
      ) : null}
    </Pane>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </>
  )
}

interface GridProps {
  draft: Template
  onChange: (next: Template) => void
}

function Grid(props: GridProps) {
  const { t } = useTranslation()
  return (
    <table className={s.formTable}>
      <thead>
        <tr>
          <th scope="col">{t('funnel.head.layer')}</th>
          <th scope="col">{t('funnel.ideal.days')}</th>
          <th scope="col">{t('funnel.ideal.rate')}</th>
          <th scope="col">{t('funnel.ideal.hold')}</th>
          <th scope="col">{t('funnel.ideal.low')}</th>
          <th scope="col">{t('funnel.ideal.high')}</th>
        </tr>
      </thead>
      <tbody>
        {props.draft.layers.map((l) => (
          <tr key={l.layer}>
            <th scope="row">
              <LayerTick layer={l.layer} />
            </th>
            {l.layer === 'implemented' ? (
              <td colSpan={2} className="c3">
                —
              </td>
            ) : (
              <LayerCells {...props} layer={l.layer} />
            )}
            <HoldCells {...props} layer={l.layer} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LayerCells({ draft, onChange, layer }: GridProps & { layer: Layer }) {
  const { t } = useTranslation()
  const at = draft.layers.find((l) => l.layer === layer)
  const name = t(`layer.${layer}`)
  if (!at) return null
  return (
    <>
      <td>
        <InputNumber
          aria-label={`${name} ${t('funnel.ideal.days')}`}
          value={at.days}
          min={0.5}
          max={365}
          step={0.5}
          onChange={(days) => onChange(withLayer(draft, layer, { days: days ?? at.days }))}
        />
      </td>
      <td>
        <InputNumber
          aria-label={`${name} ${t('funnel.ideal.rate')}`}
          value={at.rate}
          min={1}
          max={100}
          suffix="%"
          onChange={(rate) => onChange(withLayer(draft, layer, { rate: rate ?? at.rate }))}
        />
      </td>
    </>
  )
}

function HoldCells({ draft, onChange, layer }: GridProps & { layer: Layer }) {
  const { t } = useTranslation()
  const hold = holdOf(draft, layer)
  // The second layer of a shared hold has no cells of its own: the first one's span both.
  if (hold && hold.layers.indexOf(layer) > 0) return null
  if (!heldLayers.includes(layer))
    return (
      <td colSpan={3} className="c3">
        —
      </td>
    )
  const rows = hold ? { rowSpan: hold.layers.length } : {}
  const name = (hold?.layers ?? [layer]).map((l) => t(`layer.${l}`)).join(t('funnel.and'))
  return (
    <>
      <td {...rows}>
        <InputNumber
          aria-label={`${name} ${t('funnel.ideal.hold')}`}
          value={hold?.ideal ?? null}
          min={1}
          max={10000}
          precision={0}
          placeholder={t('funnel.ideal.noHold')}
          onChange={(ideal) => onChange(withHold(draft, layer, ideal === null ? null : { ideal }))}
        />
      </td>
      {(['low', 'high'] as const).map((side) => (
        <td key={side} {...rows}>
          <InputNumber
            aria-label={`${name} ${t(`funnel.ideal.${side}`)}`}
            value={hold?.[side] ?? null}
            disabled={!hold}
            min={0}
            max={300}
            precision={0}
            suffix="%"
            onChange={(value) => value !== null && onChange(withHold(draft, layer, { [side]: value }))}
          />
        </td>
      ))}
    </>
  )
}

function Newer(props: {
  now: StoredTemplate
  yours: Template
  onTakeNow: () => void
  onKeepMine: () => void
  onClose: () => void
}) {
  const { now, yours, ...acts } = props
  const { t } = useTranslation()
  const label = { days: 'days', rate: 'rate', hold: 'hold', total: 'total', coolingDays: 'cooling' } as const
  const rows = differences(now, yours).map((d) => ({
    label: [d.layer ? t(`layer.${d.layer}`) : '', t(`funnel.ideal.${label[d.what]}`)]
      .filter(Boolean)
      .join(' '),
    now: d.now,
    yours: d.yours,
  }))
  return <ConflictDialog open rows={rows} {...acts} />
}
