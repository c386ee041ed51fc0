// Writing down one contact: the draft, what is proposed next, saving.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { type ApiError, asApiError } from '@/api/problem'
import { useRefresh } from '@/api/stale'
import { offeredResults, type Result } from '@/api/words/touch'
import { among } from '@/lib/among'
import { dropDraft, readDraft, writeDraft } from '@/lib/draft'
import { toast } from '@/ui/toast'
import { useDay } from '@/ui/useDay'
import { calls, useCalls } from './callStore'
import {
  chosenNext,
  type Draft,
  emptyDraft,
  hasLength,
  laterPlan,
  missesTime,
  talkSince,
  touchBody,
} from './rules'
import type { FileRef, Followed } from './types'

const nameOf = (id: string) => `touch.${id}`

function useRhythm(id: string, draft: Draft) {
  const query = { customer: id, result: draft.result || undefined, temperature: draft.temperature }
  return useQuery({
    queryKey: ['rhythm', query],
    queryFn: ({ signal }) => api.get('/rhythm', { params: { query }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  }).data
}

function useDraft(customer: Followed) {
  const name = nameOf(customer.id)
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(customer), ...readDraft<Draft>(name) }))
  const touched = useRef(false)
  useEffect(() => {
    if (touched.current) writeDraft(name, draft)
  }, [name, draft])
  const change = useCallback((part: Partial<Draft>) => {
    touched.current = true
    setDraft((old) => ({ ...old, ...part }))
  }, [])
  const clear = () => {
    touched.current = false
    dropDraft(name)
    setDraft(emptyDraft({ ...customer, nextChannel: '' }))
  }
  return { draft, change, clear }
}

/** The call that was started for this customer proposes its start and length. */
function useCallOf(customer: Followed) {
  const { call } = useCalls()
  // A call of hours ago that nobody wrote down proposes nothing.
  return call?.customerId === customer.id && talkSince(call.startedAt, Date.now()) > 0 ? call : undefined
}

export type Touch = ReturnType<typeof useTouch>

export function useTouch(customer: Followed, onLogged?: () => void) {
  const { t } = useTranslation()
  const day = useDay()
  const refresh = useRefresh()
  const { draft, change, clear } = useDraft(customer)
  const call = useCallOf(customer)
  const rhythm = useRhythm(customer.id, draft)
  const [problem, setProblem] = useState('')
  const [twice, setTwice] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const later = laterPlan(customer.nextAt, day.now, day.zone) && draft.result !== 'do_not_contact'
  const next = chosenNext(draft, rhythm, later)

  const startedAt = call?.startedAt
  useEffect(() => {
    if (startedAt)
      change({ channel: 'call', at: new Date(startedAt).toISOString(), contactId: call?.contactId ?? '' })
  }, [startedAt, call?.contactId, change])

  const choose = (result: Result) => {
    setProblem('')
    // A proposal belongs to a result: another result proposes anew.
    const proposed: Partial<Draft> = draft.next && draft.next !== 'keep' ? { next: undefined } : {}
    const length =
      startedAt && hasLength(draft.channel, result) ? { seconds: talkSince(startedAt, Date.now()) } : {}
    change({
      result: draft.result === result ? '' : result,
      ...proposed,
      ...(draft.seconds > 0 ? {} : length),
    })
  }
  const setChannel = (channel: Draft['channel']) =>
    change({
      channel,
      result: among(offeredResults[channel], draft.result) ? draft.result : '',
    })

  const gap = () => {
    if (!draft.result) return t('touch.needResult')
    return missesTime(draft, rhythm, next) ? t('touch.needTime') : ''
  }
  const said = () => {
    const at = next === 'keep' ? customer.nextAt : next
    return at
      ? t('touch.loggedNext', { name: customer.name, at: `${day.day(at)} ${day.time(at)}` })
      : t('touch.logged', { name: customer.name })
  }
  const send = async (confirmTwice: boolean) => {
    const { result } = draft
    if (!result) return
    const body = touchBody({ ...draft, result }, next, customer.temperature)
    await api.post('/customers/{id}/touches', {
      params: { path: { id: customer.id } },
      body: {
        ...body,
        ...(confirmTwice ? { confirmTwice } : {}),
      },
    })
    toast(said())
    clear()
    if (call) calls.ended()
    setTwice(undefined)
    onLogged?.()
    refresh('touch', customer.id)
  }
  const save = async () => {
    const missing = gap()
    setProblem(missing)
    if (missing || busy) return
    setBusy(true)
    try {
      await send(false)
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.code === 'touch.twice_today') setTwice(error)
      else setProblem(error.offline ? t('touch.offline') : error.message)
    } finally {
      setBusy(false)
    }
  }
  const attach = async (files: Iterable<File>) => {
    const up: FileRef[] = []
    try {
      for (const file of files) up.push(await api.post('/files', { body: { file } }))
    } catch (thrown) {
      setProblem(asApiError(thrown).message)
    }
    if (up.length > 0) change({ files: [...draft.files, ...up] })
  }
  return {
    customer,
    draft,
    change,
    choose,
    setChannel,
    rhythm,
    later,
    next,
    call,
    problem,
    twice,
    busy,
    save,
    attach,
    confirmTwice: () => send(true),
    closeTwice: () => setTwice(undefined),
  }
}
