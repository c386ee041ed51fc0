// The browser has no copy of what the API says. Fails on a hand-written type whose
// members are those of a schema, on a copy of a list of words, on a call that
// asserts its answer, on fetch outside the client, and on a list of its own of what
// a change makes old.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const src = fileURLToPath(new URL('../src/', import.meta.url))
const document = new URL('../../api/openapi.json', import.meta.url)
const methods = new Set(['get', 'post', 'put', 'patch', 'del'])

/** A type with so few members is no copy: a name and an id stand in many. */
const few = 4

/** Types that share their names with a schema and are not of the API: where and why. */
const own = new Map([
  ['PersonForm', 'a form: skills stand beside the person'],
  ['Facts', 'a form: the product is chosen by its id'],
])

const schemas = Object.entries(JSON.parse(readFileSync(document, 'utf8')).components.schemas)
  .map(([name, schema]) => ({ name, members: new Set(Object.keys(schema.properties ?? {})) }))
  .filter(({ members }) => members.size >= few)

/** The schema a type copies: at least four of five of its members stand in it. */
export function copied(members) {
  if (members.length < few) return undefined
  return schemas.find(
    (schema) =>
      members.every((name) => schema.members.has(name)) && members.length >= schema.members.size * 0.6,
  )?.name
}

/** The lists of api/words. */
const lists = readdirSync(`${src}api/words`).flatMap((file) =>
  [...readFileSync(`${src}api/words/${file}`, 'utf8').matchAll(/^export const (\w+): .* = \[(.*)\]$/gm)].map(
    ([, name, words]) => ({ name, words: new Set([...words.matchAll(/'(\w+)'/g)].map((m) => m[1])) }),
  ),
)
if (lists.length < 10) throw new Error('api/words no longer has its lists as it did')

/** The list all of whose words stand in an array, in any order. */
const listed = (node) =>
  node.elements.every(ts.isStringLiteral) &&
  lists.find(
    ({ words }) =>
      words.size === node.elements.length && node.elements.every((element) => words.has(element.text)),
  )?.name

const nameOf = (node) => (node.name && ts.isIdentifier(node.name) ? node.name.text : undefined)
const isApi = (node) =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.expression.getText() === 'api' &&
  methods.has(node.expression.name.text)

/** Whether an assertion is about an answer or what a refusal carries. */
const ofAnswer = (node) => {
  const of = ts.isAwaitExpression(node) ? node.expression : node
  if (ts.isParenthesizedExpression(of)) return ofAnswer(of.expression)
  return isApi(of) || (ts.isPropertyAccessExpression(of) && of.name.text === 'state')
}

/** What is wrong in one file. */
export function faults(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found = []
  const say = (node, what) =>
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`)
  const visit = (node, name) => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
      const members = node.members.filter(ts.isPropertySignature).map(nameOf).filter(Boolean)
      const schema = copied(members)
      const called = nameOf(node) ?? name
      if (schema && !own.has(called)) say(node, `a copy of ${schema}: name it in a types.ts instead`)
    }
    const list = ts.isArrayLiteralExpression(node) && listed(node)
    if (list) say(node, `a copy of ${list}: take it from api/words`)
    if (isApi(node) && node.typeArguments) say(node, 'the route says what it answers')
    if ((ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && ofAnswer(node.expression))
      say(node, 'an asserted answer: the schema says what it is')
    if (ts.isCallExpression(node) && node.expression.getText() === 'fetch')
      say(node, 'api/client.ts calls the server')
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'invalidateQueries')
      say(node, 'api/stale.ts knows what a change makes old')
    ts.forEachChild(node, (child) => visit(child, nameOf(node) ?? name))
  }
  visit(source)
  return found
}

function check() {
  const files = readdirSync(src, { recursive: true })
    .map(String)
    .filter(
      (file) =>
        /\.tsx?$/.test(file) && !/^api\/(client\.ts$|schema\.d\.ts$|words\/|stale\.ts$|live\.ts$)/.test(file),
    )
  const found = files.flatMap((file) => faults(`src/${file}`, readFileSync(src + file, 'utf8')))
  for (const fault of found) console.error(fault)
  if (found.length > 0) process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) check()
