// Package proof holds tests that go over the whole program: every route, as
// everybody, with foreign ids, hidden numbers and hostile texts. They are made
// from the list of routes and the OpenAPI document, so a new route is covered
// without new code here. PROOF=full runs them without sampling.
package proof
