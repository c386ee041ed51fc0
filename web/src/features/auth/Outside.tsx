import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Seal } from '@/shell/Seal'
import { LanguageChoice, ThemeChoice } from './Choices'
import s from './Outside.module.css'

/** The frame of pages for those who are not logged in. */
export function Outside({
  title,
  lead,
  children,
}: {
  title: ReactNode
  lead?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = typeof title === 'string' ? `${title} · ${t('ui.product')}` : t('ui.product')
  }, [title, t])
  return (
    <div className={s.page}>
      <main className={s.card}>
        <div className={s.brand}>
          <Seal size={28} />
          {t('ui.product')}
        </div>
        <h1>{title}</h1>
        {lead ? <p className={s.lead}>{lead}</p> : null}
        {children}
      </main>
      <footer className={s.foot}>
        <LanguageChoice className={s.segments} />
        <ThemeChoice className={s.segments} />
      </footer>
    </div>
  )
}

/** Why it did not work, above the fields. */
export const Alert = ({ children }: { children: ReactNode }) =>
  children ? (
    <p className={s.alert} role="alert">
      {children}
    </p>
  ) : null
