// The dialogs and drawers of the customer's page, each loaded when it opens.
import { lazy, Suspense } from 'react'
import { useGo } from '@/ui/Go'
import { MergeDialog } from '../MergeDialog'
import { MoveDialog } from '../MoveDialog'
import { ReceiptDrawer } from '../ReceiptDrawer'
import { logTouch } from '../slots'
import type { CustomerFull } from '../types'
import { AssignOne, DropContact, ReleaseOne, ShareNumber, ShareOne } from './SmallDialogs'
import type { Panels } from './usePanels'

const EditSheet = lazy(() => import('./EditSheet'))
const ContactSheet = lazy(() => import('./ContactSheet'))

export function PanelHost({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const go = useGo()
  const { open, close } = panels
  const LogTouch = logTouch()
  const props = { customer, onClose: close }
  return (
    <Suspense fallback={null}>
      {open?.kind === 'move' ? (
        <MoveDialog {...props} open onNeed={panels.need} {...(open.to ? { to: open.to } : {})} />
      ) : null}
      {open?.kind === 'edit' ? <EditSheet {...props} /> : null}
      {open?.kind === 'newContact' ? <ContactSheet {...props} /> : null}
      {open?.kind === 'contact' ? <ContactSheet {...props} contact={open.contact} /> : null}
      {open?.kind === 'dropContact' ? <DropContact {...props} contact={open.contact} /> : null}
      {open?.kind === 'sharedNumber' ? <ShareNumber {...props} channel={open.channel} /> : null}
      {open?.kind === 'assign' ? <AssignOne {...props} /> : null}
      {open?.kind === 'release' ? <ReleaseOne {...props} /> : null}
      {open?.kind === 'share' ? <ShareOne {...props} /> : null}
      {open?.kind === 'merge' ? (
        <MergeDialog
          pair={[customer]}
          onClose={close}
          onMerged={(record) => go(`/customers/${record.id}`, { replace: true })}
        />
      ) : null}
      {open?.kind === 'log' && LogTouch ? <LogTouch customerId={customer.id} onClose={close} /> : null}
      <ReceiptDrawer customerId={customer.id} open={open?.kind === 'receipts'} onClose={close} />
    </Suspense>
  )
}
