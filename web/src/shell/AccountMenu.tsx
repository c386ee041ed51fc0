import { Keyboard, LogOut, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { LanguageChoice, logOut, ThemeChoice } from '@/features/auth'
import { Go } from '@/ui/Go'
import { Kbd } from '@/ui/marks'
import m from './Menu.module.css'

/** Who is logged in, the look, the way out. */
export default function AccountMenu({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <>
      <div className={m.part}>
        <div className={m.item} style={{ height: 'auto', paddingBlock: 4 }}>
          <span>
            <b>{me.name}</b>
            <br />
            <small className="c3 f12">{me.email}</small>
          </span>
        </div>
      </div>
      <div className={m.part}>
        <div className={m.choice}>
          {t('ui.account.theme')}
          <ThemeChoice className={m.segments} />
        </div>
        <div className={m.choice}>
          {t('ui.account.language')}
          <LanguageChoice className={m.segments} />
        </div>
      </div>
      <div className={m.part}>
        <Go to="/account" className={m.item} onClick={onClose}>
          <UserRound size={15} aria-hidden />
          <span>{t('ui.account.open')}</span>
        </Go>
        <button
          type="button"
          className={m.item}
          onClick={() => {
            onClose()
            onKeys()
          }}
        >
          <Keyboard size={15} aria-hidden />
          <span>{t('ui.keys.title')}</span>
          <Kbd>?</Kbd>
        </button>
        <button type="button" className={m.item} onClick={() => void logOut()}>
          <LogOut size={15} aria-hidden />
          <span>{t('ui.account.logout')}</span>
        </button>
      </div>
    </>
  )
}
