// Why a call may not begin now, until it is understood.
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useHotkeys } from '@/ui/useHotkeys'
import { calls, useCalls } from './callStore'

export default function CallRefused() {
  const { t } = useTranslation()
  const { refusal } = useCalls()
  useHotkeys({}, { level: 'dialog', enabled: refusal !== undefined })
  return (
    <Modal
      open={refusal !== undefined}
      title={refusal?.title}
      width={420}
      closable={false}
      onCancel={calls.closeRefusal}
      destroyOnHidden
      footer={
        <Button type="primary" autoFocus onClick={calls.closeRefusal}>
          {t('call.understood')}
        </Button>
      }
    >
      <p>{refusal?.text}</p>
    </Modal>
  )
}
