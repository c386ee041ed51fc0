// /import/$id: one import, from its dry run to its result.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { PageHeader } from '@/ui/PageHeader'
import { ErrorState, Skeleton } from '@/ui/States'
import s from './file.module.css'
import { Mapping } from './Mapping'
import { Progress } from './Progress'
import { Result } from './Result'
import type { ImportFull, ImportState } from './types'
import { importQuery } from './useImports'

export default function ImportDetailPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useQuery(importQuery(id))
  const imp = query.data
  return (
    <>
      <PageHeader
        title={t('bulk.title')}
        back="/import"
        actions={imp ? <Steps state={imp.state} /> : undefined}
      />
      {imp ? (
        <Stage imp={imp} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton />
      )}
    </>
  )
}

function Stage({ imp }: { imp: ImportFull }) {
  if (imp.state === 'mapped') return <Mapping key={imp.id} imp={imp} />
  if (imp.state === 'running' || imp.state === 'undoing') return <Progress imp={imp} />
  return <Result imp={imp} />
}

const steps = ['upload', 'map', 'run', 'result'] as const
const at: Record<ImportState, number> = { mapped: 1, running: 2, done: 3, failed: 2, undoing: 3, undone: 3 }

/** Where one is on the way from file to customers. */
function Steps({ state }: { state: ImportState }) {
  const { t } = useTranslation()
  const now = at[state]
  return (
    <ol className={s.steps} aria-label={t('bulk.steps')}>
      {steps.map((step, i) => (
        <li key={step} aria-current={i === now ? 'step' : undefined} className={cx(i < now && s.past)}>
          <i aria-hidden>{i < now ? <Check size={13} strokeWidth={2.2} /> : i + 1}</i>
          <span>{t(`bulk.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  )
}
