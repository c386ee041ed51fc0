// Step two: what was found out, columns to fields, and what a run would do.
import { Button } from 'antd'
import { RotateCcw, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { useGo } from '@/ui/Go'
import { Kbd } from '@/ui/marks'
import { Pane, Section } from '@/ui/Pane'
import { useHotkeys } from '@/ui/useHotkeys'
import { Columns, ColumnsDone } from './Columns'
import { DryRun } from './DryRun'
import { FileBar } from './FileBar'
import lists from './lists.module.css'
import { More } from './More'
import s from './mapping.module.css'
import { Owners } from './Owners'
import { sumOf } from './options'
import { PreviewTable } from './PreviewTable'
import { Problems } from './Problems'
import type { ImportFull } from './types'
import { type Adjust, useAdjust, useImportActs } from './useImports'

export function Mapping({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const adjust = useAdjust(imp)
  const { preview } = imp
  return (
    <>
      <FileBar imp={imp} adjust={adjust} />
      <div className={s.body}>
        <Pane className={s.left} label={t('bulk.map.title')}>
          <Section title={t('bulk.map.title')} side={<ColumnsDone imp={imp} options={adjust.options} />}>
            <Columns imp={imp} adjust={adjust} />
          </Section>
          <Section title={t('bulk.more.title')}>
            <More imp={imp} adjust={adjust} />
          </Section>
        </Pane>
        <Pane className={s.right} label={t('bulk.dry.title')}>
          {adjust.refused ? <Refusal adjust={adjust} /> : null}
          {preview ? (
            <div className={cx(adjust.waiting && s.older)} aria-busy={adjust.waiting}>
              <Section title={t('bulk.dry.title')} side={<Took imp={imp} waiting={adjust.waiting} />}>
                <DryRun preview={preview} adjust={adjust} />
                <Problems imp={imp} preview={preview} adjust={adjust} />
                <Owners preview={preview} adjust={adjust} />
              </Section>
              <PreviewTable preview={preview} targets={imp.targets} duplicates={adjust.options.duplicates} />
            </div>
          ) : null}
        </Pane>
      </div>
      <Foot imp={imp} adjust={adjust} />
    </>
  )
}

function Took({ imp, waiting }: { imp: ImportFull; waiting: boolean }) {
  const { t } = useTranslation()
  const { preview } = imp
  if (!preview) return null
  const seconds = (Math.max(preview.millis, 100) / 1000).toFixed(1)
  return (
    <span role="status">
      {waiting
        ? t('bulk.dry.again')
        : preview.partial
          ? t('bulk.dry.partial', { tried: preview.tried.toLocaleString('en') })
          : t('bulk.dry.took', { seconds })}
    </span>
  )
}

/** The options do not fit the file: what is wrong, and the way back. */
function Refusal({ adjust }: { adjust: Adjust }) {
  const { t } = useTranslation()
  const { refused } = adjust
  if (!refused) return null
  const why = refused.errors.length > 0 ? refused.errors.map((e) => e.detail).join(' ') : refused.message
  return (
    <div className={cx(lists.refused, s.inPane)} role="alert">
      <p>
        <b>{t('bulk.dry.refused')}</b>
        <span>{why}</span>
      </p>
      <Button size="small" icon={<RotateCcw size={14} strokeWidth={1.8} aria-hidden />} onClick={adjust.drop}>
        {t('bulk.dry.revert')}
      </Button>
    </div>
  )
}

function Foot({ imp, adjust }: { imp: ImportFull; adjust: Adjust }) {
  const { t } = useTranslation()
  const go = useGo()
  const { run } = useImportActs(imp.id)
  const { preview } = imp
  const sum = preview ? sumOf(preview.counts) : { in: 0, out: 0 }
  const ready = !adjust.waiting && !adjust.refused && sum.in > 0
  const start = () => {
    if (ready && !run.isPending) run.mutate(undefined)
  }
  useHotkeys({ 'ctrl+enter': start })
  const words = preview?.partial
    ? t('bulk.run.all', { count: imp.total, n: imp.total.toLocaleString('en') })
    : sum.in === 0
      ? t('bulk.run.none')
      : t(sum.out > 0 ? 'bulk.run.some' : 'bulk.run.whole', {
          count: sum.in,
          n: sum.in.toLocaleString('en'),
          out: sum.out.toLocaleString('en'),
        })
  return (
    <footer className={s.foot}>
      <Undo2 size={15} strokeWidth={1.8} aria-hidden className="only-wide" />
      <span className="only-wide">{t('bulk.undo.promise')}</span>
      <span className="grow" />
      <Button className="only-wide" onClick={() => go('/import')}>
        {t('bulk.back')}
      </Button>
      <Button type="primary" disabled={!ready} loading={run.isPending} onClick={start}>
        {words}
        <Kbd>Ctrl ↵</Kbd>
      </Button>
    </footer>
  )
}
