import { Switch } from 'antd'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { prefs, usePref } from '@/lib/prefs'
import { IconButton } from '@/ui/IconButton'
import type { ReadyAction } from './actions'
import s from './KeyHelp.module.css'
import { Modal } from './Modal'
import { useNav } from './nav'

type Line = [keys: string, words: string]

/** Every key, in groups. */
export default function KeyHelp({ actions, onClose }: { actions: ReadyAction[]; onClose: () => void }) {
  const { t } = useTranslation()
  const nav = useNav()
  const on = usePref(prefs.letterKeys)
  const label = useId()
  const groups: [string, Line[]][] = [
    [
      t('ui.keys.anywhere'),
      [
        ['Ctrl K', t('ui.palette.open')],
        ['?', t('ui.keys.title')],
        ['Z', t('ui.undo')],
        ['Esc', t('ui.back')],
        ['Ctrl ↵', t('ui.save')],
        ...actions.flatMap<Line>((a) => (a.hotkey ? [[a.hotkey.toUpperCase(), t(a.label)]] : [])),
      ],
    ],
    [
      t('ui.keys.go'),
      nav.flatMap<Line>((n) => (n.hotkey ? [[`G ${n.hotkey.toUpperCase()}`, t(n.label)]] : [])),
    ],
    [
      t('ui.keys.lists'),
      [
        ['J K', t('ui.key.move')],
        ['↵', t('ui.key.open')],
        ['X', t('ui.key.pick')],
        ['/', t('ui.key.filter')],
        ['N', t('ui.key.new')],
      ],
    ],
    [
      t('ui.keys.customer'),
      [
        ['C', t('ui.key.call')],
        ['1–8', t('ui.key.result')],
        ['T', t('ui.key.text')],
        ['M', t('ui.key.moveLayer')],
        ['S', t('ui.key.plan')],
        ['A', t('ui.key.assign')],
        ['E', t('ui.key.edit')],
      ],
    ],
  ]
  return (
    <Modal label={t('ui.keys.title')} onClose={onClose}>
      <header className={s.head}>
        <h2>{t('ui.keys.title')}</h2>
        <IconButton icon={X} label={t('ui.close')} onClick={onClose} />
      </header>
      <div className={s.body}>
        {groups
          .filter(([, lines]) => lines.length > 0)
          .map(([name, lines]) => (
            <section key={name}>
              <h3>{name}</h3>
              <ul>
                {lines.map(([key, words]) => (
                  <li key={key}>
                    {words}
                    <span className="row" style={{ gap: 4 }}>
                      {key.split(' ').map((k) => (
                        <kbd key={k}>{k}</kbd>
                      ))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
      <footer className={s.foot}>
        <span className="grow" id={label}>
          {t('ui.keys.letters')}
        </span>
        <Switch size="small" checked={on} onChange={prefs.setLetterKeys} aria-labelledby={label} />
      </footer>
    </Modal>
  )
}
