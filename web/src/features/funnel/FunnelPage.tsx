// /funnel: where the customers stand, what moves and what does not.
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '@/lib/media'
import { IconButton } from '@/ui/IconButton'
import { PageHeader } from '@/ui/PageHeader'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import { BoardTab } from './BoardTab'
import s from './funnel.module.css'
import { PhoneFunnel } from './PhoneFunnel'
import { CustomDays, Scope, TabSwitch, useScopeWords } from './Scope'
import { type Funnel, useFunnel, useReport } from './useFunnel'

const DataTab = lazy(() => import('./DataTab'))
const TemplateTab = lazy(() => import('./TemplateTab'))

export default function FunnelPage() {
  const { t } = useTranslation()
  const phone = usePhone()
  const of = useFunnel()
  return (
    <>
      <PageHeader
        title={t('funnel.title')}
        actions={
          phone ? (
            <>
              <TabSwitch of={of} />
              <PhoneScope of={of} />
            </>
          ) : (
            <>
              {of.tab === 'ideal' ? null : <Scope of={of} />}
              <TabSwitch of={of} />
            </>
          )
        }
      />
      {of.tab === 'ideal' || phone ? null : <CustomDays of={of} />}
      <Suspense fallback={<Skeleton />}>
        {of.tab === 'ideal' ? <TemplateTab /> : <Figures of={of} />}
      </Suspense>
    </>
  )
}

function Figures({ of }: { of: Funnel }) {
  const phone = usePhone()
  const report = useReport(of)
  if (report.isPending) return <Skeleton />
  if (report.error && !report.data)
    return <ErrorState error={report.error} onRetry={() => void report.refetch()} />
  if (!report.data) return null
  if (of.tab === 'data') return <DataTab of={of} report={report.data} />
  return phone ? <PhoneFunnel of={of} report={report.data} /> : <BoardTab of={of} report={report.data} />
}

/** On a phone the selects are behind one button; what they say stands under the title. */
function PhoneScope({ of }: { of: Funnel }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const words = useScopeWords(of)
  return (
    <>
      <IconButton icon={SlidersHorizontal} label={t('funnel.scope')} onClick={() => setOpen(true)} />
      <Sheet title={t('funnel.scope')} open={open} onClose={() => setOpen(false)}>
        <p className="c3">{words}</p>
        <div className={s.stack}>
          <Scope of={of} stacked />
          <CustomDays of={of} />
        </div>
      </Sheet>
    </>
  )
}
