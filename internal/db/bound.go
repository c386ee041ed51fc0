package db

import "reflect"

// Bind keeps a value with the database, to be found again by its type in every
// transaction: what rooms answer each other belongs to one installation, not to
// the program, so that two of them live in one process.
func Bind(d *DB, v any) {
	for {
		old := d.bound.Load()
		next := map[reflect.Type]any{reflect.TypeOf(v): v}
		if old != nil {
			for t, o := range *old {
				if t != reflect.TypeOf(v) {
					next[t] = o
				}
			}
		}
		if d.bound.CompareAndSwap(old, &next) {
			return
		}
	}
}

// Bound is the value of a type that was bound; ok is false when there is none.
func Bound[T any](tx *Tx) (v T, ok bool) {
	all := tx.db.bound.Load()
	if all == nil {
		return v, false
	}
	v, ok = (*all)[reflect.TypeFor[T]()].(T)
	return v, ok
}
