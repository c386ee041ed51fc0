import type { Money } from '@/api/types'
import { money, moneyPlain } from '@/lib/money'

export const Nothing = () => <span className="c3">—</span>

/** An amount under a header that names the organisation's currency. */
export const Cell = ({ value, currency }: { value: Money; currency: string }) => (
  <span className="num">{value.currency === currency ? moneyPlain(value) : money(value)}</span>
)
