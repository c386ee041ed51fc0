// What an import did, or what was taken back.
import { Button } from 'antd'
import { CircleAlert, Play, Undo2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import { Go, useGo } from '@/ui/Go'
import { Pane } from '@/ui/Pane'
import { useDay } from '@/ui/useDay'
import { CountBar } from './DryRun'
import s from './lists.module.css'
import { countsOf, sumOf, undoable } from './options'
import { ErrorFile } from './Problems'
import stage from './stage.module.css'
import type { ImportFull } from './types'
import { UndoDialog } from './UndoDialog'
import { useImportActs } from './useImports'

const icon = { size: 14, strokeWidth: 1.8, 'aria-hidden': true } as const

export function Result({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const counts = countsOf(imp)
  const { in: came, out } = sumOf(counts)
  return (
    <Pane className={stage.stage} label={t('bulk.step.result')}>
      <Headline imp={imp} came={came} />
      <CountBar counts={counts} duplicates={imp.options.duplicates} />
      {imp.state === 'undone' ? <TakenBack imp={imp} /> : <Acts imp={imp} />}
      {out > 0 && imp.state !== 'undone' ? (
        <div className="row wrap" style={{ gap: 16 }}>
          {counts.reject > 0 ? <ErrorFile imp={imp} count={counts.reject} /> : null}
          {counts.duplicate > 0 ? <ErrorFile imp={imp} count={out} all /> : null}
          <span className="c3 f13">{t('bulk.errors.mend')}</span>
        </div>
      ) : null}
    </Pane>
  )
}

function Headline({ imp, came }: { imp: ImportFull; came: number }) {
  const { t } = useTranslation()
  const day = useDay()
  const n = came.toLocaleString('en')
  const when = imp.doneAt ?? imp.startedAt ?? imp.createdAt
  return (
    <>
      <h2>
        {imp.state === 'undone'
          ? t('bulk.result.undone')
          : imp.state === 'failed'
            ? t('bulk.result.failed', {
                done: imp.rowsRead.toLocaleString('en'),
                total: imp.total.toLocaleString('en'),
              })
            : t('bulk.result.done', { count: came, n })}
      </h2>
      <p className="c2">
        {imp.file} · {t('bulk.byWhen', { name: imp.by.name, when: day.when(when) })}
      </p>
      {imp.state === 'failed' && imp.message ? (
        <p className={s.refused} role="alert">
          <CircleAlert size={16} strokeWidth={1.8} aria-hidden />
          {imp.message}
        </p>
      ) : null}
    </>
  )
}

/** Who came in, going on, taking back. */
function Acts({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const day = useDay()
  const go = useGo()
  const [undoing, setUndoing] = useState(false)
  const { run } = useImportActs(imp.id)
  const back = undoable(imp, day.now)
  return (
    <>
      <div className="row wrap">
        {imp.state === 'failed' ? (
          <Button
            type="primary"
            icon={<Play {...icon} />}
            loading={run.isPending}
            onClick={() => run.mutate(undefined)}
          >
            {t('bulk.goOn')}
          </Button>
        ) : (
          <Where imp={imp} />
        )}
        <Button onClick={() => go('/import')}>{t('bulk.another')}</Button>
        {back ? (
          <Button icon={<Undo2 {...icon} />} onClick={() => setUndoing(true)}>
            {t('bulk.undo.act')}
          </Button>
        ) : null}
      </div>
      {back && imp.undoUntil ? (
        <p className="c3 f13" title={day.full(imp.undoUntil)}>
          {t('bulk.undo.until', { day: day.date(imp.undoUntil) })}
        </p>
      ) : null}
      {undoing ? <UndoDialog imp={imp} onClose={() => setUndoing(false)} /> : null}
    </>
  )
}

/** The customers of this import: in lists of people, or in the pool. */
function Where({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  const filter = encodeURIComponent(`import = "${imp.id}"`)
  const { ownerId, poolId } = imp.options
  const owned = Boolean(ownerId) || (imp.preview?.owners ?? []).some((o) => o.personId)
  const pooled = !ownerId && may('pool.read')
  return (
    <>
      {pooled ? (
        <Button
          type={owned ? 'default' : 'primary'}
          icon={<Users {...icon} />}
          onClick={() => go(`/pool?${poolId ? `tab=${poolId}&` : ''}filter=${filter}`)}
        >
          {t('bulk.open.pool')}
        </Button>
      ) : null}
      {owned ? (
        <Button type="primary" icon={<Users {...icon} />} onClick={() => go(`/customers?filter=${filter}`)}>
          {t('bulk.open.customers')}
        </Button>
      ) : null}
    </>
  )
}

/** What went back, and who stays because somebody worked on them. */
function TakenBack({ imp }: { imp: ImportFull }) {
  const { t } = useTranslation()
  const go = useGo()
  const { undo } = imp
  const kept = undo?.kept ?? []
  const count = kept.length + (undo?.keptMore ?? 0)
  return (
    <>
      {undo ? (
        <p>
          {[
            t('bulk.undone.removed', { count: undo.removed, n: undo.removed.toLocaleString('en') }),
            undo.restored > 0
              ? t('bulk.undone.restored', { count: undo.restored, n: undo.restored.toLocaleString('en') })
              : '',
          ].join('')}
        </p>
      ) : null}
      {count > 0 ? (
        <section className={s.box}>
          <header>
            <h3>{t('bulk.undone.kept', { count })}</h3>
          </header>
          <ul className={s.kept}>
            {kept.map((k) => (
              <li key={k.id}>
                <Go to={`/customers/${k.id}`}>{k.name}</Go>
              </li>
            ))}
            {undo && undo.keptMore > 0 ? (
              <li className="c3">{t('bulk.undone.more', { count: undo.keptMore })}</li>
            ) : null}
          </ul>
        </section>
      ) : null}
      <div className="row wrap">
        <Button onClick={() => go('/import')}>{t('bulk.another')}</Button>
      </div>
    </>
  )
}
