import { useTranslation } from 'react-i18next'
import { NoticeList } from '@/features/notify'
import { Go } from '@/ui/Go'
import m from './Menu.module.css'

/** The latest notices, beside the bell. */
export default function Notices({ onOpened }: { onOpened: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <div className={m.list}>
        <NoticeList onOpened={onOpened} />
      </div>
      <footer className={m.foot}>
        <Go to="/inbox" onClick={onOpened}>
          {t('ui.notices.all')}
        </Go>
      </footer>
    </>
  )
}
