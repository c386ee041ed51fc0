// A filter as the server read it, its text again, and the sentence the builder
// shows. The server alone reads the language (GET /filters); its grammar stands in
// internal/expr/expr.go.
import type { Schemas } from '@/api/types'

/** One of a test, "not" or a join. */
export type Node = Schemas['ExprTree']
export type Test = Schemas['ExprTreeTest']
export type Arg = Schemas['ExprTreeArg']
export type Op = Schemas['ExprOp']
export type Join = NonNullable<Node['join']>

export const textArg = (text: string): Arg => ({ kind: 'text', text })
export const numberArg = (text: string): Arg => ({ kind: 'number', text })
export const callArg = (name: string, n?: number): Arg =>
  n === undefined ? { kind: 'call', text: name } : { kind: 'call', text: name, n }

const quote = (text: string) =>
  `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`

function printArg({ kind, text, n }: Arg): string {
  if (kind === 'text') return quote(text)
  return kind === 'call' ? `${text}(${n ?? ''})` : text
}

function printTest({ field, op, args }: Test): string {
  const texts = args.map(printArg)
  if (op === 'is empty' || op === 'is not empty') return `${field} ${op}`
  if (op === 'in' || op === 'not in') return `${field} ${op} (${texts.join(', ')})`
  if (op === 'between') return `${field} between ${texts.join(' and ')}`
  return `${field} ${op} ${texts[0]}`
}

// How tightly what stands around binds: 0 the top, 1 inside or, 2 inside and, 3 under not.
function print({ test, not, join, of = [] }: Node, within: 0 | 1 | 2 | 3): string {
  if (test) return printTest(test)
  if (not) return `not ${print(not, 3)}`
  const own = join === 'or' ? 1 : 2
  const text = of.map((part) => print(part, own)).join(` ${join} `)
  return within > own ? `(${text})` : text
}

/** Writes the canonical form, which the server writes too. */
export const printFilter = (node: Node | null): string => (node ? print(node, 0) : '')

/** A filter as the builder shows it: parts joined one way, groups joined the other. */
export interface Sentence {
  join: Join
  parts: (Test | Group)[]
}
export interface Group {
  join: Join
  tests: Test[]
}
export const isGroup = (part: Test | Group): part is Group => 'tests' in part

/** The builder's shape of a filter; null when it nests deeper or negates. */
export function sentenceOf(node: Node | null): Sentence | null {
  if (!node) return { join: 'and', parts: [] }
  if (node.test) return { join: 'and', parts: [node.test] }
  if (!node.join) return null
  const parts: (Test | Group)[] = []
  for (const { test, join, of = [] } of node.of ?? []) {
    const tests = of.flatMap((part) => part.test ?? [])
    if (test) parts.push(test)
    else if (join && tests.length === of.length) parts.push({ join, tests })
    else return null
  }
  return { join: node.join, parts }
}

/** Whether a test has what it needs to be asked. */
export function isComplete({ op, args }: Test): boolean {
  if (op === 'is empty' || op === 'is not empty') return true
  if (args.length === 0 || (op === 'between' && args.length < 2)) return false
  return args.every((arg) => arg.text !== '')
}

/** Parts joined, a single one as it is. */
function joined(join: Join, of: Node[]): Node | null {
  if (of.length < 2) return of[0] ?? null
  return { join, of: of.flatMap((node) => (node.join === join ? (node.of ?? []) : [node])) }
}

/** The filter a sentence says; unfinished tests are left out. */
export const nodeOf = ({ join, parts }: Sentence): Node | null =>
  joined(
    join,
    parts.flatMap((part) => {
      if (!isGroup(part)) return isComplete(part) ? { test: part } : []
      return (
        joined(
          part.join,
          part.tests.filter(isComplete).map((test) => ({ test })),
        ) ?? []
      )
    }),
  )

/** A filter without each of the conditions of a plain "and". */
export function withouts(node: Node | null): { dropped: Test; left: Node | null }[] {
  const parts = node?.join === 'and' ? (node.of ?? []) : node?.test ? [node] : []
  return parts.flatMap(({ test }, i) =>
    test
      ? [
          {
            dropped: test,
            left: joined(
              'and',
              parts.filter((_, other) => other !== i),
            ),
          },
        ]
      : [],
  )
}

/** All tests of a filter, in order, whatever its shape. */
export function testsOf(node: Node | null): Test[] {
  if (!node) return []
  if (node.test) return [node.test]
  return node.not ? testsOf(node.not) : (node.of ?? []).flatMap(testsOf)
}
