import { Button } from 'antd'
import { LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { usePhone } from '@/lib/media'
import { Avatar } from '@/ui/marks'
import { PageHeader } from '@/ui/PageHeader'
import { Pane, Section } from '@/ui/Pane'
import s from './Account.module.css'
import { LanguageChoice, ThemeChoice } from './Choices'
import { PasswordForm } from './PasswordForm'
import { Sessions } from './Sessions'
import { logOut } from './session'
import { Tokens } from './Tokens'

/** One's own account: who, look, password, open sessions, API tokens. */
export default function AccountPage() {
  const { t } = useTranslation()
  const me = useMe()
  const phone = usePhone()
  return (
    <>
      <PageHeader
        title={t('ui.account.open')}
        {...(phone ? { back: '/inbox' } : {})}
        actions={
          <Button icon={<LogOut size={14} aria-hidden />} onClick={() => void logOut()}>
            {t('ui.account.logout')}
          </Button>
        }
      />
      <Pane>
        <div className={s.page}>
          <Section>
            <div className={s.who}>
              <Avatar name={me.name} size={44} />
              <div>
                <p className="b f16">{me.name}</p>
                <p className="c2 f13">{me.email}</p>
                <p className="c3 f13">
                  {[me.tenant.name, me.department?.name, ...me.roles.map((r) => t(`ui.role.${r}`))]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
            </div>
          </Section>
          <Section title={t('ui.account.look')}>
            <div className={s.choice}>
              <span>{t('ui.account.theme')}</span>
              <ThemeChoice className={s.segments} />
            </div>
            <div className={s.choice}>
              <span>{t('ui.account.language')}</span>
              <LanguageChoice className={s.segments} />
            </div>
          </Section>
          <PasswordForm />
          <Sessions />
          <Tokens />
        </div>
      </Pane>
    </>
  )
}
