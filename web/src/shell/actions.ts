import { actions, type GlobalAction } from '@/actions'
import { useMay } from '@/api/queries'
import { useGo } from '@/ui/Go'

/** An action whose sheet is open. */
export interface Started {
  action: GlobalAction
  customerId?: string | undefined
}

export type ReadyAction = GlobalAction & { start: (customerId?: string) => void }

/** The actions the reader may use, ready to start. */
export function useActions(open: (started: Started) => void): ReadyAction[] {
  const may = useMay()
  const go = useGo()
  return actions
    .filter((action) => !action.permission || may(action.permission))
    .map((action) => ({
      ...action,
      start: (customerId) => (action.to ? go(action.to) : open({ action, customerId })),
    }))
}
