// /customers/{id}: everything about one customer, and the place where it is worked on.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { GitMerge, SearchX } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError } from '@/api/problem'
import { usePhone } from '@/lib/media'
import { Go, useGo } from '@/ui/Go'
import { PageHeader } from '@/ui/PageHeader'
import { Pane } from '@/ui/Pane'
import { Empty, ErrorState, Skeleton } from '@/ui/States'
import { useHotkeys } from '@/ui/useHotkeys'
import { useUrl } from '@/ui/useUrl'
import { listContext, neighboursOf } from './neighbours'
import { Collaborators } from './page/Collaborators'
import { Contacts } from './page/Contacts'
import { Facts } from './page/Facts'
import { Head } from './page/Head'
import { History } from './page/History'
import { PanelHost } from './page/PanelHost'
import { Phone } from './page/Phone'
import s from './page/page.module.css'
import { Said } from './page/Said'
import { NextLayer, Stepper, Summary } from './page/Standing'
import { customerQuery } from './page/useCustomer'
import { type Panels, usePanels } from './page/usePanels'
import { Composer, NextStep } from './slots'
import { type CustomerFull, mayDo, type TimelineTab, timelineTabs } from './types'

export default function CustomerPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(customerQuery(id))
  // Another customer is another page: nothing typed may carry over.
  if (data) return <Customer key={id} customer={data} />
  if (error) return <NotThere error={error} onRetry={() => void refetch()} />
  return <Skeleton rows={8} />
}

/** Gone, merged, or not the reader's to see. */
function NotThere({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const problem = asApiError(error)
  const merged = problem.state && 'mergedInto' in problem.state ? problem.state.mergedInto : undefined
  const { back } = neighboursOf('', listContext())
  return (
    <>
      <PageHeader title={t('customer.title')} back={back} />
      {merged ? (
        <Empty icon={GitMerge} title={t('customer.merged')} text={t('customer.mergedText')}>
          <Go to={`/customers/${merged}`} className={s.go}>
            {t('customer.mergedOpen')}
          </Go>
        </Empty>
      ) : problem.missing ? (
        <Empty icon={SearchX} title={t('customer.notFound')} text={t('customer.notFoundText')}>
          <Go to="/customers" className={s.go}>
            {t('customer.toList')}
          </Go>
        </Empty>
      ) : (
        <ErrorState error={error} onRetry={onRetry} />
      )}
    </>
  )
}

type Tab = TimelineTab | 'facts'

function Customer({ customer }: { customer: CustomerFull }) {
  const phone = usePhone()
  const [url, setUrl] = useUrl<{ tab?: string }>()
  const tab = ([...timelineTabs, 'facts'] as string[]).includes(url.tab ?? '') ? (url.tab as Tab) : 'all'
  const setTab = (next: Tab) => setUrl({ tab: next === 'all' ? '' : next })
  const near = neighboursOf(customer.id, listContext())
  const composer = useRef<HTMLDivElement>(null)
  const toTouch = () => {
    const field = composer.current?.querySelector<HTMLElement>('textarea, [contenteditable=true]')
    composer.current?.scrollIntoView({ block: 'nearest' })
    if (field) field.focus()
    else panels.show({ kind: 'log' })
  }
  const panels: Panels = usePanels(
    () => setTab('deal'),
    () => toTouch(),
  )
  usePageKeys({ customer, near, panels, toTouch })
  if (phone)
    return (
      <>
        <Phone customer={customer} back={near.back} panels={panels} tab={tab} onTab={setTab} />
        <PanelHost customer={customer} panels={panels} />
      </>
    )
  return (
    <>
      <div className={s.top}>
        <Head customer={customer} near={near} panels={panels} />
        <div className={s.standing}>
          <div className={s.way}>
            <Summary customer={customer} />
            <Stepper customer={customer} />
          </div>
          <NextLayer customer={customer} panels={panels} />
        </div>
      </div>
      <div className={s.columns}>
        <Pane className={s.main}>
          <div ref={composer}>
            <Write customer={customer} />
          </div>
          <History customer={customer} panels={panels} tab={tab === 'facts' ? 'all' : tab} onTab={setTab} />
        </Pane>
        <Side customer={customer} panels={panels} />
      </div>
      <PanelHost customer={customer} panels={panels} />
    </>
  )
}

/** The composer; for those who may log a touch. */
function Write({ customer }: { customer: CustomerFull }) {
  if (!mayDo(customer, 'touch')) return null
  return (
    <Suspense fallback={<Skeleton rows={2} height={72} />}>
      <Composer customer={customer} />
    </Suspense>
  )
}

function Side({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  return (
    <Pane className={s.side} label={t('customer.side')}>
      <Suspense fallback={<Skeleton rows={1} height={100} />}>
        <NextStep customer={customer} />
      </Suspense>
      <Said customer={customer} />
      <Contacts customer={customer} panels={panels} />
      <Facts customer={customer} panels={panels} />
      <Collaborators customer={customer} panels={panels} />
    </Pane>
  )
}

const typing = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement &&
  event.target.closest('input, textarea, [contenteditable=true]') !== null

/** An open menu closes by Esc itself. */
const openPopup = '.ant-dropdown-open, .ant-select-open, .ant-popover-open'

/** J K walk the list, M E A act, L writes, Esc goes back. */
function usePageKeys(of: {
  customer: CustomerFull
  near: ReturnType<typeof neighboursOf>
  panels: Panels
  toTouch: () => void
}) {
  const { customer, near, panels, toTouch } = of
  const go = useGo()
  const client = useQueryClient()
  const walk = (id: string | undefined) => (id ? () => go(`/customers/${id}`, { replace: true }) : undefined)
  const { next } = near
  useEffect(() => {
    // The next one opens at once.
    if (next) void client.prefetchQuery({ ...customerQuery(next), staleTime: 30_000 })
  }, [next, client])
  const may = (act: Parameters<typeof mayDo>[1], run: () => void) => (mayDo(customer, act) ? run : undefined)
  useHotkeys({
    j: walk(near.next),
    k: walk(near.previous),
    m: may('move', () => panels.show({ kind: 'move' })),
    e: may('edit', () => panels.show({ kind: 'edit' })),
    a: may('assign', () => panels.show({ kind: 'assign' })),
    l: may('touch', toTouch),
    escape: (event) => {
      if (typing(event)) (event.target as HTMLElement).blur()
      else if (!document.querySelector(openPopup)) go(near.back)
    },
  })
}
