// The condition language of lists, as the browser needs it: reads the text of
// a filter, writes its canonical form. The server checks and runs it; the
// grammar stands in internal/expr/expr.go.

export type Op =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'between'
  | 'contains'
  | 'startsWith'
  | 'has'
  | 'is empty'
  | 'is not empty'

export type Arg =
  | { kind: 'text'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'bool'; value: boolean }
  | { kind: 'call'; name: string; n?: number }

export interface Test {
  field: string
  op: Op
  args: Arg[]
}

export type Node = Test | { not: Node } | { join: 'and' | 'or'; of: Node[] }

export const isTest = (node: Node): node is Test => 'op' in node
export const isJoin = (node: Node): node is { join: 'and' | 'or'; of: Node[] } => 'join' in node

export class FilterError extends Error {
  readonly at: number
  constructor(at: number) {
    super(`unexpected text at ${at + 1}`)
    this.at = at
  }
}

// Functions, and whether they take a number.
const calls: Record<string, boolean> = {
  me: false,
  myDepartment: false,
  today: false,
  now: false,
  daysAgo: true,
  daysAhead: true,
  hoursAgo: true,
}

interface Token {
  kind: 'word' | 'text' | 'number' | 'sign' | 'end'
  text: string
  at: number
}

const pattern =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][\w.]*)|(!=|<=|>=|[(),=<>]))/y

function tokens(source: string): Token[] {
  const list: Token[] = []
  const end = source.trimEnd().length
  pattern.lastIndex = 0
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const match = pattern.exec(source)
    if (!match) throw new FilterError(at)
    const [, text, number, word, sign] = match
    if (text !== undefined) list.push({ kind: 'text', text: unquote(text, at), at })
    else if (number !== undefined) list.push({ kind: 'number', text: number, at })
    else if (word !== undefined) list.push({ kind: 'word', text: word, at })
    else list.push({ kind: 'sign', text: sign ?? '', at })
  }
  list.push({ kind: 'end', text: '', at: end })
  return list
}

function unquote(text: string, at: number): string {
  try {
    return JSON.parse(text.replace(/[\n\r\t]/g, (c) => JSON.stringify(c).slice(1, -1))) as string
  } catch {
    throw new FilterError(at)
  }
}

const quote = (text: string) =>
  `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`

class Parser {
  private readonly list: Token[]
  private i = 0

  constructor(source: string) {
    this.list = tokens(source)
  }

  private get token(): Token {
    return this.list[this.i] as Token
  }
  private is(text: string): boolean {
    const { kind, text: seen } = this.token
    return (kind === 'word' || kind === 'sign') && seen.toLowerCase() === text.toLowerCase()
  }
  private take(text: string): boolean {
    if (!this.is(text)) return false
    this.i++
    return true
  }
  private need(text: string) {
    if (!this.take(text)) throw new FilterError(this.token.at)
  }
  private next(kind: Token['kind']): string {
    if (this.token.kind !== kind) throw new FilterError(this.token.at)
    return (this.list[this.i++] as Token).text
  }

  whole(): Node | null {
    if (this.ended()) return null
    const node = this.chain('or')
    if (!this.ended()) throw new FilterError(this.token.at)
    return node
  }

  private ended(): boolean {
    return this.token.kind === 'end'
  }

  private chain(join: 'or' | 'and'): Node {
    const of: Node[] = []
    do {
      const node = join === 'or' ? this.chain('and') : this.not()
      if (isJoin(node) && node.join === join) of.push(...node.of)
      else of.push(node)
    } while (this.take(join))
    return of.length === 1 ? (of[0] as Node) : { join, of }
  }

  private not(): Node {
    if (this.take('not')) return { not: this.not() }
    if (!this.take('(')) return this.test()
    const node = this.chain('or')
    this.need(')')
    return node
  }

  private test(): Test {
    const field = this.next('word')
    const op = this.op()
    if (op === 'is empty' || op === 'is not empty') return { field, op, args: [] }
    if (op === 'in' || op === 'not in') return { field, op, args: this.values() }
    const first = this.value()
    if (op !== 'between') return { field, op, args: [first] }
    this.need('and')
    return { field, op, args: [first, this.value()] }
  }

  private op(): Op {
    if (this.token.kind === 'sign') {
      const sign = this.next('sign')
      if (['=', '!=', '<', '<=', '>', '>='].includes(sign)) return sign as Op
      throw new FilterError(this.token.at)
    }
    for (const op of ['in', 'between', 'contains', 'startsWith', 'has'] as const) if (this.take(op)) return op
    if (this.take('not')) {
      this.need('in')
      return 'not in'
    }
    this.need('is')
    const negated = this.take('not')
    this.need('empty')
    return negated ? 'is not empty' : 'is empty'
  }

  private values(): Arg[] {
    this.need('(')
    const args = [this.value()]
    while (this.take(',')) args.push(this.value())
    this.need(')')
    return args
  }

  private value(): Arg {
    if (this.token.kind === 'text') return { kind: 'text', text: this.next('text') }
    if (this.token.kind === 'number') return { kind: 'number', text: this.next('number') }
    if (this.is('true') || this.is('false'))
      return { kind: 'bool', value: this.next('word').toLowerCase() === 'true' }
    const { at } = this.token
    const name = this.next('word')
    if (!(name in calls)) throw new FilterError(at)
    this.need('(')
    const n = calls[name] ? Number(this.next('number')) : undefined
    this.need(')')
    return n === undefined ? { kind: 'call', name } : { kind: 'call', name, n }
  }
}

/** Reads a filter; null is the empty one. Throws FilterError. */
export const parseFilter = (source: string): Node | null => new Parser(source).whole()

function printArg(arg: Arg): string {
  if (arg.kind === 'text') return quote(arg.text)
  if (arg.kind === 'number') return arg.text
  if (arg.kind === 'bool') return String(arg.value)
  return `${arg.name}(${arg.n ?? ''})`
}

function printTest({ field, op, args }: Test): string {
  const texts = args.map(printArg)
  if (op === 'is empty' || op === 'is not empty') return `${field} ${op}`
  if (op === 'in' || op === 'not in') return `${field} ${op} (${texts.join(', ')})`
  if (op === 'between') return `${field} between ${texts.join(' and ')}`
  return `${field} ${op} ${texts[0]}`
}

// How tightly what stands around binds: 0 the top, 1 inside or, 2 inside and, 3 under not.
function print(node: Node, within: 0 | 1 | 2 | 3): string {
  if (isTest(node)) return printTest(node)
  if (!isJoin(node)) return `not ${print(node.not, 3)}`
  const own = node.join === 'or' ? 1 : 2
  const text = node.of.map((part) => print(part, own)).join(` ${node.join} `)
  return within > own ? `(${text})` : text
}

/** Writes the canonical form, which the server writes too. */
export const printFilter = (node: Node | null): string => (node ? print(node, 0) : '')

/** A filter as the builder shows it: parts joined one way, groups joined the other. */
export interface Sentence {
  join: 'and' | 'or'
  parts: (Test | Group)[]
}
export interface Group {
  join: 'and' | 'or'
  tests: Test[]
}
export const isGroup = (part: Test | Group): part is Group => 'tests' in part

/** The builder's shape of a filter; null when it nests deeper or negates. */
export function sentenceOf(node: Node | null): Sentence | null {
  if (!node) return { join: 'and', parts: [] }
  if (isTest(node)) return { join: 'and', parts: [node] }
  if (!isJoin(node)) return null
  const parts: (Test | Group)[] = []
  for (const part of node.of) {
    if (isTest(part)) parts.push(part)
    else if (isJoin(part) && part.of.every(isTest)) parts.push({ join: part.join, tests: part.of as Test[] })
    else return null
  }
  return { join: node.join, parts }
}

/** Whether a test has what it needs to be asked. */
export function isComplete({ op, args }: Test): boolean {
  if (op === 'is empty' || op === 'is not empty') return true
  if (args.length === 0 || (op === 'between' && args.length < 2)) return false
  return args.every((arg) => (arg.kind === 'text' || arg.kind === 'number' ? arg.text !== '' : true))
}

/** The filter a sentence says; unfinished tests are left out. */
export function nodeOf(sentence: Sentence): Node | null {
  const of = sentence.parts.flatMap<Node>((part) => {
    if (!isGroup(part)) return isComplete(part) ? [part] : []
    const tests = part.tests.filter(isComplete)
    if (tests.length === 0) return []
    return tests.length === 1 ? [tests[0] as Test] : [{ join: part.join, of: tests }]
  })
  if (of.length === 0) return null
  return of.length === 1 ? (of[0] as Node) : { join: sentence.join, of: spread(sentence.join, of) }
}

const spread = (join: 'and' | 'or', of: Node[]): Node[] =>
  of.flatMap((node) => (isJoin(node) && node.join === join ? node.of : [node]))

/** All tests of a filter, in order, whatever its shape. */
export function testsOf(node: Node | null): Test[] {
  if (!node) return []
  if (isTest(node)) return [node]
  return isJoin(node) ? node.of.flatMap(testsOf) : testsOf(node.not)
}
