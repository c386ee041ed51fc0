import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import s from './Chooser.module.css'
import { Kbd } from './marks'
import { useHotkeys } from './useHotkeys'

export interface Choice {
  value: string
  label: ReactNode
  /** Where it stands now; cannot be chosen. */
  current?: boolean
}

interface Props {
  title: ReactNode
  options: Choice[]
  onChoose: (value: string) => void
  onClose: () => void
}

/** A short list to choose one of, by number key too. */
export function Chooser({ title, options, onChoose, onClose }: Props) {
  const { t } = useTranslation()
  const byNumber = options
    .slice(0, 9)
    .flatMap(({ value, current }, i) => (current ? [] : [[String(i + 1), () => onChoose(value)]]))
  useHotkeys(Object.fromEntries(byNumber), { level: 'dialog' })
  return (
    <Modal open title={title} width={360} footer={null} closable={false} onCancel={onClose}>
      <ul className={s.list}>
        {options.map(({ value, label, current }, i) => (
          <li key={value}>
            <button type="button" disabled={current} onClick={() => onChoose(value)}>
              {i < 9 ? <Kbd>{i + 1}</Kbd> : null}
              <span>{label}</span>
              {current ? <small>{t('ui.board.here')}</small> : null}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
