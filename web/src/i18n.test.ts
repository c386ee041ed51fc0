// Every text a component asks for exists, in both languages.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const here = new URL('.', import.meta.url)
const base = (key: string) => key.replace(/_(one|other)$/, '')

function keysOf(language: string): Set<string> {
  const text = readFileSync(new URL(`../../locales/${language}.json`, here), 'utf8')
  return new Set(Object.keys(JSON.parse(text) as Record<string, string>).map(base))
}

/** The literal keys of t('...'), by the file that uses them. */
function* used(): Generator<[file: string, key: string]> {
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.|schema/.test(name))) {
    const source = readFileSync(new URL(file, here), 'utf8')
    for (const [, key] of source.matchAll(/\bt\(\s*'([a-zA-Z][\w.]*\.[\w.]+)'/g)) yield [file, key as string]
  }
}

it.each(['zh-CN', 'en'])('has every text in %s', (language) => {
  const known = keysOf(language)
  const missing = [...used()].filter(([, key]) => !known.has(key)).map(([file, key]) => `${file}: ${key}`)
  expect(missing).toEqual([])
})
