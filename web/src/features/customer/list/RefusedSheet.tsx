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

/** Each reason once, with the customers it is about. */
export function Refused({ list }: { list: BulkAnswer['refused'] }) {
  const reasons = new Map<string, BulkAnswer['refused']>()
  for (const r of list) reasons.set(r.detail, [...(reasons.get(r.detail) ?? []), r])
  return (
    <ul className={s.refused}>
      {[...reasons].map(([detail, rows]) => (
        <li key={detail}>
          <p>
            <b>{detail}</b> <span className="c3">{rows.length}</span>
          </p>
          <ul className={s.names}>
            {rows.map((r) =>
              r.name ? (
                <li key={r.id}>
                  <Go to={`/customers/${r.id}`}>{r.name}</Go>
                </li>
              ) : null,
            )}
          </ul>
        </li>
      ))}
    </ul>
  )
}
