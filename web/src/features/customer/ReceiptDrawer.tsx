// How a customer came to everybody who had it: each hand-over with its reason,
// who could have been chosen, who was left out and why.
import { useQuery } from '@tanstack/react-query'
import { Split } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { keys } from '@/api/keys'
import { Avatar, Chip, Why } from '@/ui/marks'
import { Sheet } from '@/ui/Sheet'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { useDay } from '@/ui/useDay'
import s from './customer.module.css'
import type { Receipt, ReceiptTrace } from './types'
import { receiptTitle, type T, useFieldLabel, valueText } from './words'

interface Props {
  customerId: string
  open: boolean
  onClose: () => void
}

export function ReceiptDrawer({ customerId, open, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Sheet title={t('customer.receipts')} open={open} onClose={onClose}>
      {open ? <Receipts customerId={customerId} /> : null}
    </Sheet>
  )
}

function Receipts({ customerId }: { customerId: string }) {
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useQuery({
    queryKey: keys.customerPart(customerId, 'receipts'),
    queryFn: async () =>
      (await api.get('/customers/{id}/receipts', { params: { path: { id: customerId } } })).items,
  })
  if (isPending) return <Skeleton rows={3} />
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data.length === 0) return <Empty title={t('customer.receipts.none')} />
  return (
    <ol className={s.receipts}>
      {data.map((receipt) => (
        <li key={receipt.id}>
          <OneReceipt receipt={receipt} />
        </li>
      ))}
    </ol>
  )
}

function OneReceipt({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation()
  const day = useDay()
  const title = receiptTitle(receipt, t as unknown as T)
  const { trace } = receipt
  const chosen = trace?.candidates?.find((c) => c.person.id === trace.chosen)
  return (
    <>
      <div className="row">
        <h3 className="grow">{title}</h3>
        <Chip>{t(`receipt.${receipt.kind}`)}</Chip>
        <time className="c3 f12" dateTime={receipt.at} title={day.full(receipt.at)}>
          {day.when(receipt.at)}
        </time>
      </div>
      <p className="c3 f12">
        {receipt.by ? t('customer.receipts.by', { name: receipt.by.name }) : t('customer.receipts.bySystem')}
        {receipt.from ? ` · ${t('customer.receipts.from', { name: receipt.from.name })}` : ''}
      </p>
      {receipt.reason ? <p>{receipt.reason}</p> : null}
      {trace?.rule && chosen ? (
        <Why icon={Split} title={t('customer.receipts.why')}>
          {t('customer.receipts.robin', { name: chosen.person.name, load: chosen.load, slots: chosen.slots })}
        </Why>
      ) : null}
      {trace ? <Trace trace={trace} /> : null}
    </>
  )
}

function Trace({ trace }: { trace: ReceiptTrace }) {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { candidates, excluded, facts, chosen } = trace
  // What is no field of the customer is a number of the pool or of the claimer.
  const facts2 = Object.entries(facts ?? {}).filter(([key]) => key !== 'layer')
  return (
    <>
      {candidates && candidates.length > 0 ? (
        <>
          <h4>{t('customer.receipts.candidates', { count: candidates.length })}</h4>
          <ul className={s.candidates}>
            {candidates.map((c) => (
              <li key={c.person.id} className={c.person.id === chosen ? s.chosen : undefined}>
                <Avatar name={c.person.name} size={20} />
                <span className="grow">{c.person.name}</span>
                {c.person.id === chosen ? <Chip tone="ink">{t('customer.receipts.chosen')}</Chip> : null}
                <span className="c2 num">
                  {t('customer.receipts.load', { load: c.load, slots: c.slots })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {excluded && excluded.length > 0 ? (
        <>
          <h4>{t('customer.receipts.excluded', { count: excluded.length })}</h4>
          <ul className={s.candidates}>
            {excluded.map((e) => (
              <li key={e.person.id}>
                <Avatar name={e.person.name} size={20} />
                <span className="grow">{e.person.name}</span>
                <span className="c2">{t(`excluded.${e.code}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {facts2.length > 0 ? (
        <>
          <h4>{t('customer.receipts.facts')}</h4>
          <dl className={s.receiptFacts}>
            {facts2.map(([key, value]) => (
              <div key={key}>
                <dt>{key in poolFacts ? t(poolFacts[key as keyof typeof poolFacts]) : label(key)}</dt>
                <dd>{valueText(key, value, t as unknown as T)}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </>
  )
}

const poolFacts = {
  pool: 'customer.receipts.fact.pool',
  claimsToday: 'customer.receipts.fact.claimsToday',
  dailyClaims: 'customer.receipts.fact.dailyClaims',
} as const
