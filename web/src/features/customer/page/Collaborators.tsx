// Colleagues a customer is shared with.
import { Plus, Users, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useMe } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { IconButton } from '@/ui/IconButton'
import { Avatar } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import { type Collaborator, type CustomerFull, mayDo } from '../types'
import s from './page.module.css'
import type { Panels } from './usePanels'

export function Collaborators({ customer, panels }: { customer: CustomerFull; panels: Panels }) {
  const { t } = useTranslation()
  const me = useMe()
  const may = mayDo(customer, 'collaborate')
  const drop = useAct(
    (c: Collaborator) =>
      api.del('/customers/{id}/collaborators/{personId}', {
        params: { path: { id: customer.id, personId: c.person.id } },
      }),
    {
      changes: 'customer',
      customerId: customer.id,
      done: (_, c) => t('customer.share.dropped', { name: c.person.name }),
      undo: (_, c) =>
        api.put('/customers/{id}/collaborators/{personId}', {
          params: { path: { id: customer.id, personId: c.person.id } },
          body: {
            mayTouch: c.mayTouch,
            ...(c.until ? { until: c.until } : {}),
          },
        }),
    },
  )
  if (customer.collaborators.length === 0 && !may) return null
  return (
    <section className={s.part}>
      <h2>
        <Users size={14} strokeWidth={1.8} aria-hidden />
        {t('customer.collaborators')}
        <span className="grow" />
        {may ? (
          <IconButton
            icon={Plus}
            size={14}
            label={t('customer.act.share')}
            onClick={() => panels.show({ kind: 'share' })}
          />
        ) : null}
      </h2>
      {customer.collaborators.length === 0 ? <p className="c3 f13">{t('customer.share.none')}</p> : null}
      <ul className={s.people}>
        {customer.collaborators.map((c) => (
          <li key={c.person.id} className={s.person}>
            <Avatar name={c.person.name} size={28} />
            <div className="grow">
              <b>{c.person.name}</b>
              <small className="c3 f12 ell">
                <Terms of={c} />
              </small>
            </div>
            {may || c.person.id === me.id ? (
              <IconButton
                icon={X}
                size={14}
                label={t('customer.share.drop', { name: c.person.name })}
                onClick={() => drop.mutate(c)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Terms({ of }: { of: Collaborator }) {
  const { t } = useTranslation()
  const day = useDay()
  const may = t(of.mayTouch ? 'customer.share.touch' : 'customer.share.read')
  return of.until ? `${may} · ${t('customer.share.until', { day: day.date(of.until) })}` : may
}
