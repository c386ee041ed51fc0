// Reading and changing imports.
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '@/api/client'
import { type ApiError, asApiError } from '@/api/problem'
import { useAct } from '@/api/useAct'
import { rereads, withPatch } from './options'
import { type Import, type ImportFull, type Options, type Patch, whole } from './types'

export const importKey = (id: string) => ['import', id] as const

const moving = (imp: Import | undefined) => imp?.state === 'running' || imp?.state === 'undoing'

/** One import; asked for again each second while it moves. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: importKey(id),
    queryFn: async ({ signal }) =>
      whole(await api.get('/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (moving(query.state.data) ? 1000 : false),
  })

export interface Adjust {
  /** The options as decided, sent or not. */
  options: Options
  change: (patch: Patch) => void
  /** The dry run shown is older than the options. */
  waiting: boolean
  /** Why the options were refused. */
  refused: ApiError | undefined
  /** Back to what the server has. */
  drop: () => void
}

const pause = 500

/** Sends changed options after a pause, one request at a time; each answer is a new dry run. */
export function useAdjust(imp: ImportFull): Adjust {
  const client = useQueryClient()
  const [unsent, setUnsent] = useState<Patch>({})
  const [refused, setRefused] = useState<ApiError>()
  const waiting = useRef<Patch>({})
  const sending = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { id } = imp

  const put = useCallback((patch: Patch) => {
    waiting.current = patch
    setUnsent(patch)
  }, [])
  const send = useCallback(async () => {
    const patch = waiting.current
    if (sending.current || Object.keys(patch).length === 0) return
    sending.current = true
    try {
      const next = await api.patch('/imports/{id}', { params: { path: { id } }, body: { options: patch } })
      client.setQueryData(importKey(id), next)
      if (waiting.current === patch) put({})
    } catch (error) {
      if (waiting.current === patch) setRefused(asApiError(error))
    } finally {
      sending.current = false
      if (waiting.current !== patch) void send()
    }
  }, [client, id, put])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void send()
    },
    [send],
  )
  const change = (patch: Patch) => {
    put(withPatch(waiting.current, patch))
    setRefused(undefined)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void send(), rereads(patch) ? 0 : pause)
  }
  const drop = () => {
    put({})
    setRefused(undefined)
  }
  return {
    options: { ...imp.options, ...unsent },
    change,
    waiting: Object.keys(unsent).length > 0 && refused === undefined,
    refused,
    drop,
  }
}

/** Begins or goes on with a run, takes one back, or forgets it. */
export function useImportActs(id: string) {
  const client = useQueryClient()
  const keep = (brief: Import) =>
    client.setQueryData(importKey(id), (old: ImportFull | undefined) => (old ? { ...old, ...brief } : old))
  const run = useAct(() => api.post('/imports/{id}/run', { params: { path: { id } } }), {
    changes: 'import',
    onDone: keep,
  })
  const undo = useAct(() => api.post('/imports/{id}/undo', { params: { path: { id } } }), {
    changes: 'import',
    onDone: keep,
    onRefused: () => true,
  })
  return { run, undo }
}
