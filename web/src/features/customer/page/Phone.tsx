// The customer on a phone: one column, acts at the bottom within the thumb.
import {
  ArrowRight,
  ChevronRight,
  CircleDashed,
  MessageCircle,
  PenLine,
  Phone as PhoneIcon,
} from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useAct } from '@/api/useAct'
import { copyText } from '@/lib/copy'
import { cx } from '@/lib/cx'
import { Avatar } from '@/ui/marks'
import { Pane } from '@/ui/Pane'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/States'
import { toast, toastRefused } from '@/ui/toast'
import { logTouch, NextStep, useCall } from '../slots'
import { type CustomerFull, mayDo, type TimelineTab } from '../types'
import { Collaborators } from './Collaborators'
import { ContactList } from './Contacts'
import { Facts } from './Facts'
import { Claim, MoreMenu, Title } from './Head'
import { Deals, Happened } from './History'
import s from './page.module.css'
import { Said } from './Said'
import { Bar, NextLayer } from './Standing'
import { dayNumber, stepsOf } from './steps'
import type { Panels } from './usePanels'
import { useTimeline } from './useTimeline'

interface Props {
  customer: CustomerFull
  back: string
  panels: Panels
  tab: TimelineTab | 'facts'
  onTab: (tab: TimelineTab | 'facts') => void
}

export function Phone({ customer, back, panels, tab, onTab }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <header className={s.phoneHead}>
        <Title customer={customer} back={back} />
        <span className="grow" />
        <MoreMenu customer={customer} panels={panels} size={22} />
      </header>
      <Pane className={s.phoneBody}>
        <Steps customer={customer} panels={panels} />
        <div className={s.phoneNext}>
          <Suspense fallback={<Skeleton rows={1} height={72} />}>
            <NextStep customer={customer} />
          </Suspense>
        </div>
        <Said customer={customer} />
        <MainContact customer={customer} panels={panels} />
        <PhoneTabs customer={customer} tab={tab} onTab={onTab} />
        <div className={s.phoneMain}>
          {tab === 'facts' ? (
            <>
              <Facts customer={customer} panels={panels} heading={false} />
              <Collaborators customer={customer} panels={panels} />
            </>
          ) : (
            <>
              {tab === 'deal' ? <Deals customer={customer} panels={panels} /> : null}
              <Happened customer={customer} panels={panels} tab={tab} />
            </>
          )}
        </div>
      </Pane>
      <Acts customer={customer} panels={panels} />
      <Sheet title={t('customer.contacts')} open={panels.open?.kind === 'contacts'} onClose={panels.close}>
        <ContactList customer={customer} panels={panels} />
        {mayDo(customer, 'edit') ? (
          <button
            type="button"
            className={cx('lnk', s.phoneAdd)}
            onClick={() => panels.show({ kind: 'newContact' })}
          >
            {t('customer.contact.add')}
          </button>
        ) : null}
      </Sheet>
      <Sheet title={t('customer.act.move')} open={panels.open?.kind === 'needs'} onClose={panels.close}>
        <NextLayer customer={customer} panels={panels} />
      </Sheet>
    </>
  )
}

function Steps({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const { standing } = customer
  if (!standing) return null
  const steps = stepsOf(standing.steps, customer.layer)
  const on = steps.find((step) => step.state === 'on')
  const { next } = standing
  const missing = next?.missing.length ?? 0
  return (
    <section className={s.phoneSteps}>
      <div className={s.phoneBars} aria-hidden>
        {steps.map((step) => (
          <span key={step.layer} className={s[step.state]}>
            <Bar step={step} />
          </span>
        ))}
      </div>
      <div className="row">
        <b>{t(`layer.${customer.layer}`)}</b>
        {on ? (
          <span className="c3 f13">
            {on.ideal > 0
              ? t('customer.dayOf', { day: dayNumber(on.days), ideal: on.ideal })
              : t('customer.day', { day: dayNumber(on.days) })}
          </span>
        ) : null}
        <span className="grow" />
        {next ? (
          <button
            type="button"
            className={cx(s.phoneNeeds, missing > 0 && 'c-amber')}
            onClick={() => panels.show({ kind: 'needs' })}
          >
            {missing > 0 ? <CircleDashed size={14} aria-hidden /> : null}
            {missing > 0
              ? t('customer.need.short', { layer: t(`layer.${next.to}`), count: missing })
              : t('customer.need.ready', { layer: t(`layer.${next.to}`) })}
            <ChevronRight size={15} aria-hidden />
          </button>
        ) : null}
      </div>
    </section>
  )
}

function MainContact({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const main = customer.contacts.find((c) => c.primary) ?? customer.contacts[0]
  const name = main?.name || customer.contactName
  return (
    <button type="button" className={s.phoneContact} onClick={() => panels.show({ kind: 'contacts' })}>
      <Avatar name={name || '?'} size={34} />
      <span className="col grow">
        <b>{name || t('customer.noContact')}</b>
        <small className="c3 f13">{[main?.title, customer.phone].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="c2 row f13">
        {t('customer.contactCount', { count: customer.contacts.length })}
        <ChevronRight size={15} aria-hidden />
      </span>
    </button>
  )
}

function PhoneTabs({ customer, tab, onTab }: Pick<Props, 'customer' | 'tab' | 'onTab'>) {
  const { t } = useTranslation()
  const { counts } = useTimeline(customer.id, 'all')
  const tabs = ['all', 'facts', 'deal', 'file', 'change'] as const
  return (
    <nav className={s.tabs} aria-label={t('customer.history')}>
      {tabs.map((key) => (
        <button
          key={key}
          type="button"
          className={cx(s.tab, key === tab && s.tabOn)}
          aria-current={key === tab ? 'page' : undefined}
          onClick={() => onTab(key)}
        >
          {t(
            key === 'all'
              ? 'customer.tab.timeline'
              : key === 'facts'
                ? 'customer.facts'
                : `customer.tab.${key}`,
          )}
          {key !== 'facts' && key !== 'all' && counts?.[key] ? <small>{counts[key]}</small> : null}
        </button>
      ))}
    </nav>
  )
}

/** Call, WeChat, log, move. */
function Acts({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const call = useCall()
  const wechat = useWeChat(customer)
  const touch = mayDo(customer, 'touch')
  if (mayDo(customer, 'claim'))
    return (
      <div className={s.phoneActs}>
        <Claim customer={customer} size="large" />
      </div>
    )
  if (!touch && !mayDo(customer, 'move')) return null
  return (
    <footer className={s.phoneActs}>
      {touch && customer.phone ? (
        <button type="button" className={cx(s.phoneCall, 'on-solid')} onClick={() => call(customer)}>
          <PhoneIcon size={20} strokeWidth={1.8} aria-hidden />
          {t('customer.call')}
        </button>
      ) : null}
      {wechat ? (
        <button type="button" onClick={wechat}>
          <MessageCircle size={20} strokeWidth={1.8} aria-hidden />
          {t('channel.wechat')}
        </button>
      ) : null}
      {touch && logTouch() ? (
        <button type="button" onClick={() => panels.show({ kind: 'log' })}>
          <PenLine size={20} strokeWidth={1.8} aria-hidden />
          {t('customer.log')}
        </button>
      ) : null}
      {mayDo(customer, 'move') ? (
        <button type="button" onClick={() => panels.show({ kind: 'move' })}>
          <ArrowRight size={20} strokeWidth={1.8} aria-hidden />
          {t('customer.act.move')}
        </button>
      ) : null}
    </footer>
  )
}

/** Copies the WeChat id, so that it can be pasted into WeChat; audited when it was masked. */
function useWeChat(customer: CustomerFull): (() => void) | undefined {
  const { t } = useTranslation()
  const channel = [...customer.contacts]
    .sort((a, b) => Number(b.primary) - Number(a.primary))
    .flatMap((c) => c.channels)
    .find((ch) => ch.kind === 'wechat')
  const copied = async (value: string) => {
    if (await copyText(value)) toast(t('customer.wechatCopied'))
    else toastRefused(value)
  }
  const reveal = useAct(
    () =>
      api.post('/customers/{id}/reveal', {
        params: { path: { id: customer.id } },
        body: { channelId: channel?.id },
      }),
    { onDone: ({ value }) => void copied(value) },
  )
  if (!channel || (channel.masked && !mayDo(customer, 'unmask'))) return undefined
  return () => (channel.masked ? reveal.mutate() : void copied(channel.value))
}
