import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { palette } from './theme'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)

function block(start: string): Record<string, string> {
  const from = css.indexOf(start)
  const text = css.slice(from, css.indexOf('}', from))
  return Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]))
}

it.each([
  [':root {', 'light'],
  [':root[data-theme="dark"] {', 'dark'],
  [':root:not([data-theme]) {', 'dark'],
] as const)('%s has the colours of the %s theme', (start, mode) => {
  const wanted = Object.fromEntries(
    Object.entries(palette[mode]).map(([k, v]) => [kebab(k), v.toLowerCase()]),
  )
  expect(block(start)).toEqual(wanted)
})
