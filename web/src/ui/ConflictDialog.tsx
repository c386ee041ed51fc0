import { Button, Modal } from 'antd'
import { GitCompareArrows } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import s from './Dialog.module.css'
import { useHotkeys } from './useHotkeys'

export interface Difference {
  label: string
  now: ReactNode
  yours: ReactNode
}

interface Props {
  open: boolean
  /** "施溪卓 8 秒前移动了这位客户" */
  title?: ReactNode
  rows: Difference[]
  /** Drop mine and show the newer state. */
  onTakeNow: () => void
  /** Save mine over it, with the newer version. */
  onKeepMine?: () => void
  onClose: () => void
}

/** Somebody was faster: what stands now against what was meant. */
export function ConflictDialog({ open, title, rows, onTakeNow, onKeepMine, onClose }: Props) {
  const { t } = useTranslation()
  useHotkeys({}, { level: 'dialog', enabled: open })
  const heading = (
    <span className="row">
      <GitCompareArrows size={16} className="c-red" aria-hidden />
      {title ?? t('ui.conflict.title')}
    </span>
  )
  return (
    <Modal
      open={open}
      title={heading}
      width={480}
      footer={null}
      closable={false}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className={s.text}>{t('ui.conflict.text')}</p>
      <table className={s.two}>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{t('ui.conflict.field')}</span>
            </th>
            <th scope="col">{t('ui.conflict.now')}</th>
            <th scope="col">{t('ui.conflict.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.now}</td>
              <td>{row.yours}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={s.foot}>
        {onKeepMine ? <Button onClick={onKeepMine}>{t('ui.conflict.keepMine')}</Button> : null}
        <TakeNow onClick={onTakeNow} />
      </div>
    </Modal>
  )
}

/** The safe answer: focus begins on it. */
function TakeNow({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Button ref={button} type="primary" onClick={onClick}>
      {t('ui.conflict.takeNow')}
    </Button>
  )
}
