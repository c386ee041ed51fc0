// The top of the day: how far it is, what rings, what is held.
import { useTranslation } from 'react-i18next'
import { cx } from '@/lib/cx'
import { usePhone } from '@/lib/media'
import { HoldBar } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import s from './today.module.css'
import { alarmKeys, type Band, type Queue } from './types'
import type { Today } from './useQueue'

export function Strip({ today }: { today: Today }) {
  const phone = usePhone()
  const queue = today.queue.data
  if (!queue) return null
  return (
    <div className={s.strip}>
      {phone ? null : <Progress done={queue.done} />}
      <Alarms today={today} queue={queue} />
      {phone || today.team ? null : <Bands bands={queue.bands} />}
    </div>
  )
}

const radius = 17
const round = 2 * Math.PI * radius

/** Done of due as a ring. */
export function Ring({ count, due }: { count: number; due: number }) {
  const part = due > 0 ? count / due : 1
  return (
    <svg className={s.ring} width={42} height={42} viewBox="0 0 42 42" aria-hidden>
      <circle cx={21} cy={21} r={radius} />
      <circle cx={21} cy={21} r={radius} strokeDasharray={`${part * round} ${round}`} />
    </svg>
  )
}

function Progress({ done }: { done: Queue['done'] }) {
  const { t } = useTranslation()
  const day = useDay()
  return (
    <div className={s.progress}>
      <Ring count={done.count} due={done.due} />
      <div>
        <b>
          {done.count}
          <em> / {done.due}</em>
        </b>
        <small>
          {done.finishAt && done.count < done.due
            ? t('today.finish', { time: day.time(done.finishAt) })
            : t('today.contacted')}
        </small>
      </div>
    </div>
  )
}

const tone = { overdue: s.red, first: s.amber, visits: undefined }

function Alarms({ today, queue }: { today: Today; queue: Queue }) {
  const { t } = useTranslation()
  return (
    <fieldset className={s.alarms} aria-label={t('today.alarms')}>
      {alarmKeys.map((key) => {
        const count = queue.alarms[key]
        return (
          <button
            key={key}
            type="button"
            aria-pressed={today.alarm === key}
            disabled={count === 0 && today.alarm !== key}
            className={cx(s.alarm, count > 0 && tone[key])}
            onClick={() => today.filter(key)}
          >
            <b>{count}</b>
            {t(`today.alarm.${key}`)}
          </button>
        )
      })}
    </fieldset>
  )
}

function Bands({ bands }: { bands: Band[] }) {
  const { t } = useTranslation()
  return (
    <div className={s.bands}>
      {bands.map((band) => (
        <HoldBar
          key={band.layer}
          name={band.layers.map((layer) => t(`layer.${layer}`)).join('+')}
          value={band.count}
          ideal={band.ideal}
          low={band.low}
          high={band.high}
        />
      ))}
    </div>
  )
}
