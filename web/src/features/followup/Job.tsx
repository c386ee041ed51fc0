// The whole job for one customer: call, why now, what they said, what for, write it down.

import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import {
  AlarmClock,
  ChevronLeft,
  ChevronRight,
  Clock3,
  Ear,
  Flag,
  PenLine,
  Phone,
  Sparkle,
} from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/queries'
import { cx } from '@/lib/cx'
import { phoneText } from '@/lib/masks'
import { useNarrow } from '@/lib/media'
import { money } from '@/lib/money'
import { placeOf } from '@/lib/place'
import { Go } from '@/ui/Go'
import { IconButton } from '@/ui/IconButton'
import { Chip, Grade, Kbd, LayerTick, Quote, Temp, Why } from '@/ui/marks'
import { Pane } from '@/ui/Pane'
import { useDay } from '@/ui/useDay'
import { customerQuery, type Happening, recentQuery } from './customer'
import { channelIcon } from './icons'
import s from './job.module.css'
import type { Followed, QueueItem } from './types'

// Its fields come behind what is to be read.
const Composer = lazy(async () => ({ default: (await import('./Composer')).Composer }))

interface Props {
  item: QueueItem
  place: { at: number; of: number }
  onCall: () => void
  onLater: () => void
  onLogged: () => void
  /** Under 1024 px the list is another pane. */
  onBack?: (() => void) | undefined
}

export default function Job(props: Props) {
  const { item, place, onLogged, onBack } = props
  const { t } = useTranslation()
  const { data } = useQuery(customerQuery(item.customer.id))
  const customer: Followed = data ?? item.customer
  const last = place.of <= 1
  return (
    <section className={s.job} aria-label={customer.name}>
      <header className={s.jobHead}>
        <div className={s.jobName}>
          {onBack ? (
            <IconButton icon={ChevronLeft} size={18} label={t('today.toList')} onClick={onBack} />
          ) : null}
          <h2 className="ell">{customer.name}</h2>
          <Grade grade={customer.grade} />
          <Temp value={customer.temperature} />
          <span className="grow" />
          <span className="c3 f12 nowrap">
            {place.at} / {place.of}
          </span>
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
        </div>
        <Facts customer={customer} />
        <Acts {...props} customer={customer} />
      </header>
      <Pane className={s.jobBody} label={t('today.job')}>
        <Why
          title={t('today.why')}
          tone={item.reason.tone === 'none' ? 'none' : item.reason.tone}
          icon={item.reason.tone === 'red' ? AlarmClock : Clock3}
        >
          {item.reason.text}
        </Why>
        <div className={s.two}>
          <div>
            <Said customer={customer} />
          </div>
          <div>
            <Goal customer={customer} />
          </div>
        </div>
        <Recent key={customer.id} id={customer.id} />
      </Pane>
      {customer.actions.includes('touch') ? (
        <Suspense fallback={<div className={s.composerRoom} />}>
          <Composer
            docked
            customer={customer}
            onLogged={onLogged}
            saveLabel={t(last ? 'ui.save' : 'today.saveNext')}
          />
        </Suspense>
      ) : null}
    </section>
  )
}

function Facts({ customer: c }: { customer: Followed }) {
  const { t } = useTranslation()
  const me = useMe()
  const day = Math.floor(c.daysInLayer) + 1
  return (
    <div className={s.facts}>
      <LayerTick layer={c.layer} />
      <span>{c.idealDays > 0 ? t('today.dayOf', { day, ideal: c.idealDays }) : t('today.day', { day })}</span>
      {c.product ? <span>{c.product.name}</span> : null}
      {c.deal ? <b className="num">{money(c.deal)}</b> : null}
      {c.owner && c.owner.id !== me.id ? <span>{c.owner.name}</span> : null}
    </div>
  )
}

function Acts({ customer: c, onCall, onLater }: Props & { customer: Followed }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const touch = c.actions.includes('touch')
  return (
    <div className={s.jobActs}>
      {touch && c.phone ? (
        <Button
          size="large"
          className={s.callButton ?? ''}
          icon={<Phone size={16} strokeWidth={1.8} aria-hidden />}
          onClick={onCall}
        >
          {t('call.who', { name: c.contactName || c.name })}
          <Kbd>C</Kbd>
        </Button>
      ) : null}
      {c.phone ? <span className="num c2 nowrap">{phoneText(c.phone)}</span> : null}
      <span className="c3 f12 ell">
        {[c.contactTitle, placeOf(c.province, c.city)].filter(Boolean).join(' ')}
      </span>
      <span className="grow" />
      {touch ? (
        <Button
          icon={<PenLine size={14} strokeWidth={1.8} aria-hidden />}
          onClick={() => document.getElementById('composer')?.focus()}
        >
          <span className={narrow ? 'vh' : undefined}>{t('touch.short')}</span>
          <Kbd>L</Kbd>
        </Button>
      ) : null}
      {c.actions.includes('plan') ? (
        <Button icon={<Clock3 size={14} strokeWidth={1.8} aria-hidden />} onClick={onLater}>
          <span className={narrow ? 'vh' : undefined}>{t('plan.short')}</span>
          <Kbd>S</Kbd>
        </Button>
      ) : null}
      <Go to={`/customers/${c.id}`} className={s.open} aria-label={t('today.open')} title={t('today.open')}>
        <ChevronRight size={15} aria-hidden />
      </Go>
    </div>
  )
}

const Head = ({ icon: Icon, children }: { icon: typeof Ear; children: ReactNode }) => (
  <h3>
    <Icon size={14} strokeWidth={1.8} aria-hidden />
    {children}
  </h3>
)

function Said({ customer }: { customer: Followed }) {
  const { t } = useTranslation()
  const day = useDay()
  const quotes = customer.quotes?.slice(0, 3) ?? []
  const preferred = customer.contacts?.find((c) => c.primary)?.preferred
  return (
    <>
      <Head icon={Ear}>{t('today.said')}</Head>
      {quotes.length === 0 ? <p className="c3 f13">{t('today.saidNothing')}</p> : null}
      <div className={s.quotes}>
        {quotes.map((q) => (
          <Quote key={q.at + q.text} source={`${day.day(q.at)} · ${t(`channel.${q.channel}`)}`}>
            {q.text}
          </Quote>
        ))}
      </div>
      {preferred || customer.preference ? (
        <>
          <Head icon={Sparkle}>{t('today.preference')}</Head>
          <div className={s.prefers}>
            {preferred ? (
              <Chip tone="ink" icon={channelIcon(preferred)}>
                {t('today.prefers', { channel: t(`channel.${preferred}`) })}
              </Chip>
            ) : null}
            {customer.preference ? <span className="f13 c2 pre">{customer.preference}</span> : null}
          </div>
        </>
      ) : null}
    </>
  )
}

function Goal({ customer: c }: { customer: Followed }) {
  const { t } = useTranslation()
  const goal = c.plan?.goal || c.nextGoal || c.goal
  return (
    <>
      <Head icon={Flag}>{t('today.goal')}</Head>
      <p className={goal ? 'pre' : 'c3 f13'}>{goal || t('today.noGoal')}</p>
      {c.plan?.content && c.plan.content !== goal ? <p className="c2 f13 pre">{c.plan.content}</p> : null}
      {c.need ? (
        <>
          <Head icon={Sparkle}>{t('today.need')}</Head>
          <p className="c2 f13 pre">{c.need}</p>
        </>
      ) : null}
    </>
  )
}

function Recent({ id }: { id: string }) {
  const { t } = useTranslation()
  const day = useDay()
  const { data } = useQuery(recentQuery(id))
  const text = (h: Happening): string => {
    if (h.move) return t('today.moved', { from: t(`layer.${h.move.from}`), to: t(`layer.${h.move.to}`) })
    const touch = h.touch
    if (!touch) return ''
    const how = t(`channel.${touch.channel}`)
    const result = touch.result ? t(`result.${touch.result}`) : ''
    const length = touch.seconds > 0 ? day.talk(touch.seconds) : ''
    return [how, result, length, touch.content].filter(Boolean).join(' · ')
  }
  if (!data || data.length === 0) return null
  return (
    <div className={s.recent}>
      <Head icon={Clock3}>{t('today.recent')}</Head>
      <ul>
        {data.map((h) => (
          <li key={h.type + h.id} className={cx(h.move && s.moved)}>
            <span title={day.full(h.at)}>{day.when(h.at)}</span>
            <p className="ell">{text(h)}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
