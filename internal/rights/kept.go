//go:build !rightsmutation

package rights

// WrittenKeys says that on SQLite each table has the key as it is written in
// its migration, (tenant_id, id), and none the id alone. Only the mutation of
// rights wants that: two organisations can then have rows with the same id in
// every table, so that a lost predicate of the organisation shows.
const WrittenKeys = false

// May is a condition that lets somebody see or do something.
func May(_ string, ok bool) bool { return ok }

// MayOf is May for one of several rules of a kind.
func MayOf(_, _ string, ok bool) bool { return ok }

// Must is a condition that hides something.
func Must(_ string, hide bool) bool { return hide }

// Text is a statement; changed says that one of its predicates was taken out.
func Text(source string) (text string, changed bool) { return source, false }
