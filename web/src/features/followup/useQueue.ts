// Today's queue as the page shows it: whose, filtered by an alarm, which line is chosen.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue } from 'react'
import { api, urlOf } from '@/api/client'
import { rememberFirst } from '@/api/first'
import { keys } from '@/api/keys'
import { useMe } from '@/api/queries'
import { type Schemas, withAll } from '@/api/types'
import { useDay } from '@/ui/useDay'
import { useUrl } from '@/ui/useUrl'
import { byLayer, firstLines, inAlarm } from './rules'
import { type AlarmKey, alarmKeys, followedFields, type Queue } from './types'

/** What the address says. */
export interface TodayUrl extends Record<string, string | undefined> {
  id?: string
  alarm?: string
  team?: string
  tab?: string
}

/** The queue was asked for these fields of its customers. */
const narrowed = (queue: Schemas['FollowupQueueViewPart']): Queue => ({
  ...queue,
  items: queue.items.map((item) => ({ ...item, customer: withAll(item.customer, followedFields) })),
})

const atFirst = 8

export type Today = ReturnType<typeof useToday>

export function useToday() {
  const me = useMe()
  const day = useDay()
  const [url, setUrl] = useUrl<TodayUrl>()
  const leads = me.scope !== 'own' && me.scope !== 'none'
  // Who leads others and has no customers of their own begins with the team.
  const team = leads && (url.team ? url.team === '1' : !me.roles.includes('rep'))
  const query = { ...(team ? { team: true } : {}), fields: [...followedFields] }
  const queue = useQuery({
    queryKey: keys.queue(query),
    queryFn: ({ signal, queryKey }) => {
      rememberFirst(queryKey, urlOf('/queue', { query }))
      return api.get('/queue', { params: { query }, signal })
    },
    select: narrowed,
    placeholderData: keepPreviousData,
    refetchInterval: 5 * 60_000,
  })
  const select = useCallback((id: string) => setUrl({ id }), [setUrl])
  const alarm = alarmKeys.find((key) => key === url.alarm)
  const all = queue.data?.items ?? []
  const shown = alarm ? all.filter((item) => inAlarm(item, alarm, day.now, day.zone)) : all
  const groups = byLayer(shown)
  const items = groups.flatMap((group) => group.items)
  // What a screen shows is drawn first, the rest right behind it.
  const whole = useDeferredValue(true, false)
  const chosen = items.find((item) => item.customer.id === url.id)
  return {
    queue,
    whole,
    groups: whole ? groups : firstLines(groups, atFirst),
    items,
    chosen,
    alarm,
    team,
    leads,
    url,
    setUrl,
    select,
    filter: (key: AlarmKey) => setUrl({ alarm: key === alarm ? '' : key, id: '' }),
  }
}
