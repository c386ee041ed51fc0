// src/api/schema.d.ts from the OpenAPI document. A file is a Blob there: the
// browser sends and gets no other.
import { writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))

const tree = await openapiTS(new URL('../../api/openapi.json', import.meta.url), {
  // What a request may leave out has a default.
  defaultNonNullable: false,
  transform: (schema) => (schema.format === 'binary' ? blob : undefined),
})
const head = '// Generated from api/openapi.json by `make openapi`. Do not edit.\n\n'
writeFileSync(new URL('../src/api/schema.d.ts', import.meta.url), head + astToString(tree))
