// The shapes of the import routes.
import type { Ref } from '@/api/types'

export type ImportState = 'mapped' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'
export type Outcome = 'created' | 'updated' | 'duplicate' | 'rejected'
export type Duplicates = 'skip' | 'fill' | 'overwrite' | 'new'
export type DateOrder = 'ymd' | 'dmy' | 'mdy'
export type CustomKind = 'text' | 'number' | 'date' | 'choice'

export interface Counts {
  create: number
  update: number
  duplicate: number
  reject: number
}

/** What was found out about the file. */
export interface Detected {
  format: 'csv' | 'xlsx' | 'xls' | 'vcard'
  encoding?: string
  delimiter?: string
  sheet?: string
  sheets?: string[]
  headerRow: number
  rows: number
  repaired: number
  dateOrder: DateOrder
  /** The days can be read in one way only. */
  dateSure: boolean
  region: string
  /** All countries under which the numbers make sense. */
  regions: string[]
}

export interface FoundColumn {
  index: number
  header: string
  sample: string[] | null
  filled: number
  target: string
  auto: boolean
  kind: CustomKind
  order?: DateOrder | ''
}

/** What a column becomes. */
export interface Column {
  target: string
  label?: string
  kind?: CustomKind | ''
  order?: DateOrder | ''
}

export interface Target {
  key: string
  label: string
  kind: 'field' | 'custom' | 'touch' | 'none'
  many: boolean
}

export interface Options {
  encoding?: string
  delimiter?: string
  sheet?: string
  headerRow?: number
  columns: Column[]
  name?: string
  touchAt?: string
  duplicates: Duplicates
  sameName?: boolean
  kind: 'company' | 'person'
  externalSource?: string
  source?: string
  tags?: string[]
  region: string
  poolId?: string
  ownerId?: string
  owners?: Record<string, string>
  values?: Record<string, Record<string, string>>
  blank?: string[]
}

export interface Fix {
  kind: 'blank' | 'value' | 'merge'
  text?: string
  to?: string
  options: Partial<Options>
}

/** One reason with all its rows. */
export interface Group {
  code: string
  target?: string
  detail: string
  count: number
  sample: string[]
  rows: number[]
  fix?: Fix | null
}

export interface PreviewRow {
  row: number
  outcome: Outcome
  values: Record<string, string>
  filled?: string[] | null
  errors?: { column: number; target?: string; code: string; text?: string }[] | null
  detail?: string
  customerId?: string
}

export interface OwnerChoice {
  name: string
  count: number
  /** null: nobody, the rows go to the pool. */
  personId: string | null
}

/** What a dry run found; nothing was written. */
export interface Preview {
  counts: Counts
  rows: PreviewRow[]
  errors: Group[]
  notes: Group[]
  owners: OwnerChoice[]
  possible: number
  /** About how many rows more are in the library already, of customers whose numbers one does not see. */
  elsewhere: number
  /** The hour's questions for full numbers are used up. */
  withheld: boolean
  partial: boolean
  tried: number
  millis: number
}

export interface UndoState {
  removed: number
  restored: number
  kept: Ref[] | null
  keptMore: number
}

/** A line of GET /imports; GET /imports/{id} has the rest, too. */
export interface Import {
  id: string
  file: string
  state: ImportState
  message?: string
  rowsRead: number
  total: number
  counts: Counts
  by: Ref
  createdAt: string
  startedAt: string | null
  doneAt: string | null
  undoUntil: string | null
  undo?: UndoState | null
  detected?: Detected
  columns?: FoundColumn[]
  targets?: Target[]
  options?: Options
  preview?: Preview | null
  version: number
}

/** An import with everything its page needs. */
export type ImportFull = Import & Required<Pick<Import, 'detected' | 'columns' | 'targets' | 'options'>>
