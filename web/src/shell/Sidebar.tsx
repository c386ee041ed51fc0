import { useLocation } from '@tanstack/react-router'
import { Bell, ChevronsUpDown, Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { cx } from '@/lib/cx'
import { useNarrow } from '@/lib/media'
import { Go } from '@/ui/Go'
import { IconButton } from '@/ui/IconButton'
import { Avatar, Kbd } from '@/ui/marks'
import type { ReadyAction } from './actions'
import { HoldMeter } from './HoldMeter'
import { groups, type NavItem, useNav } from './nav'
import { Pop } from './Pop'
import { Seal } from './Seal'
import s from './Shell.module.css'

const Notices = lazy(() => import('./Notices'))
const AccountMenu = lazy(() => import('./AccountMenu'))

interface Props {
  actions: ReadyAction[]
  onSearch: () => void
  onKeys: () => void
}

export function Sidebar({ actions, onSearch, onKeys }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const narrow = useNarrow()
  const [open, setOpen] = useState<'notices' | 'account'>()
  const close = () => setOpen(undefined)
  const main = actions.find((a) => a.primary)
  const left = narrow ? 60 : 212
  return (
    <header className={s.nav}>
      <div className={s.top}>
        <Seal size={22} />
        <b>{t('ui.product')}</b>
        <IconButton
          icon={Bell}
          label={me.unread > 0 ? t('ui.notices.unread', { count: me.unread }) : t('ui.notices.title')}
          className={cx(me.unread > 0 && s.dot)}
          aria-expanded={open === 'notices'}
          onClick={() => setOpen(open === 'notices' ? undefined : 'notices')}
        />
      </div>
      <button type="button" className={s.box} onClick={onSearch} title={t('ui.palette.open')}>
        <Search size={15} strokeWidth={1.9} aria-hidden />
        <span>{t('ui.palette.hint')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      {main ? <MainAction action={main} /> : null}
      <nav className={s.scroll} aria-label={t('ui.nav.label')}>
        <NavList />
      </nav>
      <HoldMeter />
      <button
        type="button"
        className={s.me}
        aria-haspopup="dialog"
        aria-expanded={open === 'account'}
        onClick={() => setOpen(open === 'account' ? undefined : 'account')}
      >
        <Avatar name={me.name} size={28} />
        <span>
          <b>{me.name}</b>
          <small>
            {[me.roles[0] ? t(`ui.role.${me.roles[0]}`) : '', me.department?.name]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <ChevronsUpDown size={14} aria-hidden />
      </button>
      <Suspense fallback={null}>
        {open === 'notices' ? (
          <Pop label={t('ui.notices.title')} style={{ left, top: 12, width: 400 }} onClose={close}>
            <Notices onOpened={close} />
          </Pop>
        ) : null}
        {open === 'account' ? (
          <Pop label={t('ui.account.title')} style={{ left: 8, bottom: 60, width: 264 }} onClose={close}>
            <AccountMenu onClose={close} onKeys={onKeys} />
          </Pop>
        ) : null}
      </Suspense>
    </header>
  )
}

function MainAction({ action }: { action: ReadyAction }) {
  const { t } = useTranslation()
  const Icon = action.icon
  return (
    <button type="button" className={s.box} onClick={() => action.start()} title={t(action.label)}>
      <Icon size={15} strokeWidth={2} aria-hidden />
      <span>{t(action.label)}</span>
      {action.hotkey ? <Kbd>{action.hotkey.toUpperCase()}</Kbd> : null}
    </button>
  )
}

const isHere = (path: string, to: string) => path === to || path.startsWith(`${to}/`)

function NavList() {
  const { t } = useTranslation()
  const nav = useNav()
  return groups.map((group) => {
    const items = nav.filter((item) => item.group === group)
    if (items.length === 0) return null
    const name = t(`ui.nav.group.${group}`)
    return (
      <div key={group}>
        {group === 'work' ? null : <div className={s.groupName}>{name}</div>}
        <ul className={s.group} aria-label={name}>
          {items.map((item) => (
            <li key={item.to}>
              <NavLink item={item} />
            </li>
          ))}
        </ul>
      </div>
    )
  })
}

function NavLink({ item }: { item: NavItem }) {
  const { t } = useTranslation()
  const path = useLocation({ select: (l) => l.pathname })
  const Icon = item.icon
  const title = item.hotkey ? `${t(item.label)}  G ${item.hotkey.toUpperCase()}` : t(item.label)
  return (
    <Go
      to={item.to}
      className={s.item}
      title={title}
      aria-current={isHere(path, item.to) ? 'page' : undefined}
    >
      <Icon size={16} strokeWidth={1.8} aria-hidden />
      <span>{t(item.label)}</span>
    </Go>
  )
}
