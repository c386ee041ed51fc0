import { type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import s from './BulkBar.module.css'
import { Kbd } from './marks'
import { useHotkeys } from './useHotkeys'

export interface BulkAction {
  key: string
  label: string
  icon?: LucideIcon
  /** The letter that does it, printed on the button. */
  hotkey?: string
  run: () => void
}

/** Floats over a table while rows are selected. Stands inside a positioned box. */
export function BulkBar({
  text,
  actions,
  onClear,
}: {
  /** "已选 3 位" */
  text: ReactNode
  actions: BulkAction[]
  onClear: () => void
}) {
  const { t } = useTranslation()
  useHotkeys(
    Object.fromEntries(actions.flatMap((a) => (a.hotkey ? [[a.hotkey.toLowerCase(), a.run]] : []))),
    { level: 'page' },
  )
  return (
    <div className={`${s.bar} on-solid`} role="toolbar" aria-label={t('ui.bulk.label')}>
      <b role="status">{text}</b>
      {actions.map(({ key, label, icon: Icon, hotkey, run }) => (
        <button key={key} type="button" onClick={run}>
          {Icon ? <Icon size={14} aria-hidden /> : null}
          {label}
          {hotkey ? <Kbd>{hotkey.toUpperCase()}</Kbd> : null}
        </button>
      ))}
      <i aria-hidden />
      <button type="button" title={t('ui.bulk.clear')} onClick={onClear}>
        <X size={15} aria-hidden />
        <span className="vh">{t('ui.bulk.clear')}</span>
        <Kbd>Esc</Kbd>
      </button>
    </div>
  )
}
