package list

import (
	"strconv"
	"strings"

	"laidan/internal/db"
)

// statement puts the parts of a list together. Each part is a declared text;
// what a caller sent is in args.
type statement struct {
	spec  Spec
	terms []string // conditions of filter and q
	found []arm    // the ways from the hits of a search, if it had few
	args  db.Args
}

// from is one arm's tables and conditions. The leading table of a CROSS JOIN
// stays leading on SQLite; PostgreSQL decides by its statistics.
func (s statement) from(a arm, more ...string) string {
	table := s.spec.Table + " " + s.spec.Alias
	if a.from != "" {
		table = a.from + " CROSS JOIN " + table
	}
	parts := []string{s.spec.Alias + ".tenant_id = @tenant"}
	for _, p := range append(append([]string{a.where, s.spec.Where}, s.terms...), more...) {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return " FROM " + table + " WHERE " + strings.Join(parts, "\n\tAND ")
}

// arms are the ways into scope; whole, when all rows will be looked at.
func (s statement) arms(whole bool) []arm {
	switch {
	case s.found != nil:
		return s.found
	case s.spec.Scope.IsZero():
		return []arm{{}}
	case whole:
		return s.spec.Scope.whole
	}
	return s.spec.Scope.paged
}

// union reads the arms one after another, each on its own and bounded.
func union(arms []arm, one func(a arm) string) string {
	parts := make([]string, len(arms))
	for i, a := range arms {
		parts[i] = one(a)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	for i, p := range parts {
		parts[i] = "SELECT * FROM (" + p + ") u" + strconv.Itoa(i)
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// page reads the rows of a segment after a place. The ids are found first, from
// narrow rows; the columns and joins of a record are read for a page only.
func (s statement) page(seg segment, after, whole bool) string {
	return s.records(s.ids(seg, after, whole || seg.whole || s.spec.Scope.small(len(s.terms) > 0)), seg)
}

// nearPage reads those of the first @list_near rows after a place that hold all
// words.
func (q *query) nearPage(seg segment, after bool) string {
	s := q.statement
	s.found = nil
	where := []string{seg.where}
	if after {
		where = append(where, seg.after())
	}
	arms := s.arms(false)
	inner := "SELECT * FROM (" + union(arms, func(a arm) string {
		return "SELECT " + seg.selected() + ", " + s.spec.Search + " AS doc" + s.from(a, where...) + "\nORDER BY " + seg.order("") + " LIMIT @list_near"
	}) + ") m ORDER BY " + seg.order("m.") + " LIMIT @list_near"
	return s.records("SELECT * FROM ("+inner+") near WHERE "+strings.Join(q.near, " AND ")+" ORDER BY "+seg.order("near.")+" LIMIT @list_limit", seg)
}

// records reads the records of found ids in their order.
func (s statement) records(inner string, seg segment) string {
	c := s.spec.Alias
	return "SELECT " + s.spec.Columns + "\nFROM (" + inner + ") k CROSS JOIN " + s.spec.Table + " " + c + s.spec.Joins +
		"\nWHERE " + c + ".tenant_id = @tenant AND " + c + ".id = k.id\nORDER BY " + seg.order("k.")
}

// ids reads the keys of up to @list_limit rows.
func (s statement) ids(seg segment, after, whole bool) string {
	where := []string{seg.where}
	if after {
		where = append(where, seg.after())
	}
	one := func(a arm) string {
		return "SELECT " + seg.selected() + s.from(a, where...) + "\nORDER BY " + seg.order("") + " LIMIT @list_limit"
	}
	arms := s.arms(whole)
	if len(arms) == 1 {
		return one(arms[0])
	}
	return "SELECT * FROM (" + union(arms, one) + ") m ORDER BY " + seg.order("m.") + " LIMIT @list_limit"
}

// count counts up to @list_max rows.
func (s statement) count() string {
	rows := union(s.arms(true), func(a arm) string { return "SELECT 1 AS one" + s.from(a) + " LIMIT @list_max" })
	return "SELECT COUNT(*) FROM (SELECT * FROM (" + rows + ") r LIMIT @list_max) n"
}

// keyName is the name of the i-th key among n; the last one is always the id.
func keyName(i, n int) string {
	if i == n-1 {
		return "id"
	}
	return "k" + strconv.Itoa(i)
}

func (g segment) selected() string {
	parts := make([]string, len(g.keys))
	for i, k := range g.keys {
		parts[i] = k.sql + " AS " + keyName(i, len(g.keys))
	}
	return strings.Join(parts, ", ")
}

// order is the order by the selected keys; where they are plain columns an index
// can serve it.
func (g segment) order(table string) string {
	parts := make([]string, len(g.keys))
	for i := range g.keys {
		parts[i] = table + keyName(i, len(g.keys)) + g.direction()
	}
	return strings.Join(parts, ", ")
}

func (g segment) direction() string {
	if g.desc {
		return " DESC"
	}
	return ""
}

// after compares all keys at once with the place of a cursor.
func (g segment) after() string {
	var cols, places []string
	for i, k := range g.keys {
		cols = append(cols, k.sql)
		places = append(places, "@list_k"+strconv.Itoa(i))
	}
	op := " > "
	if g.desc {
		op = " < "
	}
	if len(cols) == 1 {
		return cols[0] + op + places[0]
	}
	return "(" + strings.Join(cols, ", ") + ")" + op + "(" + strings.Join(places, ", ") + ")"
}

// foundArms lead from the hits of the text index to those of them in scope. What
// was shared with the actor is not among hits within the scope's own places; it
// is little, and looked at word by word.
func (s statement) foundArms(words []string) []arm {
	scope, hits := s.spec.Scope, hitsSQL(s.spec.Alias)
	switch {
	case scope.IsZero():
		return []arm{{where: hits}}
	case len(s.spec.Within) == 0:
		return []arm{{where: hits + " AND " + scope.Condition()}}
	}
	arms := []arm{{where: hits + " AND " + scope.paged[0].where}}
	for _, a := range scope.paged[1:] {
		arms = append(arms, arm{a.from, a.where + " AND " + strings.Join(words, " AND ")})
	}
	return arms
}

// A term of a search is a whole token of the document. Terms hold letters,
// digits and # only, so nothing in them is a pattern.
func termSQL(column string, i int) string { return column + " LIKE @list_q" + strconv.Itoa(i) }

// The hits of the text index.
func hitsSQL(alias string) string { return alias + ".id IN (@list_hits)" }
