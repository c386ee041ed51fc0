// Starting a call: the server says whether it may begin and gives the number.
import i18next from 'i18next'
import { api } from '@/api/client'
import { asApiError } from '@/api/problem'
import type { Customer } from '@/api/types'
import { toast, toastRefused } from '@/ui/toast'
import { calls } from './callStore'

let busy = false

/** Asks, dials, and remembers when it began; refusals explain themselves. name is who the channel belongs to. */
export async function callCustomer(
  customer: Pick<Customer, 'id' | 'name' | 'contactName'>,
  channelId?: string,
  name?: string,
): Promise<void> {
  if (busy) return
  busy = true
  const who = name || customer.contactName || customer.name
  try {
    const call = await api.post('/customers/{id}/call', {
      params: { path: { id: customer.id } },
      body: channelId ? { channelId } : {},
    })
    calls.started({
      customerId: customer.id,
      name: who,
      contactId: call.contactId ?? '',
      startedAt: Date.parse(call.startedAt),
    })
    toast(i18next.t('call.dialling', { name: who, number: call.number }))
    dial(call.tel)
  } catch (error) {
    const problem = asApiError(error)
    if (problem.offline) toastRefused(problem.message)
    else calls.refuse({ name: who, title: i18next.t('call.refused', { name: who }), text: problem.message })
  } finally {
    busy = false
  }
}

/** Hands the number to the phone or the softphone; the page stays. */
function dial(tel: string) {
  const link = document.createElement('a')
  link.href = tel
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
}
