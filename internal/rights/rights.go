// Package rights marks the predicates on which it depends who sees and may do
// what: those of the organisation, of scope and of masks. In the program they
// are what they are and cost nothing. Built with the tag rightsmutation, one at
// a time can be switched off while the program runs, to see whether the tests
// notice (internal/proof).
package rights
