// Why rows fail, by reason, with a one-click remedy where there is one; and
// what is left out of rows that come in.
import { Button } from 'antd'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '@/api/client'
import s from './lists.module.css'
import { withFix } from './options'
import type { Fix, Group, Import, ImportFull, Preview } from './types'
import type { Adjust } from './useImports'

/** The rows that do not come in, as a file to mend. */
export function ErrorFile({ imp, count, all }: { imp: Import; count: number; all?: boolean }) {
  const { t } = useTranslation()
  return (
    <a
      className="lnk row"
      style={{ gap: 4 }}
      href={urlOf('/imports/{id}/errors', {
        path: { id: imp.id },
        query: { outcome: all ? 'all' : 'rejected' },
      })}
      download
    >
      <Download size={14} strokeWidth={1.8} aria-hidden />
      {t('bulk.errors.download', { count, n: count.toLocaleString('en') })}
    </a>
  )
}

export function Problems({ imp, preview, adjust }: { imp: ImportFull; preview: Preview; adjust: Adjust }) {
  const { t } = useTranslation()
  const wrong = preview.counts.reject
  const { errors, notes } = preview
  return (
    <>
      {errors.length > 0 ? (
        <section className={s.box}>
          <header>
            <h3>
              {wrong > 0
                ? t('bulk.errors.title', { count: wrong, n: wrong.toLocaleString('en') })
                : t('bulk.errors.same')}
            </h3>
            {wrong > 0 ? <ErrorFile imp={imp} count={wrong} /> : null}
          </header>
          <ul>
            {errors.map((g) => (
              <Line key={`${g.code}|${g.target ?? ''}`} group={g} imp={imp} adjust={adjust} />
            ))}
          </ul>
        </section>
      ) : null}
      {notes.length > 0 ? (
        <details className={s.box}>
          <summary>{t('bulk.notes.title', { count: notes.reduce((sum, g) => sum + g.count, 0) })}</summary>
          <ul>
            {notes.map((g) => (
              <Line key={`${g.code}|${g.target ?? ''}`} group={g} imp={imp} note />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function Line(props: { group: Group; imp: ImportFull; adjust?: Adjust; note?: boolean }) {
  const { t } = useTranslation()
  const { group: g, imp, adjust, note } = props
  const fix = adjust ? g.fix : undefined
  const field = imp.targets.find((x) => x.key === g.target)?.label
  const where = t('bulk.errors.rows', { rows: g.rows.slice(0, 5).join(', ') })
  return (
    <li className={s.problem}>
      <b className={note ? 'c2' : 'c-red'}>{g.count.toLocaleString('en')}</b>
      <span title={where}>
        {g.detail}
        {field ? <small className="c3"> {field}</small> : null}
        <span className="vh">{where}</span>
      </span>
      {g.sample[0] ? <code title={g.sample.join(' · ')}>{g.sample[0]}</code> : <span />}
      {fix && adjust ? (
        <Button size="small" onClick={() => adjust.change(withFix(adjust.options, fix.options))}>
          <FixWords fix={fix} />
        </Button>
      ) : (
        <span />
      )}
    </li>
  )
}

function FixWords({ fix }: { fix: Fix }) {
  const { t } = useTranslation()
  return fix.kind === 'value'
    ? t('bulk.fix.value', { text: fix.text ?? '', to: fix.to ?? '' })
    : t(`bulk.fix.${fix.kind}`)
}
