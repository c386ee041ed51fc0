// What stands under the bold line of moves, deals, contracts and payments.

import { useTranslation } from 'react-i18next'
import { abandonReasons } from '@/api/words/customer'
import { dealStates } from '@/api/words/deal'
import { among } from '@/lib/among'
import { money } from '@/lib/money'
import { Chip, type Tone } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import type { ContractPart, DealPart, MovePart, PaymentPart } from '../types'

export function MoveBody({ move }: { move: MovePart }) {
  const { t } = useTranslation()
  const reason = among(abandonReasons, move.reason) ? t(`abandon.${move.reason}`) : move.reason
  const days = Math.round(move.days)
  const parts = [
    reason,
    move.competitor,
    move.from !== 'abandoned'
      ? move.ideal > 0
        ? t('customer.moved.days', { count: days, ideal: move.ideal })
        : t('customer.moved.daysPlain', { count: days })
      : '',
  ].filter(Boolean)
  return (
    <p>
      {parts.join(' · ')}{' '}
      {move.overridden ? <Chip tone="amber">{t('customer.moved.overridden')}</Chip> : null}{' '}
      {move.imported ? <Chip tone="cold">{t('customer.imported')}</Chip> : null}
    </p>
  )
}

const dealTones: Record<string, Tone> = { won: 'green', lost: 'red', open: 'ink' }

export function DealBody({ deal }: { deal: DealPart }) {
  const { t } = useTranslation()
  const day = useDay()
  const state = among(dealStates, deal.state) ? deal.state : 'open'
  const parts = [
    deal.product,
    deal.expectedOn ? t('customer.happened.expected', { day: day.plain(deal.expectedOn) }) : '',
    deal.lossReason,
    deal.competitor,
  ].filter(Boolean)
  return (
    <p className="row wrap">
      <Chip tone={dealTones[state] ?? 'none'}>{t(`deal.state.${state}`)}</Chip>
      {parts.join(' · ')}
    </p>
  )
}

export function ContractBody({ contract }: { contract: ContractPart }) {
  const { t } = useTranslation()
  const day = useDay()
  const parts = [
    contract.signedOn ? t('customer.happened.signed', { day: day.plain(contract.signedOn) }) : '',
    t('customer.happened.paid', { paid: money(contract.paid) }),
    contract.acceptedOn ? t('customer.happened.accepted', { day: day.plain(contract.acceptedOn) }) : '',
  ].filter(Boolean)
  return <p>{parts.join(' · ')}</p>
}

export function PaymentBody({ payment }: { payment: PaymentPart }) {
  const { t } = useTranslation()
  const day = useDay()
  const parts = [
    payment.contract ? t('customer.happened.ofContract', { number: payment.contract }) : '',
    payment.paidOn ? day.plain(payment.paidOn) : '',
    payment.method,
    payment.remark,
  ].filter(Boolean)
  return <p>{parts.join(' · ')}</p>
}
