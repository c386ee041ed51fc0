// A contract: how much is paid, what is missing, its payments.
import { Paperclip } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '@/api/client'
import type { Ref } from '@/api/types'
import { money } from '@/lib/money'
import { useDay } from '@/ui/useDay'
import s from './deal.module.css'
import { type Gap, gapsOf, openOf } from './gaps'
import type { Contract } from './types'

export function PaidBar({ contract }: { contract: Contract }) {
  const { t } = useTranslation()
  const { amount, paid } = contract
  const part = amount.amount > 0 ? Math.min(1, paid.amount / amount.amount) : 0
  const open = openOf(contract)
  return (
    <div className={s.paid}>
      <div className={s.paidBar} aria-hidden>
        <i style={{ width: `${part * 100}%` }} />
      </div>
      <span>
        {t('deal.paidOf', { paid: money(paid), percent: Math.floor(part * 100) })}
        {open.amount > 0 ? <span className="c3"> · {t('deal.openIs', { open: money(open) })}</span> : null}
      </span>
    </div>
  )
}

export function FileLink({ file }: { file: Ref }) {
  return (
    <a href={urlOf('/files/{id}', { path: { id: file.id } })} download={file.name} className={s.file}>
      <Paperclip size={14} strokeWidth={1.8} aria-hidden />
      <span className="ell">{file.name}</span>
    </a>
  )
}

/** What is still missing, each gap with its own link. */
export function Gaps({
  contract,
  onFill,
}: {
  contract: Contract
  onFill?: ((gap: Gap) => void) | undefined
}) {
  const { t } = useTranslation()
  const gaps = gapsOf(contract)
  if (gaps.length === 0) return <p className="c-green f13">{t('deal.complete')}</p>
  const open = money(openOf(contract))
  return (
    <ul className={s.gaps} aria-label={t('deal.missing')}>
      {gaps.map((gap) => (
        <li key={gap}>
          <span>{t(`deal.gap.${gap}`, { open })}</span>
          {onFill ? (
            <button type="button" className={s.link} onClick={() => onFill(gap)}>
              {t(`deal.fill.${gap}`)}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

export function Payments({ contract }: { contract: Contract }) {
  const { t } = useTranslation()
  const day = useDay()
  const payments = contract.payments ?? []
  if (payments.length === 0) return null
  return (
    <ul className={s.payments} aria-label={t('deal.payments')}>
      {payments.map((p) => (
        <li key={p.id}>
          <span className="num b">{money(p.amount)}</span>
          <span>{day.plain(p.paidOn)}</span>
          <span className="c3 ell">
            {[p.method, p.remark, p.by ? t('deal.by', { name: p.by.name }) : ''].filter(Boolean).join(' · ')}
          </span>
          {p.fileId ? <FileLink file={{ id: p.fileId, name: t('deal.proof') }} /> : null}
        </li>
      ))}
    </ul>
  )
}

export function ContractMeta({ contract, children }: { contract: Contract; children?: ReactNode }) {
  const { t } = useTranslation()
  const day = useDay()
  return (
    <p className={s.meta}>
      <span>{t('deal.signedOnDay', { day: day.plain(contract.signedOn) })}</span>
      {contract.acceptedOn ? (
        <span>{t('deal.acceptedOnDay', { day: day.plain(contract.acceptedOn) })}</span>
      ) : null}
      {contract.file ? <FileLink file={contract.file} /> : null}
      {contract.acceptanceFile ? <FileLink file={contract.acceptanceFile} /> : null}
      {children}
    </p>
  )
}
