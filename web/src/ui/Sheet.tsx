import { Drawer } from 'antd'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { usePhone } from '@/lib/media'
import s from './Sheet.module.css'
import { useHotkeys } from './useHotkeys'

interface Props {
  title: ReactNode
  open: boolean
  onClose: () => void
  /** Buttons at the foot; the main one last. */
  footer?: ReactNode
  width?: number
  children: ReactNode
}

/** A look or a form without leaving the page: a drawer at the right, on a phone a sheet from below. */
export function Sheet({ title, open, onClose, footer, width = 584, children }: Props) {
  const { t } = useTranslation()
  const phone = usePhone()
  useHotkeys({}, { level: 'dialog', enabled: open })
  return (
    <Drawer
      title={title}
      open={open}
      onClose={onClose}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? 'auto' : width}
      destroyOnHidden
      closable={{ placement: 'end', 'aria-label': t('ui.close') }}
      closeIcon={<X size={18} strokeWidth={1.8} aria-hidden />}
      rootClassName={cx(s.sheet, phone && s.bottom)}
      styles={
        phone ? { wrapper: { height: 'auto', maxHeight: '92dvh' }, section: { maxHeight: '92dvh' } } : {}
      }
      footer={footer ? <div className={s.foot}>{footer}</div> : null}
    >
      {children}
    </Drawer>
  )
}
