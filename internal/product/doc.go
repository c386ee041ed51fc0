// Package product is the catalogue: what is sold, under which code, at which
// list price. A product that is no longer sold is closed, never deleted,
// because customers, deals and history point at it.
package product
