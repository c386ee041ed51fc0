import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import type { Schemas } from '@/api/types'
import { useAct } from '@/api/useAct'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import type { Deal } from './types'

const reasons = ['price', 'competitor', 'budget', 'later', 'unfit', 'other'] as const
const asks = ['competitor', 'other'] as const

/** A deal is lost for a reason; the customer stays where it is. */
export function LostDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation()
  const lose = useAct(
    (body: Schemas['LostInBody']) =>
      api.post('/deals/{id}/lost', { params: { path: { id: deal.id } }, body }),
    {
      changes: 'deal',
      customerId: deal.customer.id,
      done: t('deal.lostDone', { name: deal.name }),
      onDone: onClose,
      onRefused: () => true,
    },
  )
  const text = (reason: (typeof reasons)[number], words: string) =>
    reason === 'other' ? words : [t(`deal.why.${reason}`), words].filter(Boolean).join(t('deal.colon'))
  return (
    <ConfirmDialog
      open
      title={t('deal.lostTitle', { name: deal.name })}
      text={t('deal.lostText')}
      act={t('deal.lostAct')}
      danger
      words="optional"
      reasons={reasons.map((value) => ({
        value,
        label: t(`deal.why.${value}`),
        ...((asks as readonly string[]).includes(value)
          ? { ask: t(`deal.ask.${value as (typeof asks)[number]}`) }
          : {}),
      }))}
      onConfirm={({ reason, words }) =>
        lose.mutateAsync({
          reason: text(reason as (typeof reasons)[number], words),
          ...(reason === 'competitor' ? { competitor: words } : {}),
          version: deal.version,
        })
      }
      onClose={onClose}
    />
  )
}
