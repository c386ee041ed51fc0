// Keys for the whole page. Letters act only outside inputs, never while an
// input method composes, and can be switched off.
import { useEffect, useRef } from 'react'
import { prefs } from '@/lib/prefs'

/** Keys by name: 'j', '?', 'enter', 'escape', 'arrowdown', 'ctrl+enter', 'ctrl+k', 'g t'. */
export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>

/** Who hears a key first: dialogs before pages, pages before kit parts, those before the shell. */
export type KeyLevel = 'shell' | 'part' | 'page' | 'dialog'
const rank: Record<KeyLevel, number> = { shell: 0, part: 1, page: 2, dialog: 3 }

interface Layer {
  keys: Keys
  level: KeyLevel
}

const layers: Layer[] = []
let prefix = ''
let prefixUntil = 0

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null)

const onControl = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('a, button, summary, [role=option], [role=tab], [role=menuitem]') !== null

/** The name of a key press: 'ctrl+k', 'j', '?'. Cmd counts as Ctrl. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  return (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + (event.altKey ? 'alt+' : '') + key
}

/** Whether a key may act where it was pressed. */
export function mayAct(event: KeyboardEvent, name: string): boolean {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return false
  const combined = name.startsWith('ctrl+') || name.startsWith('alt+')
  if (combined || name === 'escape') return true
  if (inField(event.target)) return false
  if ((name === 'enter' || name === 'space') && onControl(event.target)) return false
  return name.length > 1 || prefs.letterKeys()
}

function find(name: string): ((event: KeyboardEvent) => void) | undefined {
  const ordered = layers
    .map((layer, order) => ({ layer, order }))
    .sort((a, b) => rank[b.layer.level] - rank[a.layer.level] || b.order - a.order)
  for (const { layer } of ordered) {
    const run = layer.keys[name]
    if (run) return run
    // An open dialog keeps every key to itself.
    if (layer.level === 'dialog') return undefined
  }
  return undefined
}

function onKeyDown(event: KeyboardEvent) {
  const name = keyName(event)
  if (name === 'shift' || !mayAct(event, name)) return
  const now = event.timeStamp
  const sequence = prefix && now < prefixUntil ? `${prefix} ${name}` : ''
  prefix = ''
  const run = (sequence && find(sequence)) || find(name)
  if (run) {
    event.preventDefault()
    run(event)
    return
  }
  const starts = layers.some((layer) => Object.keys(layer.keys).some((k) => k.startsWith(`${name} `)))
  if (starts) {
    prefix = name
    prefixUntil = now + 1500
  }
}

/** Binds keys while the component is mounted. Values may change on every render. */
export function useHotkeys(keys: Keys, options: { level?: KeyLevel; enabled?: boolean } = {}) {
  const { level = 'page', enabled = true } = options
  const layer = useRef<Layer>({ keys, level })
  layer.current.keys = keys
  useEffect(() => {
    if (!enabled) return
    const mine = layer.current
    mine.level = level
    if (layers.length === 0) window.addEventListener('keydown', onKeyDown)
    layers.push(mine)
    return () => {
      layers.splice(layers.indexOf(mine), 1)
      if (layers.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [level, enabled])
}
