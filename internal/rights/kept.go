//go:build !rightsmutation

package rights

// May is a condition that lets somebody see or do something.
func May(_ string, ok bool) bool { return ok }

// MayOf is May for one of several rules of a kind.
func MayOf(_, _ string, ok bool) bool { return ok }

// Must is a condition that hides something.
func Must(_ string, hide bool) bool { return hide }

// Text is a statement; changed says that one of its predicates was taken out.
func Text(source string) (text string, changed bool) { return source, false }
