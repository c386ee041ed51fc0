import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useHotkeys } from '@/ui/useHotkeys'

/** A small dialog with a form in it. */
export function FormDialog({
  title,
  onClose,
  children,
}: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
}) {
  useHotkeys({ escape: onClose }, { level: 'dialog' })
  return (
    <Modal open title={title} width={420} footer={null} closable={false} keyboard={false} onCancel={onClose}>
      {children}
    </Modal>
  )
}
