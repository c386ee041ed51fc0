import { Button } from 'antd'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offeredResults } from '@/api/words/touch'
import { cx } from '@/lib/cx'
import { Kbd } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { useHotkeys } from '@/ui/useHotkeys'
import {
  ChannelPick,
  Details,
  FileList,
  Length,
  NextChips,
  ResultKeys,
  TemperaturePick,
  Twice,
  Words,
} from './TouchParts'
import s from './touch.module.css'
import type { Followed } from './types'
import { useTouch } from './useTouch'

interface Props {
  customer: Followed
  onLogged?: () => void
  /** What the button says; "保存" when left out. */
  saveLabel?: string
  /** Stands at the foot of a pane. */
  docked?: boolean
}

/** Where a contact is written down: result, what comes next, save. Another customer is another composer. */
export function Composer(props: Props) {
  return <Open key={props.customer.id} {...props} />
}

function Open({ customer, onLogged, saveLabel, docked }: Props) {
  const { t } = useTranslation()
  const day = useDay()
  const touch = useTouch(customer, onLogged)
  const [more, setMore] = useState(false)
  const { draft, call, problem } = touch
  useHotkeys({
    ...Object.fromEntries(
      offeredResults[draft.channel].map((result, i) => [String(i + 1), () => touch.choose(result)]),
    ),
    t: () => document.getElementById('composer')?.focus(),
    'ctrl+enter': () => void touch.save(),
  })
  return (
    <section className={cx(s.composer, docked && s.docked)} aria-label={t('touch.title')}>
      <div className={s.line}>
        <ChannelPick touch={touch} />
        <span className="grow" />
        {call ? (
          <span className={s.calling}>{t('touch.since', { time: day.time(call.startedAt) })}</span>
        ) : null}
        <Length touch={touch} />
        <TemperaturePick touch={touch} />
        <button type="button" className={s.more} aria-expanded={more} onClick={() => setMore(!more)}>
          <SlidersHorizontal size={14} strokeWidth={1.8} aria-hidden />
          {t('touch.more')}
        </button>
      </div>
      <ResultKeys touch={touch} />
      <Words touch={touch} />
      <FileList touch={touch} />
      {more ? <Details touch={touch} /> : null}
      <div className={s.nextLine}>
        <span className="c3 f12 nowrap">{t('touch.next')}</span>
        <NextChips touch={touch} />
        <span className={cx('c3 f12', s.why)} title={touch.rhythm?.why}>
          {touch.rhythm?.why}
        </span>
        <Button type="primary" loading={touch.busy} onClick={() => void touch.save()}>
          {saveLabel ?? t('ui.save')}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </div>
      {problem ? (
        <p className="c-red f13" role="alert">
          {problem}
        </p>
      ) : null}
      <Twice touch={touch} />
    </section>
  )
}
