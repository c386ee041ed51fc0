import { useLocation } from '@tanstack/react-router'
import { Bell, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { Go } from '@/ui/Go'
import type { ReadyAction } from './actions'
import { useNav } from './nav'
import s from './Shell.module.css'

/** The phone's navigation: three pages, the plus in the middle, messages. */
export function TabBar({ actions }: { actions: ReadyAction[] }) {
  const { t } = useTranslation()
  const path = useLocation({ select: (l) => l.pathname })
  const { unread } = useMe()
  const nav = useNav()
  const shown = [...nav.filter((n) => n.tab), ...nav.filter((n) => !n.tab)].slice(0, 3)
  const main = actions.find((a) => a.primary)
  const links = [
    ...shown.map((n) => ({ to: n.to, label: t(n.label), icon: n.icon, badge: 0 })),
    { to: '/inbox', label: t('ui.nav.inbox'), icon: Bell, badge: unread },
    ...(shown.length < 3 ? [{ to: '/account', label: t('ui.nav.account'), icon: UserRound, badge: 0 }] : []),
  ]
  const tabs = links.map(({ to, label, icon: Icon, badge }) => (
    <Go key={to} to={to} aria-current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}>
      <Icon size={21} strokeWidth={1.7} aria-hidden />
      <span>{label}</span>
      {badge > 0 ? (
        <span className={s.badge}>
          <span aria-hidden>{badge > 99 ? '99+' : badge}</span>
          <span className="vh">{t('ui.notices.unread', { count: badge })}</span>
        </span>
      ) : null}
    </Go>
  ))
  const MainIcon = main?.icon
  return (
    <nav className={s.tabs} aria-label={t('ui.nav.label')}>
      {tabs.slice(0, 2)}
      {main && MainIcon ? (
        <button type="button" className={s.plus} aria-label={t(main.label)} onClick={() => main.start()}>
          <MainIcon size={24} strokeWidth={2.2} aria-hidden />
        </button>
      ) : null}
      {tabs.slice(2)}
    </nav>
  )
}
