import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useHotkeys } from '@/ui/useHotkeys'

/** A decision with a form in it. */
export function Dialog(props: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const { title, onClose, children } = props
  useHotkeys({ escape: onClose }, { level: 'dialog' })
  return (
    <Modal open title={title} width={420} footer={null} closable={false} keyboard={false} onCancel={onClose}>
      {children}
    </Modal>
  )
}
