// What a touch says: words, the customer's own words, the next step, files, comments.
import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip, Quote } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { type CustomerFull, type Happening, mayDo, type TouchPart } from '../types'
import { CommentForm, Comments } from './Comments'
import { Files } from './Files'
import s from './page.module.css'

interface Props {
  happening: Happening
  customer: CustomerFull
  onCorrect: () => void
}

export function TouchBody({ happening, customer, onCorrect }: Props) {
  const { t } = useTranslation()
  const [writing, setWriting] = useState(false)
  const { touch } = happening
  if (!touch) return null
  const may = mayDo(customer, 'comment')
  return (
    <>
      {touch.content ? <p className="pre">{touch.content}</p> : null}
      {touch.feedback ? <Quote>{touch.feedback}</Quote> : null}
      {touch.next ? <Next next={touch.next} /> : null}
      <Files files={touch.files} />
      <Comments comments={touch.comments} />
      {writing ? (
        <CommentForm customer={customer} touchId={touch.id} onDone={() => setWriting(false)} />
      ) : (
        <div className={s.touchActs}>
          {may ? (
            <button type="button" className="lnk f12" onClick={() => setWriting(true)}>
              {t('customer.comment.write')}
            </button>
          ) : null}
          {touch.canCorrect ? (
            <button type="button" className="lnk f12" onClick={onCorrect}>
              {t('customer.touch.correct')}
            </button>
          ) : null}
          {touch.corrected ? <span className="c3 f12">{t('customer.touch.corrected')}</span> : null}
          {touch.imported ? <span className="c3 f12">{t('customer.imported')}</span> : null}
        </div>
      )}
    </>
  )
}

/** The plan that was made with the touch. */
function Next({ next }: { next: NonNullable<TouchPart['next']> }) {
  const { t } = useTranslation()
  const day = useDay()
  const open = next.state === 'open'
  const late = day.now - Date.parse(next.at)
  return (
    <p className={s.touchNext}>
      <CalendarClock size={13} strokeWidth={1.8} aria-hidden />
      <span>
        {t('customer.touch.next', { when: day.when(next.at), channel: t(`channel.${next.channel}`) })}
        {next.content ? ` · ${next.content}` : ''}
      </span>
      {open && late > 0 ? <Chip tone="red">{t('customer.overdue', { span: day.span(late) })}</Chip> : null}
      {!open && next.state ? <Chip>{t(`plan.state.${next.state}`)}</Chip> : null}
    </p>
  )
}
