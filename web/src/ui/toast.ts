// One line at the bottom left: something was done, or can still be undone.
import { useSyncExternalStore } from 'react'

export type ToastTone = 'done' | 'refused'

export interface Toast {
  id: number
  text: string
  tone: ToastTone
  /** Takes the act back; offered for ten seconds, also by Z. */
  undo?: (() => void) | undefined
  until: number
}

let toasts: Toast[] = []
let next = 1
const listeners = new Set<() => void>()

function change(list: Toast[]) {
  toasts = list
  for (const listener of listeners) listener()
}

function show(text: string, tone: ToastTone, life: number, undo?: () => void) {
  const id = next++
  // The same sentence again takes the place of the first one.
  const others = toasts.filter((item) => item.text !== text || item.undo)
  change([...others.slice(-2), { id, text, tone, undo, until: Date.now() + life }])
  setTimeout(() => dismiss(id), life)
}

export const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id))

/** "已移到 意向，明天 10:00 提醒你" */
export const toast = (text: string) => show(text, 'done', 4000)
/** Something was refused; the sentence says why. */
export const toastRefused = (text: string) => show(text, 'refused', 8000)
/** Done, and can be taken back for ten seconds. */
export const toastUndo = (text: string, undo: () => void) => show(text, 'done', 10_000, undo)

export function undoLast() {
  const last = toasts.findLast((item) => item.undo)
  if (!last) return
  dismiss(last.id)
  last.undo?.()
}

export function useToasts(): Toast[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => toasts,
  )
}
