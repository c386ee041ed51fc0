import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { toast, toastRefused, toastUndo } from '@/ui/toast'
import { type ApiError, asApiError } from './problem'

interface Options<In, Out> {
  /** What is old after it: keys or first parts of keys. */
  invalidates?: QueryKey[]
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
 * const claim = useAct((id: string) => api.post('/customers/{id}/claim', { params: { path: { id } } }), { invalidates: [['pool']], done: t('...') })
 */
export function useAct<In, Out>(act: (input: In) => Promise<Out>, options: Options<In, Out> = {}) {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all((options.invalidates ?? []).map((queryKey) => client.invalidateQueries({ queryKey })))
  return useMutation<Out, unknown, In>({
    mutationFn: act,
    onSuccess: (out, input) => {
      void refresh()
      const text = typeof options.done === 'function' ? options.done(out, input) : options.done
      const { undo } = options
      if (text && undo)
        toastUndo(text, () => {
          undo(out, input)
            .then(refresh)
            .catch((error) => toastRefused(asApiError(error).message))
        })
      else if (text) toast(text)
      options.onDone?.(out, input)
    },
    onError: (error, input) => {
      const problem = asApiError(error)
      if (problem.conflict || problem.missing) void refresh()
      if (!options.onRefused?.(problem, input)) toastRefused(problem.message)
    },
  })
}
