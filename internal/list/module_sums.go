package list

import "laidan/internal/db"

// Sums adds up columns over a whole list, one row per group: columns are
// aggregates beside the group's column. It is for lists without a Scope, whose
// rows stand under one condition.
func Sums[T any](tx *db.Tx, s Spec, p Params, columns, group string) ([]T, error) {
	if !s.Scope.IsZero() {
		panic("list: sums over a scope of several arms")
	}
	q, err := open(tx, s, p)
	if err != nil {
		return nil, err
	}
	return db.All[T](tx, "SELECT "+group+", "+columns+q.from(arm{})+" GROUP BY "+group+" ORDER BY "+group, q.args)
}
