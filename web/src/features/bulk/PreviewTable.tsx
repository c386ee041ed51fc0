// The first rows as they would come in.
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Chip, type Tone } from '@/ui/marks'
import { Section } from '@/ui/Pane'
import s from './dryRun.module.css'
import { cellOf, fails, fills, shownTargets } from './options'
import type { Duplicates, Outcome, Preview, PreviewRow, Target } from './types'

const tones: Record<Outcome, Tone> = { created: 'ink', updated: 'cold', duplicate: 'none', rejected: 'red' }
const outcomes: Outcome[] = ['created', 'updated', 'duplicate', 'rejected']

interface Props {
  preview: Preview
  targets: Target[]
  duplicates: Duplicates
}

export function PreviewTable({ preview, targets, duplicates }: Props) {
  const { t } = useTranslation()
  const [only, setOnly] = useState<Outcome | 'all'>('all')
  const there = outcomes.filter((o) => preview.rows.some((r) => r.outcome === o))
  const shown = there.includes(only as Outcome) ? only : 'all'
  const rows = preview.rows.filter((r) => shown === 'all' || r.outcome === shown)
  const keys = shownTargets(preview)
  const label = (key: string) => targets.find((x) => x.key === key)?.label ?? key
  const word = (o: Outcome) =>
    o === 'updated' && duplicates !== 'overwrite' ? t('bulk.dup.fill') : t(`import.outcome.${o}`)
  if (preview.rows.length === 0) return null
  return (
    <Section
      title={t('bulk.preview.title', { count: preview.rows.length })}
      side={
        there.length > 1 ? (
          <Segmented
            size="small"
            aria-label={t('bulk.preview.filter')}
            value={shown}
            options={[
              { value: 'all', label: t('bulk.preview.all') },
              ...there.map((o) => ({ value: o, label: word(o) })),
            ]}
            onChange={(value) => setOnly(value as Outcome | 'all')}
          />
        ) : undefined
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls with the arrow keys */}
      <section className={s.scroll} tabIndex={0} aria-label={t('bulk.preview.label')}>
        <table className={s.preview}>
          <thead>
            <tr>
              <th scope="col">{t('bulk.preview.row')}</th>
              <th scope="col">
                <span className="vh">{t('bulk.state')}</span>
              </th>
              {keys.map((key) => (
                <th scope="col" key={key}>
                  {label(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.row} row={row} keys={keys} word={word(row.outcome)} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

function Row({ row, keys, word }: { row: PreviewRow; keys: string[]; word: string }) {
  const { t } = useTranslation()
  const filled = row.filled?.length ?? 0
  const text = (key: string) => {
    const value = cellOf(row, key)
    return key === 'layer' && value ? t(`layer.${value}`) : value
  }
  return (
    <tr title={row.detail}>
      <td className="c3">{row.row}</td>
      <td>
        <Chip tone={tones[row.outcome]}>
          {row.outcome === 'updated' && filled > 0 ? t('bulk.preview.fills', { count: filled }) : word}
        </Chip>
        {row.detail ? <span className="vh">{row.detail}</span> : null}
      </td>
      {keys.map((key) => (
        <td
          key={key}
          className={cx(
            key === 'name' && 'b',
            row.outcome === 'updated' && fills(row, key) && s.fill,
            row.outcome === 'rejected' && fails(row, key) && s.fail,
          )}
        >
          {text(key) || <span className="c3">—</span>}
        </td>
      ))}
    </tr>
  )
}
