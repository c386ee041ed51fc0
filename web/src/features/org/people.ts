import type { Person, Role, Schemas, Scope } from '@/api/types'

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

/** A new person as the API takes one; without a scope it follows the roles. */
export function newOf(values: PersonForm): Schemas['OrgNewPerson'] {
  const { industries, regions, languages, products, scope, ...plain } = values
  return { ...plain, scope: scope || undefined, skills: { industries, regions, languages, products } }
}

/** The changed values as the API takes them; skills travel together. */
export function bodyOf(values: PersonForm, changed: Partial<PersonForm>) {
  const skillsChanged = skillNames.some((name) => name in changed)
  const { industries, regions, languages, products, scope, ...plain } = changed
  const skills = Object.fromEntries(skillNames.map((name) => [name, values[name] ?? []]))
  return { ...plain, ...(scope ? { scope } : {}), ...(skillsChanged ? { skills } : {}) }
}
