import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import type { Import } from './types'
import { useImportActs } from './useImports'

/** Takes a whole import back; who was worked on since stays. */
export function UndoDialog({ imp, onClose }: { imp: Import; onClose: () => void }) {
  const { t } = useTranslation()
  const { undo } = useImportActs(imp.id)
  return (
    <ConfirmDialog
      open
      danger
      title={t('bulk.undo.title', { file: imp.file })}
      text={t('bulk.undo.text', {
        create: imp.counts.create.toLocaleString('en'),
        update: imp.counts.update.toLocaleString('en'),
      })}
      act={t('bulk.undo.act')}
      onConfirm={async () => {
        await undo.mutateAsync(undefined)
        onClose()
      }}
      onClose={onClose}
    />
  )
}
