// What the server says when it refuses, and what the browser says when it
// cannot be reached: one error type with a sentence for the reader.
import type { FormInstance } from 'antd'
import i18next from 'i18next'
import type { Schemas } from './types'

export type FieldProblem = Schemas['FieldProblem']
type Problem = Partial<Schemas['Problem']>

/** An answer other than success. `message` is already in the reader's language. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly errors: FieldProblem[]
  /** The newer record of a conflict, or what a refused act lacks. */
  readonly state: Problem['state']
  readonly requestId: string

  constructor(problem: Problem) {
    super(problem.detail || problem.title || i18next.t('ui.error.unknown'))
    this.status = problem.status ?? 0
    this.code = problem.code ?? ''
    this.errors = problem.errors ?? []
    this.state = problem.state
    this.requestId = problem.requestId ?? ''
  }

  /** Nobody answered: no network, or the server is down. */
  get offline() {
    return this.code === 'offline' || (this.status >= 502 && this.status <= 504 && !this.unset)
  }
  /** The installation has no organisation yet. */
  get unset() {
    return this.code === 'setup.needed'
  }
  get forbidden() {
    return this.status === 403
  }
  get missing() {
    return this.status === 404
  }
  get conflict() {
    return this.status === 409
  }
}

export const offlineError = () =>
  new ApiError({ status: 0, code: 'offline', detail: i18next.t('ui.error.offline') })

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body

/** Reads problem+json; any other body becomes an error by its status alone. */
export async function problemOf(response: Response, read?: unknown): Promise<ApiError> {
  const status = response.status
  const requestId = response.headers.get('X-Request-Id') ?? ''
  const body = read ?? (await response.json().catch(() => undefined))
  if (isProblem(body)) return new ApiError({ requestId, ...body, status })
  // A proxy's own page: nobody behind it answered.
  const detail = status >= 502 && status <= 504 ? i18next.t('ui.error.offline') : ''
  return new ApiError({ status, code: 'unknown', detail, requestId })
}

export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError({ detail: error instanceof Error ? error.message : '' })

/** "/contacts/0/name" as the form path ["contacts", 0, "name"]. */
export function pathOf(pointer: string): (string | number)[] {
  return pointer
    .replace(/^\/body(?=\/)/, '')
    .replace(/^[/?]/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

const covers = (names: string[], path: (string | number)[]) =>
  names.some((name) => {
    const whole = path.join('.')
    return whole === name || whole.startsWith(`${name}.`)
  })

/**
 * Puts the server's field errors on the form and focuses the first of them.
 * Answers the sentences that belong to no field of the form.
 */
export function errorsToForm(error: unknown, form: FormInstance, names: string[]): string[] {
  const problem = asApiError(error)
  const mine = problem.errors.filter((e) => covers(names, pathOf(e.pointer)))
  const rest = problem.errors.filter((e) => !mine.includes(e)).map((e) => e.detail)
  form.setFields(
    mine.map((e) => {
      const path = pathOf(e.pointer)
      const name = names.includes(path.join('.')) ? path : path.slice(0, 1)
      return { name: name as never, errors: [e.detail] }
    }),
  )
  if (mine.length > 0) return rest
  return rest.length > 0 ? rest : [problem.message]
}
