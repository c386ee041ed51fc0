// What is known about the customer; numbers inside texts are shown on demand.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { useMay } from '@/api/queries'
import { useAct } from '@/api/useAct'
import { placeOf } from '@/lib/place'
import { Go } from '@/ui/Go'
import { Chip } from '@/ui/marks'
import { areaTexts, customKey, lineTexts, useCustomFields } from '../form/fields'
import { customText } from '../list/cells'
import { type CustomerFull, mayDo } from '../types'
import s from './page.module.css'
import type { Panels } from './usePanels'

interface Fact {
  field: string
  label: string
  text: string
}

/** Part of another line, or of what stands beside the facts. */
const composed: readonly string[] = ['sourceDetail', 'province', 'preference']

function useFacts(customer: CustomerFull): Fact[] {
  const { t } = useTranslation()
  const { fields } = useCustomFields()
  const plain: [string, string][] = [
    ['product', customer.product?.name ?? ''],
    ['goal', customer.goal],
    ['source', [customer.source, customer.sourceDetail].filter(Boolean).join(' · ')],
    ...[...lineTexts, ...areaTexts]
      .filter((name) => !composed.includes(name))
      .map((name): [string, string] => [
        name,
        name === 'city' ? placeOf(customer.province, customer.city) : customer[name],
      ]),
  ]
  return [
    ...plain.map(([field, text]) => ({ field, text, label: t(`field.customer.${field}`) })),
    ...fields.map((f) => ({
      field: customKey(f),
      label: f.label,
      text: customText(customer.custom[customKey(f)], t('ui.yes'), t('ui.no')),
    })),
    {
      field: 'doNotContact',
      label: t('field.customer.doNotContact'),
      text: t(customer.doNotContact ? 'ui.yes' : 'ui.no'),
    },
  ]
}

export function Facts({
  customer,
  panels,
  heading = true,
}: {
  customer: CustomerFull
  panels: Panels
  heading?: boolean
}) {
  const { t } = useTranslation()
  const facts = useFacts(customer)
  const may = useMay()
  // The first three are always asked for; others only stand here once they are known.
  const shown = facts.filter((f, i) => f.text !== '' || i < 3)
  const edit = mayDo(customer, 'edit')
  return (
    <section className={s.part}>
      {heading || edit ? (
        <h2>
          {heading ? t('customer.facts') : null}
          <span className="grow" />
          {edit ? (
            <button type="button" className="lnk" onClick={() => panels.show({ kind: 'edit' })}>
              {t('customer.act.edit')}
            </button>
          ) : null}
        </h2>
      ) : null}
      <dl className={s.facts}>
        {shown.map((fact) => (
          <FactLine key={fact.field} fact={fact} customer={customer} />
        ))}
      </dl>
      {customer.tags.length > 0 ? (
        <div className={s.chips}>
          {customer.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      ) : null}
      {may('personal.data') ? (
        <Go to={`/settings/personal-data?customer=${customer.id}`} className="lnk f12">
          {t('privacy.link')}
        </Go>
      ) : null}
    </section>
  )
}

function FactLine({ fact, customer }: { fact: Fact; customer: CustomerFull }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState('')
  const reveal = useAct(
    () =>
      api.post('/customers/{id}/reveal', {
        params: { path: { id: customer.id } },
        body: { field: fact.field },
      }),
    { onDone: ({ value }) => setShown(value) },
  )
  const hides = customer.hidden?.includes(fact.field) && mayDo(customer, 'unmask') && !shown
  return (
    <>
      <dt>{fact.label}</dt>
      <dd className="pre">
        {fact.field === 'website' && fact.text ? (
          <Website address={fact.text} />
        ) : (
          shown || fact.text || <span className="c3">—</span>
        )}
        {hides ? (
          <>
            {' '}
            <button type="button" className="lnk f12" onClick={() => reveal.mutate()}>
              {t('customer.showNumbers')}
            </button>
          </>
        ) : null}
      </dd>
    </>
  )
}

const Website = ({ address }: { address: string }) => (
  <a
    href={/^https?:\/\//i.test(address) ? address : `https://${address}`}
    target="_blank"
    rel="noreferrer noopener"
  >
    {address.replace(/^https?:\/\//i, '')}
  </a>
)
