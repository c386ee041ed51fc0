// Date pickers over plain values: "2026-10-14" for a day, RFC 3339 for an
// instant, both in the organisation's zone. Loaded only where a date is asked.
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { instantOf, partsOf } from '@/lib/day'
import { useDay } from './useDay'

export interface DateFieldProps {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  /** With a time of day. */
  time?: boolean
  placeholder?: string | undefined
  disabled?: boolean
  label?: string | undefined
  size?: 'small' | 'middle' | 'large'
}

function shown(value: string | null | undefined, time: boolean, zone: string): Dayjs | null {
  if (!value) return null
  if (!time) return dayjs(value)
  const p = partsOf(Date.parse(value), zone)
  return dayjs(new Date(p.year, p.month - 1, p.day, p.hour, p.minute))
}

function meant(value: Dayjs | null, time: boolean, zone: string): string | null {
  if (!value) return null
  if (!time) return value.format('YYYY-MM-DD')
  const at = instantOf(
    {
      year: value.year(),
      month: value.month() + 1,
      day: value.date(),
      hour: value.hour(),
      minute: value.minute(),
    },
    zone,
  )
  return new Date(at).toISOString()
}

export default function DateField({ id, value, onChange, time = false, label, ...rest }: DateFieldProps) {
  const { i18n } = useTranslation()
  const { zone } = useDay()
  const zh = i18n.language.startsWith('zh')
  dayjs.locale(zh ? 'zh-cn' : 'en')
  const date = zh ? 'YYYY年M月D日' : 'D MMM YYYY'
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...rest}
      aria-label={label}
      value={shown(value, time, zone)}
      onChange={(next) => onChange?.(meant(next as Dayjs | null, time, zone))}
      showTime={time ? { format: 'HH:mm', minuteStep: 5 } : false}
      format={time ? `${date} HH:mm` : date}
      style={{ width: '100%' }}
    />
  )
}
