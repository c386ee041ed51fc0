// Merges locales/parts/*.{zh-CN,en}.json into locales/{zh-CN,en}.json.
// Fails when two parts share a key or a key is missing in one language.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../locales/', import.meta.url))
const languages = ['zh-CN', 'en']
const problems = []

// A plural key counts as its base: en has key_one and key_other, zh may have key alone.
const base = (key) => key.replace(/_(zero|one|two|few|many|other)$/, '')

function merge(language) {
  const from = new Map()
  const merged = {}
  const suffix = `.${language}.json`
  const parts = readdirSync(`${root}parts`).filter((name) => name.endsWith(suffix))
  for (const part of parts.sort()) {
    let texts
    try {
      texts = JSON.parse(readFileSync(`${root}parts/${part}`, 'utf8'))
    } catch (error) {
      problems.push(`${part}: ${error.message}`)
      continue
    }
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== 'string' || text === '') problems.push(`${part}: "${key}" has no text`)
      if (from.has(key)) problems.push(`"${key}" is in both ${from.get(key)} and ${part}`)
      from.set(key, part)
      merged[key] = text
    }
  }
  return { merged, from }
}

const catalogues = languages.map(merge)
catalogues.forEach(({ from }, i) => {
  const other = catalogues[1 - i]
  const known = new Set([...other.from.keys()].map(base))
  for (const [key, part] of from)
    if (!known.has(base(key))) problems.push(`"${key}" of ${part} is missing in ${languages[1 - i]}`)
})

catalogues.forEach(({ merged }, i) => {
  const sorted = Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)))
  const file = `${root}${languages[i]}.json`
  const text = `${JSON.stringify(sorted, null, 2)}\n`
  let old = ''
  try {
    old = readFileSync(file, 'utf8')
  } catch {
    // the first run has nothing to compare with
  }
  if (old !== text) writeFileSync(file, text)
})

if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
console.log(languages.map((l, i) => `${l}: ${catalogues[i].from.size} texts`).join(', '))
