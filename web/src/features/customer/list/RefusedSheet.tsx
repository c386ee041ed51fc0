import { useTranslation } from 'react-i18next'
import { Go } from '@/ui/Go'
import { Sheet } from '@/ui/Sheet'
import type { BulkAnswer } from '../types'
import s from './list.module.css'

/** Those an act on many left as they were, each with the reason. */
export function RefusedSheet({ answer, onClose }: { answer: BulkAnswer | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Sheet title={t('customer.bulk.refusedTitle')} open={answer !== undefined} onClose={onClose}>
      <p className="c2">
        {t('customer.bulk.refusedText', { done: answer?.done ?? 0, count: answer?.refused.length ?? 0 })}
      </p>
      <Refused list={answer?.refused ?? []} />
    </Sheet>
  )
}

export function Refused({ list }: { list: BulkAnswer['refused'] }) {
  return (
    <ul className={s.refused}>
      {list.map((r) => (
        <li key={r.id}>
          {r.name ? <Go to={`/customers/${r.id}`}>{r.name}</Go> : null}
          <span className="c2">{r.detail}</span>
        </li>
      ))}
    </ul>
  )
}
