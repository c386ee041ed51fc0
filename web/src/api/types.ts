// Names for what the API sends and takes. The shapes come from the schema, which
// is generated from the routes: here stands no member of any of them.
import type { components } from './schema'
import { allLayers, type Layer } from './words/layer'

export type { Grade, Temperature } from './words/customer'
export type { Layer } from './words/layer'
export type { Role, Scope } from './words/people'
export type { Channel } from './words/touch'

export type Schemas = components['schemas']

export type Money = Schemas['Money']
export type Ref = Schemas['CustomerRef']
export type Counted = Schemas['Total']

/** A page of a keyset list. */
export type Page<T> = Pick<Schemas['PageCustomerRecord'], 'next'> &
  Partial<Pick<Schemas['PageCustomerRecord'], 'total'>> & { items: T[] }

export type Permission = Schemas['AuthzPerm']
export type Hold = Schemas['AuthHold']
export type Me = Schemas['AuthMe']
export type Session = Schemas['AuthSession']
export type Person = Schemas['OrgPerson']
export type PersonName = Schemas['OrgName']
export type Department = Schemas['OrgDepartment']
export type Product = Schemas['Product']
export type CustomerAction = Schemas['CustomerAct']
/** A row of every customer list and the base of the customer page. */
export type Customer = Schemas['CustomerRecord']
/** A customer of whom a list sent what it was asked for. */
export type CustomerPart = Schemas['CustomerRecordPart']
/** One field that lists can filter, sort and show; custom ones included. */
export type Field = Schemas['CustomerFieldView']
export type Notice = Schemas['NotifyNotice']
export type View = Schemas['CustomerSavedView']

/** The depth of a layer; 0 is the cold store. */
export const layerNumber = (layer: Layer): number => allLayers.indexOf(layer)

/** A customer with the fields that were asked for; the id is always sent. */
export type CustomerWith<Fields extends readonly (keyof Customer)[]> = Pick<Customer, 'id' | Fields[number]>

const hasAll = <const F extends readonly (keyof Customer)[]>(
  row: CustomerPart,
  fields: F,
): row is CustomerPart & CustomerWith<F> => fields.every((name) => row[name] !== undefined)

/** A row of a list that was asked for these fields. */
export function withAll<const F extends readonly (keyof Customer)[]>(row: CustomerPart, fields: F) {
  if (!hasAll(row, fields)) throw new Error(`customer ${row.id} without one of ${fields}`)
  return row
}
