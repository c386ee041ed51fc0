import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast, toastRefused, toastUndo } from '@/ui/toast'
import { type ApiError, asApiError } from './problem'
import { markStale, type Topic } from './stale'

interface Options<In, Out> {
  /** What it changes, and of which customer: what is old after it. */
  changes?: Topic
  customerId?: string
  /** One line at the bottom left when it is done. */
  done?: string | ((out: Out, input: In) => string | undefined)
  /** Takes it back; the line then offers it for ten seconds. */
  undo?: (out: Out, input: In) => Promise<unknown>
  onDone?: (out: Out, input: In) => void
  /** Deal with a refusal (missing requirements, conflict); true means dealt with. */
  onRefused?: (error: ApiError, input: In) => boolean | undefined
}

/**
 * A button's act: calls, refreshes what changed, says so, offers undo.
 * const claim = useAct((id: string) => api.post('/customers/{id}/claim', { params: { path: { id } } }), { changes: 'hold', done: t('...') })
 */
export function useAct<In, Out>(act: (input: In) => Promise<Out>, options: Options<In, Out> = {}) {
  const client = useQueryClient()
  const { changes: topic, customerId } = options
  const again = async () => topic && markStale(client, [{ topic, customerId }])
  return useMutation<Out, unknown, In>({
    mutationFn: act,
    onSuccess: (out, input) => {
      void again()
      const text = typeof options.done === 'function' ? options.done(out, input) : options.done
      const { undo } = options
      if (text && undo)
        toastUndo(text, () => {
          undo(out, input)
            .then(again)
            .catch((error) => toastRefused(asApiError(error).message))
        })
      else if (text) toast(text)
      options.onDone?.(out, input)
    },
    onError: (error, input) => {
      const problem = asApiError(error)
      if (problem.conflict || problem.missing) void again()
      if (!options.onRefused?.(problem, input)) toastRefused(problem.message)
    },
  })
}
