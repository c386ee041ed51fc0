import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Go } from './Go'
import { IconButton } from './IconButton'
import s from './PageHeader.module.css'

interface Props {
  title: ReactNode
  /** The title of the browser tab, when `title` is not plain text. */
  tab?: string
  sub?: ReactNode
  /** Where the back arrow leads, for pages that were pushed. */
  back?: string
  /** Tabs or scope, left of the actions. */
  children?: ReactNode
  actions?: ReactNode
}

/** The one h1 of a page, with its actions on the right; one solid button per page. */
export function PageHeader({ title, tab, sub, back, children, actions }: Props) {
  const { t } = useTranslation()
  const name = tab ?? (typeof title === 'string' ? title : '')
  useEffect(() => {
    document.title = name ? `${name} · ${t('ui.product')}` : t('ui.product')
  }, [name, t])
  return (
    <header className={s.head}>
      {back ? (
        <Go to={back} aria-label={t('ui.back')} className={IconButton.style}>
          <ChevronLeft size={18} strokeWidth={1.8} aria-hidden />
        </Go>
      ) : null}
      <h1 tabIndex={-1}>{title}</h1>
      {sub ? <span className={s.sub}>{sub}</span> : null}
      {children}
      <span className="grow" />
      {actions ? <div className={s.acts}>{actions}</div> : null}
    </header>
  )
}
