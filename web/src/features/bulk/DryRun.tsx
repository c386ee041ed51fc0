// What a run would do: how many rows make, fill, are left, fail; and what
// happens to customers who are known already.
import { Checkbox, Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import s from './dryRun.module.css'
import type { Counts, Duplicates, Preview } from './types'
import type { Adjust } from './useImports'

const parts = [
  { key: 'create', tone: s.made },
  { key: 'update', tone: s.filled },
  { key: 'duplicate', tone: s.skipped },
  { key: 'reject', tone: s.wrong },
] as const

/** One bar and four numbers: what became, or would become, of the rows. */
export function CountBar({
  counts,
  duplicates,
  children,
}: {
  counts: Counts
  duplicates?: Duplicates | undefined
  /** Right of the numbers. */
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const total = Math.max(1, counts.create + counts.update + counts.duplicate + counts.reject)
  const words = {
    create: t('import.outcome.created'),
    update: t(duplicates === 'overwrite' ? 'bulk.dup.overwrite' : 'bulk.dup.fill'),
    duplicate: t('import.outcome.duplicate'),
    reject: t('import.outcome.rejected'),
  }
  return (
    <>
      <div className={s.bar} aria-hidden>
        {parts.map(({ key, tone }) =>
          counts[key] > 0 ? (
            <i key={key} className={tone} style={{ flex: Math.max(counts[key] / total, 0.03) }} />
          ) : null,
        )}
      </div>
      <div className={s.sums}>
        <dl className={s.numbers}>
          {parts.map(({ key, tone }) => (
            <div key={key}>
              <dt>
                <i className={tone} aria-hidden />
                {words[key]}
              </dt>
              <dd className={cx(key === 'reject' && counts.reject > 0 && 'c-red')}>
                {counts[key].toLocaleString('en')}
              </dd>
            </div>
          ))}
        </dl>
        {children}
      </div>
    </>
  )
}

const choices: Duplicates[] = ['skip', 'fill', 'overwrite', 'new']

export function DryRun({ preview, adjust }: { preview: Preview; adjust: Adjust }) {
  const { t } = useTranslation()
  const { options, change } = adjust
  const known = preview.counts.update + preview.counts.duplicate
  return (
    <>
      <CountBar counts={preview.counts} duplicates={options.duplicates}>
        <div className={s.known}>
          <span className="f12 c2">
            {known > 0
              ? t('bulk.dup.known', { count: known, n: known.toLocaleString('en') })
              : t('bulk.dup.title')}
          </span>
          <Segmented
            size="small"
            aria-label={t('bulk.dup.title')}
            value={options.duplicates}
            options={choices.map((value) => ({ value, label: t(`bulk.dup.${value}`) }))}
            onChange={(value) => change({ duplicates: value as Duplicates })}
          />
        </div>
      </CountBar>
      {preview.withheld || preview.elsewhere > 0 ? (
        <p className={s.same}>
          {preview.elsewhere > 0
            ? t('bulk.dup.elsewhere', { n: preview.elsewhere.toLocaleString('en') })
            : t('bulk.dup.withheld')}
        </p>
      ) : null}
      {preview.possible > 0 || options.sameName ? (
        <p className={s.same}>
          {preview.possible > 0
            ? t('bulk.dup.possible', { count: preview.possible, n: preview.possible.toLocaleString('en') })
            : null}
          <Checkbox
            checked={options.sameName ?? false}
            onChange={(event) => change({ sameName: event.target.checked })}
          >
            {t('bulk.dup.sameName')}
          </Checkbox>
        </p>
      ) : null}
    </>
  )
}
