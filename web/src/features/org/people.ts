import type { Person, Role, Scope } from '@/api/types'

/** What the form of a person holds. */
export interface PersonForm {
  name: string
  email: string
  phone: string
  departmentId: string
  roles: Role[]
  scope: Scope | ''
  level: Person['level']
  quota: number
  industries: string[]
  regions: string[]
  languages: string[]
  products: string[]
}

/** A stored person as the form shows it. */
export function formOf(person: Person): PersonForm {
  const { industries = [], regions = [], languages = [], products = [] } = person.skills
  const { name, email, phone = '', roles, scope, level, quota } = person
  return {
    name,
    email,
    phone,
    departmentId: person.department.id,
    roles,
    scope,
    level,
    quota,
    industries,
    regions,
    languages,
    products,
  }
}

const skillNames = ['industries', 'regions', 'languages', 'products'] as const

/** The changed values as the API takes them; skills travel together. */
export function bodyOf(values: PersonForm, changed: Partial<PersonForm>): Record<string, unknown> {
  const skillsChanged = skillNames.some((name) => name in changed)
  const plain = Object.entries(changed).filter(
    ([name, value]) =>
      !skillNames.includes(name as (typeof skillNames)[number]) && !(name === 'scope' && !value),
  )
  const skills = Object.fromEntries(skillNames.map((name) => [name, values[name] ?? []]))
  return { ...Object.fromEntries(plain), ...(skillsChanged ? { skills } : {}) }
}
