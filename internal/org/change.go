package org

// Change is one field before and after, as the fact log keeps it.
type Change struct {
	Before any `json:"before"`
	After  any `json:"after"`
}

// changes collects what an edit changed; what stayed the same is left out.
type changes map[string]Change

func note[T comparable](c changes, field string, before, after T) {
	if before != after {
		c[field] = Change{before, after}
	}
}

// set replaces a value when the request has one.
func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}
