import { Input, type InputRef } from 'antd'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { usePhone } from '@/lib/media'
import { useHotkeys } from './useHotkeys'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  width?: number
}

/** Search in a list: waits for a pause in typing and for the input method; / goes there. */
export function SearchBox({ label, value, onChange, width = 220 }: Props) {
  const phone = usePhone()
  const [text, setText] = useState(value)
  const box = useRef<InputRef>(null)
  const composing = useRef(false)
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value || composing.current) return
    const timer = setTimeout(() => latest.current(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text, value])
  useHotkeys({ '/': () => box.current?.focus() }, { level: 'part' })
  return (
    <Input
      ref={box}
      type="search"
      aria-label={label}
      placeholder={label}
      prefix={<Search size={14} className="c3" aria-hidden />}
      value={text}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        setText((event.target as HTMLInputElement).value)
      }}
      onChange={(event) => setText(event.target.value)}
      style={{ width: phone ? '100%' : width }}
    />
  )
}
