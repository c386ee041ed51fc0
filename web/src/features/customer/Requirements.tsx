// What an entry standard asks for: ticks for what is there, gaps with the way to close them.
import { Check, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import s from './customer.module.css'
import type { Need, NeedAction } from './types'

interface Props {
  have: Need[]
  missing: Need[]
  /** Leads to where a gap is closed; absent: the gaps have no links. */
  onNeed?: ((action: NeedAction) => void) | undefined
}

export function Requirements({ have, missing, onNeed }: Props) {
  const { t } = useTranslation()
  return (
    <ul className={s.needs}>
      {have.map((need) => (
        <li key={need.layer + need.code} className={s.met}>
          <Check size={14} strokeWidth={2.4} aria-hidden />
          <span className="vh">{t('customer.need.met')}</span>
          <span>{need.detail}</span>
        </li>
      ))}
      {missing.map((need) => (
        <li key={need.layer + need.code}>
          <CircleDashed size={14} aria-hidden />
          <span className="vh">{t('customer.need.missing')}</span>
          <span>{need.detail}</span>
          {onNeed && need.action ? (
            <button type="button" className="lnk" onClick={() => onNeed(need.action as NeedAction)}>
              {t(`customer.need.act.${need.action}`)}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
