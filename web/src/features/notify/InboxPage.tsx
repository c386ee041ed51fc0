import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '@/lib/media'
import { Go } from '@/ui/Go'
import { PageHeader } from '@/ui/PageHeader'
import { Pane } from '@/ui/Pane'
import { NoticeList } from './NoticeList'

/** All notices; on a phone also the way to the account. */
export default function InboxPage() {
  const { t } = useTranslation()
  const phone = usePhone()
  return (
    <>
      <PageHeader
        title={t('ui.notices.title')}
        actions={
          phone ? (
            <Go to="/account" className="row" style={{ minHeight: 44 }}>
              <UserRound size={18} aria-hidden />
              {t('ui.nav.account')}
            </Go>
          ) : null
        }
      />
      <Pane>
        <NoticeList />
      </Pane>
    </>
  )
}
