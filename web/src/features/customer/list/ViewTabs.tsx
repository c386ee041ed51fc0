import { Button, Dropdown, type MenuProps } from 'antd'
import { Ellipsis, Plus, Star } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/api/queries'
import type { View } from '@/api/types'
import { cx } from '@/lib/cx'
import { IconButton } from '@/ui/IconButton'
import { insidePage } from '../popup'
import s from './list.module.css'
import type { CustomerList } from './useList'
import { useViewCounts } from './useList'
import type { ViewActs } from './useViewActs'

/** The views as tabs with their counts. */
export function ViewTabs({ of, acts }: { of: CustomerList; acts: ViewActs }) {
  const { t } = useTranslation()
  const may = useMay()
  const counts = useViewCounts(of.ready && !of.list.pending)
  const strip = useRef<HTMLElement>(null)
  const { view } = of.state
  const open = view?.id
  useEffect(() => {
    if (open)
      strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  return (
    <nav className={s.views} aria-label={t('customer.view.label')} ref={strip}>
      {of.views.map((v) => (
        <Tab key={v.id} view={v} on={v.id === open} count={counts[v.id]} onOpen={() => of.openView(v)} />
      ))}
      {may('view.write') ? (
        <IconButton icon={Plus} size={14} label={t('customer.view.new')} onClick={() => acts.create()} />
      ) : null}
    </nav>
  )
}

function Tab(props: {
  view: View
  on: boolean
  count: { count: number; more: boolean } | undefined
  onOpen: () => void
}) {
  const { view, on, count, onOpen } = props
  return (
    <button
      type="button"
      className={cx(s.view, on && s.on)}
      aria-current={on ? 'page' : undefined}
      onClick={onOpen}
    >
      {view.mine && !view.system ? <Star size={13} strokeWidth={1.8} aria-hidden /> : null}
      {view.name}
      {count ? (
        <small>
          {count.count.toLocaleString('en')}
          {count.more ? '+' : ''}
        </small>
      ) : null}
    </button>
  )
}

/** What can be done with the open view: save, rename, share, delete. */
export function ViewMenu({ view, acts, changes }: { view: View; acts: ViewActs; changes: number }) {
  const { t } = useTranslation()
  if (!view.mine || view.system) return null
  const items: MenuProps['items'] = [
    { key: 'save', label: t('customer.view.save'), disabled: changes === 0, onClick: () => acts.save(view) },
    { key: 'rename', label: t('customer.view.rename'), onClick: () => acts.rename(view) },
    {
      key: 'share',
      label: t(view.shared ? 'customer.view.unshare' : 'customer.view.share'),
      onClick: () => acts.share(view, !view.shared),
    },
    { key: 'delete', label: t('customer.view.delete'), danger: true, onClick: () => acts.remove(view) },
  ]
  return (
    <Dropdown getPopupContainer={insidePage} menu={{ items }} trigger={['click']}>
      <Button
        type="text"
        size="small"
        icon={<Ellipsis size={16} strokeWidth={1.8} aria-hidden />}
        aria-label={t('customer.view.menu', { name: view.name })}
      />
    </Dropdown>
  )
}
