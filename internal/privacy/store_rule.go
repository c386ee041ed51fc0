package privacy

import (
	"slices"
	"strings"

	"laidan/internal/db"
	"laidan/internal/room"
)

// closed are text columns with values of the program's own.
var closed = []string{"kind", "grade", "temperature", "channel", "direction", "result", "state", "currency", "deal_currency", "last_channel",
	"last_result", "next_channel", "abandon_reason", "outcome", "sha256"}

// blanks is the SET part that takes a table's words away, "" when it has none.
func blanks(of room.Table, columns []db.Column) string {
	var set []string
	for _, c := range columns {
		if !c.Text || slices.Contains(closed, c.Name) || !c.Personal && of.Erase != room.Wordless {
			continue
		}
		value := "'" + c.Default + "'"
		if of.Name == "contract" && c.Name == "number" { // unique
			value = "'#' || CAST(id AS TEXT)"
		}
		set = append(set, c.Name+" = "+value)
	}
	if of.OfContact {
		set = append(set, "contact_id = NULL")
	}
	for _, c := range columns {
		if strings.HasSuffix(c.Name, "blob_id") && c.Null {
			set = append(set, c.Name+" = NULL")
		}
	}
	return strings.Join(set, ", ")
}

// has reports whether a table has a column.
func has(columns []db.Column, name string) bool {
	return slices.ContainsFunc(columns, func(c db.Column) bool { return c.Name == name })
}

// texts are the columns that may hold words.
func texts(columns []db.Column) []string {
	var list []string
	for _, c := range columns {
		if c.Text && !slices.Contains(closed, c.Name) {
			list = append(list, c.Name)
		}
	}
	return list
}

// Marks are what a person is known by.
type Marks struct {
	// Unique say who it is wherever they stand: numbers, addresses, codes.
	Unique []string
	// Names are shared by many; they are looked for only where copies of records
	// lie for a while: answers kept for repeated requests, jobs, imports.
	Names []string
	// Numbers are the normalised telephone numbers among them.
	Numbers []string
}

// spellings are the forms in which a value may stand in a text.
func spellings(value string) []string {
	list := []string{value}
	if rest, ok := strings.CutPrefix(value, "+86"); ok {
		list = append(list, rest)
	}
	if rest, ok := strings.CutPrefix(value, "+"); ok {
		list = append(list, rest)
	}
	return list
}

// add takes a value that is long enough to mean one person.
func (m *Marks) add(value string) {
	for _, s := range spellings(strings.TrimSpace(value)) {
		if len(s) >= 6 && !slices.Contains(m.Unique, s) {
			m.Unique = append(m.Unique, s)
		}
	}
}

func (m *Marks) addName(name string) {
	if name = strings.TrimSpace(name); len([]rune(name)) >= 2 && !slices.Contains(m.Names, name) {
		m.Names = append(m.Names, name)
	}
}

// in reports whether a cell of a table tells of the person: by a number in any
// writing, an address or a code, or by nothing but the name.
func (m Marks) in(cell string) bool {
	text := strings.ToLower(cell)
	if slices.ContainsFunc(m.Unique, func(v string) bool { return strings.Contains(text, strings.ToLower(v)) }) {
		return true
	}
	digits := digitsOf(cell)
	if len(digits) >= 7 && slices.ContainsFunc(m.Numbers, func(n string) bool {
		return slices.ContainsFunc(spellings(n), func(s string) bool { return strings.Contains(digits, strings.TrimPrefix(s, "+")) })
	}) {
		return true
	}
	return slices.Contains(m.Names, strings.TrimSpace(cell))
}

// digitsOf are the digits of a text, full-width ones as well.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return r
		case '０' <= r && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, s)
}

// pattern finds a value by LIKE ... ESCAPE '\'.
func pattern(value string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(value) + "%"
}

// patterns are pattern of each.
func patterns(values []string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = pattern(v)
	}
	return list
}
