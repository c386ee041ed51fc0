import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { currencySign, type Money, moneyPlain, parseMoney } from '@/lib/money'

interface Props {
  id?: string
  value?: Money | null
  onChange?: (value: Money | null) => void
  onBlur?: () => void
  currency: string
  placeholder?: string | undefined
  label?: string
  size?: 'small' | 'middle'
}

/** An amount as people type it ("8.6 万", "86,000"); the value is in minor units. */
export function MoneyField({ value, onChange, onBlur, currency, label, ...rest }: Props) {
  const [text, setText] = useState(value ? moneyPlain(value) : '')
  const amount = value?.amount
  useEffect(() => {
    // A value from outside (a draft, a reset) replaces the text; one's own typing does not.
    setText((old) => {
      const typed = parseMoney(old, currency)
      if (typed?.amount === amount) return old
      return amount === undefined ? '' : moneyPlain({ amount, currency })
    })
  }, [amount, currency])
  return (
    <Input
      {...rest}
      aria-label={label}
      inputMode="decimal"
      prefix={<span className="c3">{currencySign(currency)}</span>}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        onChange?.(parseMoney(event.target.value, currency))
      }}
      onBlur={() => {
        if (value) setText(moneyPlain(value))
        onBlur?.()
      }}
    />
  )
}
