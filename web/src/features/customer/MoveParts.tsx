// The parts of the move dialog: where to, and the words a move needs.

import { useQuery } from '@tanstack/react-query'
import { Input, Radio, Switch } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { type Customer, type Layer, layerNumber } from '@/api/types'
import { abandonReasons } from '@/api/words/customer'
import { LayerTick } from '@/ui/marks'
import { useDay } from '@/ui/useDay'
import s from './customer.module.css'
import { type Direction, directionOf, type MoveWords, targets } from './move'

/** The layers in order, and the way out. */
export function LayerList({
  from,
  to,
  onChoose,
}: {
  from: Layer
  to: Layer
  onChoose: (layer: Layer) => void
}) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      className={s.layers ?? ''}
      value={to}
      onChange={(event) => onChoose(event.target.value as Layer)}
      aria-label={t('customer.move.where')}
    >
      {targets.map((layer) => {
        const direction = directionOf(from, layer)
        return (
          <Radio key={layer} value={layer} disabled={direction === 'stay'}>
            {layer === 'abandoned' ? t('customer.move.out') : <LayerTick layer={layer} />}
            {direction === 'stay' ? <small>{t('customer.move.here')}</small> : null}
            {direction === 'back' ? <small>{t('customer.move.back')}</small> : null}
          </Radio>
        )
      })}
    </Radio.Group>
  )
}

interface WordsProps {
  customer: Customer
  direction: Direction
  words: MoveWords
  onChange: (words: MoveWords) => void
  mayOverride: boolean
}

export function Words({ customer, direction, words, onChange, mayOverride }: WordsProps) {
  const { t } = useTranslation()
  const id = useId()
  if (direction === 'abandon') return <Abandon customer={customer} words={words} onChange={onChange} />
  const asks = direction === 'back' || (direction === 'forward' && words.override)
  return (
    <>
      {direction === 'forward' && mayOverride ? (
        <div className={s.override}>
          <Switch
            size="small"
            id={`${id}-override`}
            checked={words.override}
            onChange={(override) => onChange({ ...words, override })}
          />
          <label htmlFor={`${id}-override`}>{t('customer.move.override')}</label>
        </div>
      ) : null}
      {asks ? (
        <div className={s.words}>
          <label htmlFor={id}>
            {t(direction === 'back' ? 'customer.move.whyBack' : 'customer.move.whyOverride')}
          </label>
          <Input.TextArea
            id={id}
            value={words.reason}
            maxLength={400}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => onChange({ ...words, reason: event.target.value })}
          />
        </div>
      ) : null}
    </>
  )
}

/** How long an abandoned customer is offered to nobody. */
function useCoolingDays(): number | undefined {
  const { data } = useQuery({
    queryKey: ['funnel', 'template'],
    queryFn: () => api.get('/funnel/template'),
    staleTime: 3_600_000,
  })
  return data?.coolingDays
}

function Abandon({ customer, words, onChange }: Pick<WordsProps, 'customer' | 'words' | 'onChange'>) {
  const { t } = useTranslation()
  const id = useId()
  const day = useDay()
  const cooling = useCoolingDays()
  const until = cooling === undefined ? '' : day.date(day.now + cooling * 86_400_000)
  const at = layerNumber(customer.layer)
  const frees = customer.owner && !customer.selfFound && at >= 1 && at <= 5
  return (
    <>
      <Radio.Group
        className={s.reasons ?? ''}
        value={words.abandon}
        onChange={(event) => onChange({ ...words, abandon: event.target.value as MoveWords['abandon'] })}
        aria-label={t('customer.move.whyOut')}
      >
        {abandonReasons.map((reason) => (
          <Radio key={reason} value={reason}>
            {t(`abandon.${reason}`)}
          </Radio>
        ))}
      </Radio.Group>
      {words.abandon === 'bought_elsewhere' ? (
        <div className={s.words}>
          <label htmlFor={id}>{t('customer.move.whichCompetitor')}</label>
          <Input
            id={id}
            value={words.competitor}
            maxLength={120}
            onChange={(event) => onChange({ ...words, competitor: event.target.value })}
          />
        </div>
      ) : null}
      <p className="c2 f13">
        {until ? t('customer.move.outText', { day: until }) : t('customer.move.outTextShort')}
        {frees ? t('customer.move.frees') : ''}
      </p>
    </>
  )
}
