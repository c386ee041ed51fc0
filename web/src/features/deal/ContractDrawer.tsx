// A contract beside the list: payments, what is missing, and the acts on it.
// The forms take the place of the facts: never a drawer on a drawer.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useMay } from '@/api/queries'
import { money } from '@/lib/money'
import { Go } from '@/ui/Go'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import { ContractMeta, Gaps, PaidBar, Payments } from './ContractBody'
import s from './deal.module.css'
import type { Gap } from './gaps'
import { AcceptanceForm, PaymentForm } from './MoneyForms'
import { CorrectForm } from './SignSheet'
import type { Contract } from './types'

type Mode = 'look' | 'payment' | 'acceptance' | 'file'

export default function ContractDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [mode, setMode] = useState<Mode>('look')
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['contract', id],
    queryFn: ({ signal }) => api.get('/contracts/{id}', { params: { path: { id } }, signal }),
  })
  const back = () => setMode('look')
  const titles = {
    look: 'deal.contractIs',
    payment: 'deal.payTitle',
    acceptance: 'deal.acceptTitle',
    file: 'deal.correctTitle',
  } as const
  return (
    <Sheet
      title={data ? t(titles[mode], { number: data.number }) : t('deal.contract')}
      open
      onClose={onClose}
    >
      {isPending ? <Skeleton rows={3} /> : null}
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data && mode === 'look' ? <Look contract={data} onMode={setMode} /> : null}
      {data && mode === 'payment' ? <PaymentForm contract={data} onClose={back} /> : null}
      {data && mode === 'acceptance' ? <AcceptanceForm contract={data} onClose={back} /> : null}
      {data && mode === 'file' ? <CorrectForm contract={data} onClose={back} /> : null}
    </Sheet>
  )
}

function Look({ contract, onMode }: { contract: Contract; onMode: (mode: Mode) => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const writes = may('contract.write')
  const fill = writes ? (gap: Gap) => onMode(gap) : undefined
  return (
    <div className={s.look}>
      <div className={s.dealTop}>
        {may('customer.read') ? (
          <Go to={`/customers/${contract.customer.id}?tab=deal`} className="b ell">
            {contract.customer.name}
          </Go>
        ) : (
          <b className="ell">{contract.customer.name}</b>
        )}
        <span className="grow" />
        <b className="num f16">{money(contract.amount)}</b>
      </div>
      <ContractMeta contract={contract}>
        {contract.owner ? <span>{t('deal.ownedBy', { name: contract.owner.name })}</span> : null}
      </ContractMeta>
      <PaidBar contract={contract} />
      <h2 className={s.lookHead}>{t('deal.payments')}</h2>
      {contract.payments?.length ? (
        <Payments contract={contract} />
      ) : (
        <p className="c3 f13">{t('deal.noPayments')}</p>
      )}
      <h2 className={s.lookHead}>{t('deal.missing')}</h2>
      <Gaps contract={contract} onFill={fill} />
      {writes ? (
        <div className={s.acts}>
          {may('payment.write') ? (
            <Button type="primary" onClick={() => onMode('payment')}>
              {t('deal.pay')}
            </Button>
          ) : null}
          <Button onClick={() => onMode('file')}>{t('deal.correct')}</Button>
        </div>
      ) : null}
    </div>
  )
}
