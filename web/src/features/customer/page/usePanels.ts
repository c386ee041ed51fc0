// Which dialog or drawer of the customer's page is open.
import { useState } from 'react'
import type { Layer } from '@/api/types'
import type { DealAct } from '../slots'
import type { Contact, ContactChannel, NeedAction } from '../types'

export type Panel =
  | { kind: 'edit' }
  | { kind: 'move'; to?: Layer }
  | {
      kind:
        | 'assign'
        | 'release'
        | 'merge'
        | 'archive'
        | 'receipts'
        | 'share'
        | 'contacts'
        | 'log'
        | 'needs'
        | 'newContact'
    }
  | { kind: 'contact'; contact: Contact }
  | { kind: 'dropContact'; contact: Contact }
  | { kind: 'sharedNumber'; channel: ContactChannel }

export interface Panels {
  open: Panel | undefined
  show: (panel: Panel) => void
  close: () => void
  /** Leads to where a missing requirement is filled in. */
  need: (action: NeedAction) => void
  /** A deal form to open, until it was. */
  deal: DealAct | undefined
  dealt: () => void
}

export function usePanels(toDeals: () => void, toTouch: () => void): Panels {
  const [open, setOpen] = useState<Panel>()
  const [deal, setDeal] = useState<DealAct>()
  return {
    open,
    show: setOpen,
    close: () => setOpen(undefined),
    deal,
    dealt: () => setDeal(undefined),
    need: (action) => {
      if (action === 'edit') setOpen({ kind: 'edit' })
      else if (action === 'touch' || action === 'plan') toTouch()
      else {
        setDeal(action)
        toDeals()
      }
    },
  }
}
