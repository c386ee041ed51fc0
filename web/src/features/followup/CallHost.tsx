// Stands beside every page: says why a call was refused, and asks on a phone
// how it went once the reader is back from the dialler.
import { lazy, Suspense, useEffect, useState } from 'react'
import { usePhone } from '@/lib/media'
import { calls, useCalls } from './callStore'

const CallRefused = lazy(() => import('./CallRefused'))
const LogTouchSheet = lazy(() => import('./LogTouchSheet'))

export default function CallHost() {
  const { refusal } = useCalls()
  // Stays once it came, so that the dialog can close at leisure.
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    if (refusal) setNeeded(true)
  }, [refusal])
  return (
    <Suspense fallback={null}>
      {needed ? <CallRefused /> : null}
      <Returned />
    </Suspense>
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
  return <LogTouchSheet customerId={call.customerId} onClose={close} />
}
