// Every list and page has the same five states: empty, nothing found, loading,
// failed, not allowed. Each says why and offers the next act.
import { Button } from 'antd'
import { CloudOff, Inbox, Lock, type LucideIcon, RotateCcw, SearchX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/problem'
import { cx } from '@/lib/cx'
import s from './States.module.css'
import { useDelayed } from './useDelayed'

interface StateProps {
  title: ReactNode
  text?: ReactNode
  icon?: LucideIcon
  /** Buttons that lead on. */
  children?: ReactNode
}

function State({ title, text, icon: Icon = Inbox, alert, children }: StateProps & { alert?: boolean }) {
  return (
    <section className={cx(s.state, alert && s.alert)} role={alert ? 'alert' : undefined}>
      <Icon className={s.icon} size={26} strokeWidth={1.5} aria-hidden />
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      <div className={s.acts}>{children}</div>
    </section>
  )
}

/** Nothing here yet: why, and what to do. */
export const Empty = (props: StateProps) => <State {...props} />

/** A filter that matches nothing: name the condition to drop, offer to clear. */
export function NoMatch({ title, text, onClear, children }: Partial<StateProps> & { onClear?: () => void }) {
  const { t } = useTranslation()
  return (
    <State icon={SearchX} title={title ?? t('ui.state.noMatch')} text={text}>
      {children}
      {onClear ? <Button onClick={onClear}>{t('ui.filter.clear')}</Button> : null}
    </State>
  )
}

/** Says what was not done, how to go on, and the reference for support. */
export function ErrorState({
  error,
  title,
  text,
  onRetry,
}: {
  error: unknown
  title?: ReactNode
  /** Instead of the error's own sentence. */
  text?: ReactNode
  onRetry?: () => void
}) {
  const { t } = useTranslation()
  const problem = asApiError(error)
  if (problem.forbidden) return <NoPermission text={problem.message} />
  const heading =
    title ?? t(problem.offline ? 'ui.state.offline' : problem.missing ? 'ui.state.missing' : 'ui.state.error')
  return (
    <State
      alert
      icon={problem.offline ? CloudOff : TriangleAlert}
      title={heading}
      text={text ?? problem.message}
    >
      {onRetry ? (
        <Button icon={<RotateCcw size={14} aria-hidden />} onClick={onRetry}>
          {t('ui.retry')}
        </Button>
      ) : null}
      {problem.requestId ? (
        <span className="c3 f12">{t('ui.state.reference', { id: problem.requestId })}</span>
      ) : null}
    </State>
  )
}

/** Not allowed: who owns it, how to ask. */
export function NoPermission({ title, text, children }: Partial<StateProps>) {
  const { t } = useTranslation()
  return (
    <State icon={Lock} title={title ?? t('ui.state.forbidden')} text={text ?? t('ui.state.forbiddenText')}>
      {children}
    </State>
  )
}

const widths = [150, 118, 134, 104, 142, 96]

/** Rows of the real shape; shows nothing for the first 300 ms. */
export function Skeleton({ rows = 6, height = 46 }: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  if (!useDelayed(true)) return null
  return (
    <div className={s.bones} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={s.bone} style={{ height }}>
          <i />
          <span>
            <i style={{ width: widths[i % widths.length] }} />
            <i style={{ width: (widths[i % widths.length] ?? 100) * 1.5, opacity: 0.55, maxWidth: '70%' }} />
          </span>
          <i />
        </div>
      ))}
    </div>
  )
}
