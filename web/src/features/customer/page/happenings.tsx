// Each happening as an item of the timeline: icon, bold line, what stands under it.
import {
  ArrowRight,
  Banknote,
  FileText,
  Handshake,
  type LucideIcon,
  Paperclip,
  PencilLine,
  Split,
  UserRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { money } from '@/lib/money'
import type { Tone } from '@/ui/marks'
import type { TimelineItem } from '@/ui/Timeline'
import { useDay } from '@/ui/useDay'
import { touchIcon, wentWrong } from '../channels'
import type { CustomerFull, Happening, TouchPart } from '../types'
import { receiptTitle, type T } from '../words'
import { Changed } from './Changed'
import { Files } from './Files'
import { ContractBody, DealBody, MoveBody, PaymentBody } from './HappeningBodies'
import s from './page.module.css'
import { TouchBody } from './TouchBody'

export interface HappeningActs {
  correct: (happening: Happening) => void
  receipts: () => void
}

type Day = ReturnType<typeof useDay>
/** "去电 · 接通 6 分 18 秒" */
export function touchTitle(touch: TouchPart, t: T, day: Pick<Day, 'talk'>): string {
  const call = touch.channel === 'call'
  const how = call ? t(`customer.touch.call.${touch.direction || 'out'}`) : t(`channel.${touch.channel}`)
  const result = touch.result ? t(`result.${touch.result}`) : ''
  const talk = touch.seconds > 0 ? day.talk(touch.seconds) : ''
  const outcome = [result, talk].filter(Boolean).join(' ')
  return outcome ? `${how} · ${outcome}` : how
}

const icons: Record<Happening['type'], LucideIcon> = {
  touch: UserRound,
  move: ArrowRight,
  receipt: Split,
  deal: Handshake,
  contract: FileText,
  payment: Banknote,
  file: Paperclip,
  change: PencilLine,
}

export function useHappenings(
  list: Happening[],
  customer: CustomerFull,
  acts: HappeningActs,
): TimelineItem[] {
  const { t } = useTranslation()
  const day = useDay()
  const me = useMe()
  const words = t as unknown as T
  return list.map((h) => ({
    key: `${h.type} ${h.id}`,
    at: h.at,
    icon: iconOf(h),
    tone: toneOf(h),
    title: <TitleLine text={titleOf(h, words, day)} more={moreOf(h, me.id)} />,
    children: bodyOf(h, customer, acts),
  }))
}

const TitleLine = ({ text, more }: { text: ReactNode; more: string }) => (
  <>
    {text}
    {more ? <span className={s.titleMore}> · {more}</span> : null}
  </>
)

function iconOf(h: Happening): LucideIcon {
  return h.touch ? touchIcon(h.touch.channel, h.touch.result) : icons[h.type]
}

function toneOf(h: Happening): Tone {
  if (h.move) return h.move.to === 'abandoned' ? 'amber' : 'ink'
  if (h.touch && wentWrong(h.touch.result)) return 'red'
  if (h.payment || h.contract) return 'green'
  return 'none'
}

/** With whom and by whom, where it was not oneself. */
function moreOf(h: Happening, me: string): string {
  const who =
    h.by && h.by.id !== me && (h.touch || h.deal || h.contract || h.payment || h.file || h.change)
      ? h.by.name
      : ''
  return [h.touch?.contact?.name, who].filter(Boolean).join(' · ')
}

function titleOf(h: Happening, t: T, day: Day): ReactNode {
  if (h.touch) return touchTitle(h.touch, t, day)
  if (h.move)
    return t(h.move.to === 'abandoned' ? 'customer.moved.out' : 'customer.moved', {
      by: h.by?.name ?? t('customer.system'),
      from: t(`layer.${h.move.from}`),
      to: t(`layer.${h.move.to}`),
    })
  if (h.receipt) return receiptTitle({ ...h.receipt, by: h.by }, t)
  if (h.deal) return t('customer.happened.deal', { name: h.deal.name, amount: money(h.deal.amount) })
  if (h.contract)
    return t('customer.happened.contract', { number: h.contract.number, amount: money(h.contract.amount) })
  if (h.payment) return t('customer.happened.payment', { amount: money(h.payment.amount) })
  if (h.file) return h.file.name
  return <Changed.Title change={h.change} />
}

function bodyOf(h: Happening, customer: CustomerFull, acts: HappeningActs): ReactNode {
  if (h.touch) return <TouchBody happening={h} customer={customer} onCorrect={() => acts.correct(h)} />
  if (h.move) return <MoveBody move={h.move} />
  if (h.receipt) return <ReceiptLine reason={h.receipt.reason} onOpen={acts.receipts} />
  if (h.deal) return <DealBody deal={h.deal} />
  if (h.contract) return <ContractBody contract={h.contract} />
  if (h.payment) return <PaymentBody payment={h.payment} />
  if (h.file) return <Files files={[h.file]} />
  return h.change ? <Changed change={h.change} /> : null
}

function ReceiptLine({ reason, onOpen }: { reason: string; onOpen: () => void }) {
  const { t } = useTranslation()
  return (
    <p>
      {reason ? `${reason} · ` : ''}
      <button type="button" className="lnk" onClick={onOpen}>
        {t('customer.receipt.see')}
      </button>
    </p>
  )
}
