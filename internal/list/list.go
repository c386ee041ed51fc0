// Package list is the one way in which many records are read: a filter in the
// condition language, a declared sort, pages by keyset, a count up to 1,000, and
// the rows that the actor may see. Statements are put together from declared
// parts only; whatever a caller sends ends in a parameter.
package list

import (
	"errors"
	"fmt"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/expr"
)

// The limits of a page and of what is counted.
const (
	DefaultLimit = 50
	MaxLimit     = 200
	MaxCount     = 1000
)

// Params are the query of a list; inputs of routes embed them.
type Params struct {
	Filter string `query:"filter" maxLength:"8000" doc:"Condition over the fields of GET /fields"`
	Q      string `query:"q" maxLength:"100" doc:"Names, pinyin, initials, the last four digits of a phone"`
	Sort   string `query:"sort" maxLength:"40" doc:"Name of a sort, with - in front for descending"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next of the page before, with the same filter, q and sort"`
	Total  bool   `query:"total" doc:"Count the list too, exactly up to 1,000"`
}

// Spec declares a list: everything in it is text of the program, never of a
// caller.
type Spec struct {
	Name    string // stands in cursors
	Table   string // customer
	Alias   string // c: how Where, Fields, Sorts, Columns and Joins name the table
	Columns string // what is read of the rows shown, for the db tags of the record
	Joins   string // LEFT JOINs that Columns need; they run for the rows shown only
	Where   string // what all rows of the list have in common; "" for nothing
	Args    map[string]any
	Scope   Scope // whose rows; the zero Scope leaves it to Where
	Fields  expr.Fields
	Sorts   []Sort
	Default string // the sort when none is asked for
	Found   string // the same for a search in a large scope
	Search  string // column with the search document; "" when q is not offered
	// Within are words that the search documents of all rows of the list have one
	// of; none where that would be too many.
	Within []string
}

// Sort is a declared order. Make one with By or Queue.
type Sort struct {
	name  string
	fixed bool // has one direction only
	// most is the number of open customers in scope up to which the sort is
	// offered; beyond, instead takes its place. 0 is no limit.
	most     int
	instead  string
	segments func(desc bool) []segment
	// merged is the same order as one segment, which no index has: for few rows
	// that are found otherwise. nil where segments are one already.
	merged func(desc bool) segment
}

// Name is how callers ask for the sort.
func (s Sort) Name() string { return s.name }

// segment is a run of rows in one order over columns that are never NULL there.
// A sort over a column with gaps is two segments, so that both databases put
// the gaps in the same place and both walk along an index.
type segment struct {
	where string
	keys  []key
	desc  bool
	whole bool // no index has this order: all rows in scope are looked at
	// values reads the keys of a record for the cursor; column gives the value
	// of a column of the record.
	values func(column func(string) any, at crm.Millis) []any
}

type key struct {
	sql  string
	text bool
}

// Column is what a sort goes by.
type Column struct {
	SQL   string // c.next_at
	Text  bool   // TEXT, else BIGINT
	Nulls Nulls
}

// Nulls says where rows without a value stand.
type Nulls uint8

// The places of rows without a value.
const (
	Never Nulls = iota // the column is NOT NULL
	Last               // at the end in both directions
	Least              // before all values, so at the end when descending
)

// By declares a sort by one column and then by id, in both directions.
func By(name string, c Column) Sort {
	s := Sort{name: name, segments: func(desc bool) []segment {
		table, column, _ := strings.Cut(c.SQL, ".")
		id := key{sql: table + ".id"}
		valued := segment{keys: []key{{c.SQL, c.Text}, id}, desc: desc, values: columns(column, "id")}
		gap := segment{where: c.SQL + " IS NULL", keys: []key{id}, desc: desc, values: columns("id")}
		if c.Nulls == Never {
			return []segment{valued}
		}
		valued.where = c.SQL + " IS NOT NULL"
		if c.Nulls == Least && !desc {
			return []segment{gap, valued}
		}
		return []segment{valued, gap}
	}}
	if c.Nulls != Never {
		s.merged = func(desc bool) segment { return merged(c, desc) }
	}
	return s
}

// merged sorts by whether there is a value, by the value, and by id.
func merged(c Column, desc bool) segment {
	table, column, _ := strings.Cut(c.SQL, ".")
	without, with, none, zero := int64(0), int64(1), "0", any(int64(0))
	if c.Nulls == Last && !desc {
		without, with = 1, 0
	}
	if c.Text {
		none, zero = "''", ""
	}
	flag := fmt.Sprintf("CASE WHEN %s IS NULL THEN %d ELSE %d END", c.SQL, without, with)
	return segment{desc: desc, whole: true, keys: []key{{sql: flag}, {"COALESCE(" + c.SQL + ", " + none + ")", c.Text}, {sql: table + ".id"}},
		values: func(read func(string) any, _ crm.Millis) []any {
			if v := read(column); v != nil && v != zero {
				return []any{with, v, read("id")}
			}
			return []any{without, zero, read("id")}
		}}
}

func columns(names ...string) func(func(string) any, crm.Millis) []any {
	return func(column func(string) any, _ crm.Millis) []any {
		values := make([]any, len(names))
		for i, n := range names {
			values[i] = column(n)
		}
		return values
	}
}

func find(sorts []Sort, name string) (Sort, bool) {
	for _, s := range sorts {
		if s.name == name {
			return s, true
		}
	}
	return Sort{}, false
}

// choose finds the sort that was asked for: "-name" is descending.
func choose(s Spec, asked string) (sort Sort, desc bool, err error) {
	if asked == "" {
		asked = s.Default
	}
	name, desc := strings.CutPrefix(asked, "-")
	sort, ok := find(s.Sorts, name)
	if !ok || desc && sort.fixed {
		return sort, desc, refuse("?sort", crm.Fail(crm.Invalid, "list.sort", "sort", asked))
	}
	return sort, desc, nil
}

func (p Params) limit() int {
	if p.Limit <= 0 {
		return DefaultLimit
	}
	return min(p.Limit, MaxLimit)
}

// refuse adds the parameter at fault to an error, so that a form can show it.
func refuse(pointer string, err error) error {
	var e *crm.Error
	if !errors.As(err, &e) {
		return err
	}
	at := *e
	at.Fields = []crm.FieldError{{Pointer: pointer, Code: e.Code, Params: e.Params}}
	return &at
}
