// A form over a record that somebody else may change meanwhile: whoever saves
// over a newer version sees both before deciding.
import { type ReactNode, useMemo, useState } from 'react'
import { type ApiError, asApiError } from '@/api/problem'
import { ConflictDialog } from '@/ui/ConflictDialog'
import { type FormField, RecordForm } from '@/ui/RecordForm'

interface Props<R extends { version: number }, V extends object> {
  record: R
  /** Whether what a refusal carries is such a record. */
  isRecord: (state: ApiError['state']) => R | undefined
  valuesOf: (record: R) => V
  fields: FormField[]
  save: (changed: Partial<V>, version: number) => Promise<unknown>
  /** A value in words, for the comparison. */
  words: (name: keyof V & string, value: unknown, record: R) => ReactNode
  onClose: () => void
}

export function Versioned<R extends { version: number }, V extends object>(props: Props<R, V>) {
  const { record, isRecord, valuesOf, fields, save, words, onClose } = props
  const [begun, setBegun] = useState(record)
  const [conflict, setConflict] = useState<{ now: R; mine: Partial<V> }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a function of the record alone
  const initial = useMemo(() => valuesOf(begun), [begun])
  const send = async (mine: Partial<V>, version: number) => {
    try {
      await save(mine, version)
    } catch (error) {
      const problem = asApiError(error)
      const now = isRecord(problem.state)
      if (problem.conflict && now) setConflict({ now, mine })
      throw error
    }
  }
  const label = (name: string) => fields.find((f) => f.name === name)?.label ?? name
  return (
    <>
      <RecordForm<V>
        key={begun.version}
        fields={fields}
        initial={initial}
        onCancel={onClose}
        onSave={async (_, changed) =>
          Object.keys(changed).length === 0 ? onClose() : send(changed, begun.version)
        }
      />
      {conflict ? (
        <ConflictDialog
          open
          rows={Object.keys(conflict.mine).map((key) => {
            const name = key as keyof V & string
            return {
              label: label(name),
              now: words(name, valuesOf(conflict.now)[name], conflict.now),
              yours: words(name, conflict.mine[name], conflict.now),
            }
          })}
          onTakeNow={() => {
            setBegun(conflict.now)
            setConflict(undefined)
          }}
          onKeepMine={() => {
            const { mine, now } = conflict
            setConflict(undefined)
            // Refused again, the dialog opens again.
            send(mine, now.version).catch(() => {})
          }}
          onClose={() => setConflict(undefined)}
        />
      ) : null}
    </>
  )
}
