// 今日小结: what the day was, ready to be pasted into a chat.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { copyText } from '@/lib/copy'
import { Pane } from '@/ui/Pane'
import { Sheet } from '@/ui/Sheet'
import { ErrorState, Skeleton } from '@/ui/States'
import { toast } from '@/ui/toast'
import s from './day.module.css'
import type { Figures, Summary } from './types'

const figures = [
  'touches',
  'connected',
  'customers',
  'moves',
  'signed',
  'dueDone',
  'dueOpen',
] as const satisfies (keyof Figures)[]
const ofPerson = ['touches', 'connected', 'moves', 'signed', 'dueOpen'] as const satisfies (keyof Figures)[]

export default function SummarySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['summary'],
    queryFn: ({ signal }) => api.get('/summary', { signal }),
  })
  const copy = async () => {
    if (data && (await copyText(data.text))) toast(t('ui.copied'))
  }
  return (
    <Sheet
      title={t('today.summary')}
      open
      onClose={onClose}
      footer={
        <Button
          type="primary"
          disabled={!data}
          icon={<Copy size={14} strokeWidth={1.8} aria-hidden />}
          onClick={() => void copy()}
        >
          {t('today.copy')}
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Pane label={t('today.summary')}>
          <dl className={s.figures}>
            {figures.map((key) => (
              <div key={key}>
                <dt>{t(`today.figure.${key}`)}</dt>
                <dd>{data[key]}</dd>
              </div>
            ))}
          </dl>
          {data.people.length > 0 ? <People people={data.people} /> : null}
          <h3 className={s.asText}>{t('today.asText')}</h3>
          <p className={s.digest}>{data.text}</p>
        </Pane>
      ) : (
        <Skeleton rows={3} />
      )}
    </Sheet>
  )
}

function People({ people }: { people: Summary['people'] }) {
  const { t } = useTranslation()
  return (
    <table className={s.people}>
      <thead>
        <tr>
          <th scope="col">{t('today.person')}</th>
          {ofPerson.map((key) => (
            <th key={key} scope="col">
              {t(`today.figure.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((p) => (
          <tr key={p.person.id}>
            <th scope="row">{p.person.name}</th>
            {ofPerson.map((key) => (
              <td key={key}>{p[key]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
