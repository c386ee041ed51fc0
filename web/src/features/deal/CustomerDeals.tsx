// Deals, contracts and payments on a customer's page.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/queries'
import type { Customer } from '@/api/types'
import { money } from '@/lib/money'
import { Chip } from '@/ui/marks'
import { Sheet } from '@/ui/Sheet'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import { ContractMeta, Gaps, PaidBar, Payments } from './ContractBody'
import s from './deal.module.css'
import { formFor, type Gap, type Open } from './gaps'
import { LostDialog } from './LostDialog'
import type { Contract, Deal, DealAct } from './types'

const DealSheet = lazy(() => import('./DealSheet'))
const SignSheet = lazy(() => import('./SignSheet'))
const CorrectSheet = lazy(async () => ({ default: (await import('./SignSheet')).CorrectSheet }))
const PaymentForm = lazy(async () => ({ default: (await import('./MoneyForms')).PaymentForm }))
const AcceptanceForm = lazy(async () => ({ default: (await import('./MoneyForms')).AcceptanceForm }))

interface Props {
  customer: Customer
  /** A form to open: what a missing requirement leads to. */
  act?: DealAct
  onActed?: () => void
}

export interface Rights {
  deal: boolean
  contract: boolean
  payment: boolean
}

export function CustomerDeals({ customer, act, onActed }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<Open>()
  const sells = customer.actions.includes('deal')
  const rights: Rights = {
    deal: sells && may('deal.write'),
    contract: sells && may('contract.write'),
    payment: sells && may('payment.write'),
  }
  const { data, isPending, error, refetch } = useQuery({
    queryKey: keys.customerPart(customer.id, 'deals'),
    queryFn: ({ signal }) =>
      api.get('/customers/{id}/deals', { params: { path: { id: customer.id } }, signal }),
    enabled: may('contract.read'),
  })
  useEffect(() => {
    if (!act || !data) return
    if (sells) setOpen(formFor(act, data))
    onActed?.()
  }, [act, data, sells, onActed])
  if (!may('contract.read')) return null
  if (isPending) return <Skeleton rows={2} height={64} />
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} />
  const bare = data.deals.length === 0 && data.contracts.length === 0
  const add = rights.deal ? <Button onClick={() => setOpen({ kind: 'deal' })}>{t('deal.new')}</Button> : null
  return (
    <section className={s.deals} aria-label={t('deal.title')}>
      {bare ? (
        <Empty title={t('deal.none')} text={t('deal.noneText')}>
          {add}
        </Empty>
      ) : (
        <>
          <div className={s.dealsHead}>
            <h2>{t('deal.title')}</h2>
            {add}
          </div>
          {data.deals.map((deal) => (
            <DealBlock
              key={deal.id}
              deal={deal}
              contracts={data.contracts.filter((c) => c.dealId === deal.id)}
              rights={rights}
              onOpen={setOpen}
            />
          ))}
          {data.contracts
            .filter((c) => !data.deals.some((d) => d.id === c.dealId))
            .map((contract) => (
              <div key={contract.id} className={s.deal}>
                <ContractBlock contract={contract} rights={rights} onOpen={setOpen} />
              </div>
            ))}
        </>
      )}
      <Forms customer={customer} open={open} onClose={() => setOpen(undefined)} />
    </section>
  )
}

const tone = { open: 'none', won: 'green', lost: 'red' } as const

interface BlockProps {
  rights: Rights
  onOpen: (open: Open) => void
}

function DealBlock({ deal, contracts, ...rest }: BlockProps & { deal: Deal; contracts: Contract[] }) {
  const { t } = useTranslation()
  const day = useDay()
  const { rights, onOpen } = rest
  const running = deal.state === 'open'
  return (
    <article className={s.deal}>
      <div className={s.dealTop}>
        <b className="ell">{deal.name}</b>
        <Chip tone={tone[deal.state]}>{t(`deal.state.${deal.state}`)}</Chip>
        <span className="grow" />
        <b className="num">{money(deal.amount)}</b>
      </div>
      <p className={s.meta}>
        {deal.product && deal.product.name !== deal.name ? <span>{deal.product.name}</span> : null}
        {running && deal.expectedOn ? (
          <span>{t('deal.expectedOnDay', { day: day.plain(deal.expectedOn) })}</span>
        ) : null}
        {running && deal.probability > 0 ? (
          <span>{t('deal.sure', { percent: deal.probability })}</span>
        ) : null}
        {deal.competitor ? <span>{t('deal.against', { name: deal.competitor })}</span> : null}
        {deal.lossReason ? (
          <span className="c2">{t('deal.lostBecause', { reason: deal.lossReason })}</span>
        ) : null}
        {deal.closedAt && !running ? (
          <span title={day.full(deal.closedAt)}>{day.date(deal.closedAt)}</span>
        ) : null}
      </p>
      {running && rights.deal ? (
        <div className={s.acts}>
          {rights.contract ? (
            <Button size="small" onClick={() => onOpen({ kind: 'sign', deal })}>
              {t('deal.sign')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => onOpen({ kind: 'deal', deal })}>
            {t('deal.editShort')}
          </Button>
          <Button size="small" onClick={() => onOpen({ kind: 'lost', deal })}>
            {t('deal.lostAct')}
          </Button>
        </div>
      ) : null}
      {contracts.map((contract) => (
        <ContractBlock key={contract.id} contract={contract} {...rest} />
      ))}
    </article>
  )
}

function ContractBlock({ contract, rights, onOpen }: BlockProps & { contract: Contract }) {
  const { t } = useTranslation()
  const fill = (gap: Gap) => onOpen(gap === 'file' ? { kind: 'correct', contract } : { kind: gap, contract })
  return (
    <div className={s.contract}>
      <div className={s.dealTop}>
        <b className="ell">{t('deal.contractIs', { number: contract.number })}</b>
        <span className="grow" />
        <span className="num">{money(contract.amount)}</span>
      </div>
      <ContractMeta contract={contract} />
      <PaidBar contract={contract} />
      <Payments contract={contract} />
      <Gaps contract={contract} onFill={rights.contract ? fill : undefined} />
      {rights.contract ? (
        <div className={s.acts}>
          {rights.payment ? (
            <Button size="small" onClick={() => onOpen({ kind: 'payment', contract })}>
              {t('deal.pay')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => onOpen({ kind: 'correct', contract })}>
            {t('deal.correct')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Forms({
  customer,
  open,
  onClose,
}: {
  customer: Customer
  open: Open | undefined
  onClose: () => void
}) {
  const { t } = useTranslation()
  if (!open) return null
  return (
    <Suspense fallback={null}>
      {open.kind === 'deal' ? (
        <DealSheet customer={customer} onClose={onClose} {...(open.deal ? { deal: open.deal } : {})} />
      ) : null}
      {open.kind === 'lost' ? <LostDialog deal={open.deal} onClose={onClose} /> : null}
      {open.kind === 'sign' ? <SignSheet deal={open.deal} onClose={onClose} /> : null}
      {open.kind === 'correct' ? <CorrectSheet contract={open.contract} onClose={onClose} /> : null}
      {open.kind === 'payment' ? (
        <Sheet title={t('deal.payTitle', { number: open.contract.number })} open onClose={onClose}>
          <PaymentForm contract={open.contract} onClose={onClose} />
        </Sheet>
      ) : null}
      {open.kind === 'acceptance' ? (
        <Sheet title={t('deal.acceptTitle', { number: open.contract.number })} open onClose={onClose}>
          <AcceptanceForm contract={open.contract} onClose={onClose} />
        </Sheet>
      ) : null}
    </Suspense>
  )
}
