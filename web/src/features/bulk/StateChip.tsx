import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from '@/ui/marks'
import type { Import, ImportState } from './types'

const tones: Record<ImportState, Tone> = {
  mapped: 'amber',
  running: 'ink',
  done: 'green',
  failed: 'red',
  undoing: 'ink',
  undone: 'none',
}

/** How far an import is, in a word; a number while it moves. */
export function StateChip({ imp }: { imp: Import }) {
  const { t } = useTranslation()
  const share = imp.total > 0 ? Math.floor((imp.rowsRead / imp.total) * 100) : 0
  return (
    <Chip tone={tones[imp.state]}>
      {t(`import.state.${imp.state}`)}
      {imp.state === 'running' ? ` ${share}%` : null}
    </Chip>
  )
}
