// What DataTable does besides drawing: the current row, selection, windowing.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useHotkeys } from './useHotkeys'

/** Moves a current row with J and K, selects with X, opens with Enter. */
export function useRowKeys(options: {
  count: number
  enabled: boolean
  focus: (index: number) => void
  open: ((index: number) => void) | undefined
  select: ((index: number) => void) | undefined
  clear: (() => void) | undefined
}) {
  const { count, enabled, focus, open, select, clear } = options
  const [current, setCurrent] = useState(-1)
  const go = (to: number) => {
    if (count === 0) return
    const index = Math.min(Math.max(to, 0), count - 1)
    setCurrent(index)
    focus(index)
  }
  const down = () => go(current + 1)
  const up = () => go(current < 0 ? 0 : current - 1)
  useHotkeys(
    {
      j: down,
      arrowdown: down,
      k: up,
      arrowup: up,
      enter: open && current >= 0 ? () => open(current) : undefined,
      x: select && current >= 0 ? () => select(current) : undefined,
      escape: clear,
    },
    { level: 'part', enabled },
  )
  return { current, setCurrent }
}

const margin = 12

/** Which rows to draw of a long table with rows of one height. */
export function useWindow(count: number, height: number, enabled: boolean) {
  const box = useRef<HTMLDivElement>(null)
  const [range, setRange] = useState({ from: 0, to: 60 })
  const measure = useCallback(() => {
    const node = box.current
    if (!node) return
    const from = Math.max(0, Math.floor(node.scrollTop / height) - margin)
    const to = Math.ceil((node.scrollTop + node.clientHeight) / height) + margin
    setRange((old) => (old.from === from && old.to === to ? old : { from, to }))
  }, [height])
  useLayoutEffect(measure, [measure])
  useEffect(() => {
    const node = box.current
    if (!node || !enabled) return
    const watch = new ResizeObserver(measure)
    watch.observe(node)
    node.addEventListener('scroll', measure, { passive: true })
    return () => {
      watch.disconnect()
      node.removeEventListener('scroll', measure)
    }
  }, [measure, enabled])
  const from = enabled ? Math.min(range.from, Math.max(0, count - 1)) : 0
  const to = enabled ? Math.min(range.to, count) : count
  return { box, from, to }
}

/** Calls `load` when the end of the list comes near. */
export function useEndOfList(load: () => void, active: boolean) {
  const latest = useRef(load)
  latest.current = load
  const [node, setNode] = useState<HTMLElement | null>(null)
  useEffect(() => {
    if (!node || !active) return
    const watch = new IntersectionObserver(
      (entries) => entries.some((e) => e.isIntersecting) && latest.current(),
      {
        rootMargin: '0px 0px 600px 0px',
      },
    )
    watch.observe(node)
    return () => watch.disconnect()
  }, [node, active])
  return setNode
}
