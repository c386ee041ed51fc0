// The JSON of the API that many pages share. Features have their own shapes
// beside their pages. schema.check.ts compares the names with the server's
// OpenAPI document; what may be null is said here, where the document is vague.
import type { Money } from '@/lib/money'

export type { Money }

export interface Ref {
  id: string
  name: string
}

export interface Counted {
  count: number
  /** There are more than were counted ("1,000+"). */
  more: boolean
}

export interface Page<T> {
  items: T[]
  /** The cursor of the next page; empty or absent at the end. */
  next?: string | null
  /** Only when asked for with total=true. */
  total?: Counted
}

export type Role = 'rep' | 'manager' | 'director' | 'support' | 'service' | 'finance' | 'admin'
export const roles: Role[] = ['rep', 'manager', 'director', 'support', 'service', 'finance', 'admin']

export type Scope = 'none' | 'own' | 'team' | 'subtree' | 'all'
export const scopes: Scope[] = ['none', 'own', 'team', 'subtree', 'all']

export interface Hold {
  used: number
  quota: number
  left: number
  claimsToday: number
  dailyClaims: number
}

export interface Me {
  id: string
  name: string
  email: string
  roles: Role[]
  scope: Scope
  department: Ref
  tenant: Ref & { zone: string; language: string; currency: string; phoneRegion: string; demo: boolean }
  language: string
  /** What pages remember for this person. */
  settings: Record<string, unknown>
  permissions: string[]
  home: string
  hold: Hold | null
  unread: number
}

export interface Session {
  id: string
  kind: string
  name: string
  agent: string
  address: string
  createdAt: string
  seenAt: string | null
  expiresAt: string | null
  current: boolean
  scopes?: string[]
}

export interface Person {
  id: string
  name: string
  email: string
  phone?: string
  department: Ref
  roles: Role[]
  scope: Scope
  level: 'novice' | 'regular' | 'experienced'
  skills: { industries?: string[]; regions?: string[]; products?: string[]; languages?: string[] }
  active: boolean
  quota: number
  used: number
  version: number
  createdAt: string
  /** Only in the answer that made it. */
  inviteUrl?: string
}

export interface PersonName {
  id: string
  name: string
  departmentId: string
  active: boolean
}

export interface Department {
  id: string
  parentId: string | null
  name: string
  managerId: string | null
  active: boolean
  people: number
  version: number
}

export interface Product {
  id: string
  code: string
  name: string
  price: Money | null
  active: boolean
  version: number
}

export type Layer =
  | 'resource'
  | 'graded'
  | 'contacted'
  | 'lead'
  | 'opportunity'
  | 'signed'
  | 'implemented'
  | 'abandoned'

/** The seven layers of the funnel from top to bottom; abandoned stands outside. */
export const layers: Layer[] = [
  'resource',
  'graded',
  'contacted',
  'lead',
  'opportunity',
  'signed',
  'implemented',
]

export const layerNumber = (layer: Layer): number => layers.indexOf(layer) + 1

export type Grade = 'A' | 'B' | 'C'
export type Temperature = 'hot' | 'warm' | 'cold'
export type Channel = 'call' | 'visit' | 'wechat' | 'sms' | 'email' | 'meeting' | 'other'

export type CustomerAction =
  | 'edit'
  | 'move'
  | 'touch'
  | 'plan'
  | 'comment'
  | 'claim'
  | 'release'
  | 'assign'
  | 'merge'
  | 'archive'
  | 'unmask'
  | 'collaborate'
  | 'deal'
  | 'override'
  | 'evaluate'

/** A row of every customer list and the base of the customer page. */
export interface Customer {
  id: string
  kind: 'company' | 'person'
  name: string
  grade: Grade | ''
  temperature: Temperature | ''
  layer: Layer
  layerSince: string
  daysInLayer: number
  idealDays: number
  product: Ref | null
  goal: string
  need: string
  source: string
  sourceDetail: string
  industry: string
  province: string
  city: string
  address: string
  website: string
  taxCode: string
  preference: string
  remark: string
  tags: string[]
  custom: Record<string, unknown>
  doNotContact: boolean
  contactName: string
  contactTitle: string
  phone: string
  phoneMasked: boolean
  owner: Ref | null
  department: Ref | null
  pool: Ref | null
  selfFound: boolean
  assignedAt: string | null
  firstDueAt: string | null
  lastTouchAt: string | null
  lastChannel: Channel | ''
  lastResult: string
  touches: number
  nextAt: string | null
  nextChannel: Channel | ''
  nextGoal: string
  deal: Money | null
  abandonReason: string
  competitor: string
  coolUntil: string | null
  archived: boolean
  version: number
  createdAt: string
  updatedAt: string
  actions: CustomerAction[]
}

/** A customer with the fields that were asked for; the id is always sent. */
export type CustomerWith<Fields extends readonly (keyof Customer)[]> = Pick<Customer, 'id' | Fields[number]>

/** One field that lists can filter, sort and show; custom ones included. */
export interface Field {
  id?: string
  key: string
  label: string
  /** text number integer money bool date instant choice ref tags layer */
  kind: string
  /** Of a reference: person, department, product, pool. */
  to?: string
  options?: { value: string; label: string }[]
  operators?: string[]
  sortable: boolean
  custom: boolean
  active?: boolean
  version?: number
}

export interface Notice {
  id: string
  kind: string
  text: string
  customerId: string | null
  at: string
  readAt: string | null
}

export interface View {
  id: string
  name: string
  filter: string
  sort: string
  columns: string[]
  shared: boolean
  mine: boolean
  system: boolean
  version: number
}
