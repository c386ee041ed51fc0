// Names for what the import routes send and take.
import type { Schemas } from '@/api/types'

/** A line of the list of imports; one import has the rest, too. */
export type Import = Schemas['BulkView']
export type ImportState = Import['state']
export type PreviewRow = Schemas['BulkPreviewRow']
export type Outcome = PreviewRow['outcome']
export type Counts = Schemas['BulkCounts']
/** What was found out about the file. */
export type Detected = Schemas['BulkDetected']
export type DateOrder = Detected['dateOrder']
export type FoundColumn = Schemas['BulkFoundColumn']
export type CustomKind = FoundColumn['kind']
/** What a column becomes. */
export type Column = Schemas['BulkColumn']
export type Target = Schemas['BulkTargetView']
export type Options = Schemas['BulkOptions']
/** Some of the options; what is left out stays. */
export type Patch = Schemas['BulkOptionsChanges']
export type Duplicates = Options['duplicates']
export type Fix = Schemas['BulkFix']
/** One reason with all its rows. */
export type Group = Schemas['BulkGroup']
export type OwnerChoice = Schemas['BulkOwnerChoice']
/** What a dry run found; nothing was written. */
export type Preview = Schemas['BulkPreview']
export type UndoState = Schemas['BulkUndoState']

type Whole = 'detected' | 'columns' | 'targets' | 'options'
/** An import with everything its page needs. */
export type ImportFull = Import & Required<Pick<Import, Whole>>

/** Whether an answer has what only the page of one import has. */
export const isWhole = (imp: Import): imp is ImportFull =>
  Boolean(imp.detected && imp.columns && imp.targets && imp.options)

export function whole(imp: Import): ImportFull {
  if (!isWhole(imp)) throw new Error(`import ${imp.id} without its file`)
  return imp
}
