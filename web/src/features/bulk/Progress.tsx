// An import, or its undo, at work.
import { useTranslation } from 'react-i18next'
import { Pane } from '@/ui/Pane'
import { CountBar } from './DryRun'
import s from './stage.module.css'
import type { ImportFull } from './types'

export function Progress({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const back = imp.state === 'undoing'
  const undo = imp.undo
  const done = back
    ? (undo?.removed ?? 0) + (undo?.restored ?? 0) + (undo?.kept?.length ?? 0) + (undo?.keptMore ?? 0)
    : imp.rowsRead
  const total = back ? imp.counts.create + imp.counts.update : imp.total
  const share = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0
  const values = { done: done.toLocaleString('en'), total: total.toLocaleString('en') }
  return (
    <Pane className={s.stage} label={t(back ? 'bulk.undoing' : 'bulk.running')}>
      <h2>{t(back ? 'bulk.undoing' : 'bulk.running')}</h2>
      <p className="c2">{imp.file}</p>
      <div
        className={s.progress}
        role="progressbar"
        aria-label={t(back ? 'bulk.undoing' : 'bulk.running')}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${share}%` }} />
      </div>
      <p className="c2 f13" role="status">
        {t(back ? 'bulk.progress.back' : 'bulk.progress', values)}
      </p>
      {back ? null : <CountBar counts={imp.counts} duplicates={imp.options.duplicates} />}
      <p className="c3 f13">{t('bulk.leave')}</p>
    </Pane>
  )
}
