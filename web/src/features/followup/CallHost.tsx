// Stands on pages that call: says why a call was refused, and asks on a phone
// how it went once the reader is back from the dialler.
import { Button, Modal } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '@/lib/media'
import { useHotkeys } from '@/ui/useHotkeys'
import { calls, useCalls } from './callStore'

const LogTouchSheet = lazy(() => import('./LogTouchSheet'))

// Several pieces of one page may bring a host; only the first one speaks.
let speaker: symbol | undefined

export function CallHost() {
  const me = useRef(Symbol('host'))
  const [mine, setMine] = useState(false)
  useEffect(() => {
    const id = me.current
    calls.hosts++
    if (!speaker) {
      speaker = id
      setMine(true)
    }
    return () => {
      calls.hosts--
      if (speaker === id) speaker = undefined
    }
  }, [])
  return mine ? (
    <>
      <Refusal />
      <Returned />
    </>
  ) : null
}

function Refusal() {
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

function Returned() {
  const phone = usePhone()
  const { call } = useCalls()
  const [asked, setAsked] = useState(() => Boolean(calls.get().call?.left))
  useEffect(() => {
    if (!phone) return
    const seen = () => {
      if (document.visibilityState === 'hidden') calls.left()
      else if (calls.get().call?.left) setAsked(true)
    }
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [phone])
  if (!phone || !asked || !call) return null
  const close = () => {
    setAsked(false)
    calls.ended()
  }
  return (
    <Suspense fallback={null}>
      <LogTouchSheet customerId={call.customerId} onClose={close} />
    </Suspense>
  )
}
