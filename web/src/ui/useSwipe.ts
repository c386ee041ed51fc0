// A swipe to the side on a touch screen, told from scrolling.
import { type TouchEvent, useRef } from 'react'

/** Handlers for an element: to the left shows its acts, to the right hides them. */
export function useSwipe(onLeft: () => void, onRight: () => void) {
  const from = useRef<{ x: number; y: number }>(undefined)
  return {
    onTouchStart: (e: TouchEvent) => {
      const touch = e.touches[0]
      from.current = touch && { x: touch.clientX, y: touch.clientY }
    },
    onTouchEnd: (e: TouchEvent) => {
      const touch = e.changedTouches[0]
      if (!from.current || !touch) return
      const x = touch.clientX - from.current.x
      if (Math.abs(x) < 48 || Math.abs(touch.clientY - from.current.y) > Math.abs(x) / 2) return
      if (x < 0) onLeft()
      else onRight()
    },
  }
}
