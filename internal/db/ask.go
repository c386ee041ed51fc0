package db

import "errors"

// Answer is what a question asked by Ask will have found.
type Answer[T any] struct {
	tx   *Tx
	list []T
	err  error
}

var errUnanswered = errors.New("db: a question before this one failed")

// Ask is All for one of several questions that do not wait for each other's
// answers: on PostgreSQL they go together, with the next statement or when the
// first of the answers is looked at, and a round trip is saved for each.
func Ask[T any](tx *Tx, text string, args ...any) *Answer[T] {
	a := &Answer[T]{tx: tx, list: []T{}, err: errUnanswered}
	text, values, err := tx.bind(prepared(text, true), args)
	if err == nil {
		err = tx.conn.later(tx.Ctx, text, values, func(r rows) error {
			a.list, a.err = collect[T](r)
			return a.err
		})
	}
	if err != nil {
		a.err = err
	}
	return a
}

// All are the rows found; the slice is never nil.
func (a *Answer[T]) All() ([]T, error) {
	if errors.Is(a.err, errUnanswered) {
		if err := a.tx.conn.flush(a.tx.Ctx); err != nil {
			return a.list, err
		}
	}
	return a.list, a.err
}
