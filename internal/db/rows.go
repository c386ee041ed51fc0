package db

// EachRow reads rows of any shape: for work on tables as such, like exporting or
// erasing a person wherever something stands. The slices are valid during the
// call only, and fn must not run statements on the same transaction.
func EachRow(tx *Tx, text string, fn func(columns []string, values []any) error, args ...any) error {
	return eachRow(tx, prepared(text, true), fn, args)
}

// GlobalEachRow is EachRow on platform tables.
func GlobalEachRow(tx *Tx, text string, fn func(columns []string, values []any) error, args ...any) error {
	return eachRow(tx, prepared(text, false), fn, args)
}

func eachRow(tx *Tx, s *statement, fn func([]string, []any) error, args []any) error {
	r, err := tx.open(s, args)
	if err != nil {
		return err
	}
	columns, err := r.columns()
	for err == nil && r.next() {
		var values []any
		if values, err = r.values(); err == nil {
			err = fn(columns, values)
		}
	}
	if cerr := r.close(); err == nil {
		err = cerr
	}
	return err
}
