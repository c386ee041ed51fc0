// The buttons at the top of the list: import, export, new.

import { Button, Dropdown } from 'antd'
import { Download, Plus, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '@/api/client'
import { useMay } from '@/api/queries'
import { useNarrow, usePhone } from '@/lib/media'
import { useOpens } from '@/shell/nav'
import { useGo } from '@/ui/Go'
import { Kbd } from '@/ui/marks'
import { insidePage } from '../popup'
import { archivedId, type ListState } from './views'

const icon = { size: 14, strokeWidth: 1.8, 'aria-hidden': true } as const

export function ListActs({ state, q, onNew }: { state: ListState; q: string; onNew: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const opens = useOpens()
  const go = useGo()
  const phone = usePhone()
  const narrow = useNarrow()
  const imports = opens('/import')
  return (
    <>
      {imports && !phone ? (
        <Button
          type="text"
          icon={<Upload {...icon} />}
          aria-label={t('customer.list.import')}
          onClick={() => go('/import')}
        >
          {narrow ? null : t('customer.list.import')}
        </Button>
      ) : null}
      {may('customer.export') && !phone && state.view?.id !== archivedId ? (
        <ExportButton state={state} q={q} words={!narrow} />
      ) : null}
      {may('customer.create') ? (
        <Button type="primary" icon={<Plus {...icon} />} onClick={onNew}>
          {t('customer.new.act')}
          <Kbd>N</Kbd>
        </Button>
      ) : null}
    </>
  )
}

function ExportButton({ state, q, words }: { state: ListState; q: string; words: boolean }) {
  const { t } = useTranslation()
  const link = (format: 'csv' | 'xlsx') => (
    <a href={urlOf('/export', { query: { filter: state.filter, q, format } })} download>
      {t(`customer.list.export.${format}`)}
    </a>
  )
  const items = [
    { key: 'xlsx', label: link('xlsx') },
    { key: 'csv', label: link('csv') },
  ]
  return (
    <Dropdown getPopupContainer={insidePage} menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<Download {...icon} />} aria-label={t('customer.list.export')}>
        {words ? t('customer.list.export') : null}
      </Button>
    </Dropdown>
  )
}
