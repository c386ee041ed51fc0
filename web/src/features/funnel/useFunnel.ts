// What is looked at: whose funnel, over which days; all of it in the address.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, urlOf } from '@/api/client'
import { rememberFirst } from '@/api/first'
import { keys } from '@/api/keys'
import { departmentsQuery, useMay, useMe } from '@/api/queries'
import { useDay } from '@/ui/useDay'
import { useUrl } from '@/ui/useUrl'
import { isPeriod, type PeriodKey, type Span, spanOf } from './period'
import type { Reach } from './rows'
import type { Exception } from './types'

export const tabs = ['board', 'data', 'ideal'] as const
export type Tab = (typeof tabs)[number]

export type FunnelUrl = {
  owner?: string
  department?: string
  period?: string
  from?: string
  to?: string
  tab?: string
}

export interface Funnel {
  url: FunnelUrl
  setUrl: (change: Partial<FunnelUrl>) => void
  tab: Tab
  tabs: Tab[]
  period: PeriodKey
  span: Span
  /** Whose; for GET /funnel/board. */
  whose: { owner?: string; department?: string }
  reach: Reach
  /** May look at others than oneself. */
  wide: boolean
  /** May choose among departments. */
  departments: boolean
  today: string
}

export function useFunnel(): Funnel {
  const [url, setUrl] = useUrl<FunnelUrl>()
  const me = useMe()
  const may = useMay()
  const day = useDay()
  const today = day.key(day.now)
  const period = isPeriod(url.period) ? url.period : 'thisMonth'
  const span = spanOf(period, today, {
    ...(url.from ? { from: url.from } : {}),
    ...(url.to ? { to: url.to } : {}),
  })
  const open: Tab[] = may('funnel.write') ? ['board', 'data', 'ideal'] : ['board', 'data']
  const wide = me.scope !== 'own' && me.scope !== 'none'
  const root = useQuery({ ...departmentsQuery, enabled: wide }).data?.find((d) => !d.parentId)?.id
  const department = url.department === root ? undefined : url.department
  return {
    url,
    setUrl,
    tab: open.find((tab) => tab === url.tab) ?? 'board',
    tabs: open,
    period,
    span,
    whose: {
      ...(url.owner ? { owner: url.owner } : {}),
      ...(url.department ? { department: url.department } : {}),
    },
    reach: { owner: url.owner, department, mine: !wide },
    wide,
    departments: me.scope === 'all' || me.scope === 'subtree',
    today,
  }
}

/** The figures; the old ones stay until the new ones are there. */
export function useReport({ whose, span }: Funnel) {
  const query = { ...whose, ...span }
  return useQuery({
    queryKey: keys.funnel(query),
    queryFn: ({ signal, queryKey }) => {
      rememberFirst(queryKey, urlOf('/funnel', { query }))
      return api.get('/funnel', { params: { query }, signal })
    },
    placeholderData: keepPreviousData,
  })
}

/** What stands out in them, the worst first. */
export function useExceptions({ whose, span }: Funnel): Exception[] {
  const query = { ...whose, ...span }
  const { data } = useQuery({
    queryKey: ['funnel', 'exceptions', query],
    queryFn: ({ signal }) => api.get('/funnel/exceptions', { params: { query }, signal }),
    placeholderData: keepPreviousData,
  })
  return data?.items ?? []
}
