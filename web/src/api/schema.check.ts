// Compiled, never run: fails when the shared shapes of types.ts and the
// server's OpenAPI document (schema.d.ts, by `npm run types`) drift apart.
import type { components } from './schema'
import type {
  Counted,
  Customer,
  Department,
  Field,
  Hold,
  Me,
  Notice,
  Person,
  PersonName,
  Product,
  Session,
  View,
} from './types'

type Server = components['schemas']

/** True when both have the same names; otherwise the names that differ. */
type SameNames<Mine, Theirs> = [keyof Mine, keyof Theirs] extends [keyof Theirs, keyof Mine]
  ? true
  : { missing: Exclude<keyof Theirs, keyof Mine>; unknown: Exclude<keyof Mine, keyof Theirs> }

type Check<T extends true> = T

export type Checks = [
  Check<SameNames<Counted, Server['Total']>>,
  Check<SameNames<Customer, Server['CustomerRecord']>>,
  Check<SameNames<Department, Server['OrgDepartment']>>,
  Check<SameNames<Field, Server['CustomerFieldView']>>,
  Check<SameNames<Hold, Server['AuthHold']>>,
  Check<SameNames<Me, Server['AuthMe']>>,
  Check<SameNames<Notice, Server['NotifyNotice']>>,
  Check<SameNames<Person, Server['OrgPerson']>>,
  Check<SameNames<PersonName, Server['OrgName']>>,
  Check<SameNames<Product, Server['Product']>>,
  Check<SameNames<Session, Server['AuthSession']>>,
  Check<SameNames<View, Server['CustomerSavedView']>>,
]
