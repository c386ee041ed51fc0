import { Check, CircleAlert, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { Kbd } from './marks'
import s from './Toasts.module.css'
import { dismiss, undoLast, useToasts } from './toast'
import { useHotkeys } from './useHotkeys'

/** Shows the toasts; stands once, in the shell. */
export function Toasts() {
  const { t } = useTranslation()
  const toasts = useToasts()
  useHotkeys({ z: undoLast }, { level: 'shell', enabled: toasts.some((item) => item.undo) })
  return (
    <div className={s.box} role="status" aria-live="polite">
      {toasts.map((item) => (
        <div key={item.id} className={cx(s.toast, item.undo && s.undo, item.tone === 'refused' && s.refused)}>
          {item.tone === 'refused' ? <CircleAlert size={16} aria-hidden /> : <Check size={16} aria-hidden />}
          <span className="grow">{item.text}</span>
          {item.undo ? (
            <>
              <button
                type="button"
                className="on-solid"
                onClick={() => {
                  dismiss(item.id)
                  item.undo?.()
                }}
              >
                <Undo2 size={14} aria-hidden />
                {t('ui.undo')}
                <Kbd>Z</Kbd>
              </button>
              <i aria-hidden />
            </>
          ) : null}
        </div>
      ))}
    </div>
  )
}
