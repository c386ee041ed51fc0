package customer

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"laidan/internal/crm"
)

// Member is a field as a record has it: how it is written, as encoding/json would
// write it, and what it is. Reflection takes a third longer for a page
// (docs/adr/0011-one-field-table.md).
type Member struct {
	write func(b []byte, r *Record) []byte
	Value func(r *Record) any
}

func member[T any](get func(*Record) T, write func(b []byte, v T) []byte) Member {
	return Member{func(b []byte, r *Record) []byte { return write(b, get(r)) }, func(r *Record) any { return get(r) }}
}

func text[S ~string](get func(*Record) S) Member {
	return member(get, func(b []byte, s S) []byte { return crm.AppendString(b, string(s)) })
}

func instant(get func(*Record) crm.Millis) Member {
	return member(get, func(b []byte, at crm.Millis) []byte { return at.AppendTo(b) })
}

func truth(get func(*Record) bool) Member { return member(get, strconv.AppendBool) }

func count(get func(*Record) int64) Member {
	return member(get, func(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) })
}

func number(get func(*Record) float64) Member { return member(get, appendNumber) }

func named(get func(*Record) *Ref) Member { return member(get, appendRef) }

func money(get func(*Record) *crm.Money) Member { return member(get, appendMoney) }

func texts[S ~string](get func(*Record) []S) Member { return member(get, appendTexts[S]) }

func custom(get func(*Record) map[string]any) Member { return member(get, appendCustom) }

// appendNumber writes days: numbers that are neither tiny nor huge.
func appendNumber(b []byte, v float64) []byte {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) || v != v {
		return appendValue(b, v)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

func appendRef(b []byte, to *Ref) []byte {
	if to == nil {
		return append(b, "null"...)
	}
	b = crm.AppendString(append(b, `{"id":`...), to.ID)
	b = crm.AppendString(append(b, `,"name":`...), to.Name)
	return append(b, '}')
}

func appendMoney(b []byte, m *crm.Money) []byte {
	if m == nil {
		return append(b, "null"...)
	}
	b = strconv.AppendInt(append(b, `{"amount":`...), m.Amount, 10)
	b = crm.AppendString(append(b, `,"currency":`...), m.Currency)
	return append(b, '}')
}

func appendTexts[S ~string](b []byte, list []S) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = crm.AppendString(b, string(s))
	}
	return append(b, ']')
}

func appendCustom(b []byte, values map[string]any) []byte {
	if len(values) == 0 {
		return append(b, "{}"...)
	}
	return appendValue(b, values)
}

// appendValue writes what has no rule of its own; what JSON cannot say is null.
func appendValue(b []byte, v any) []byte {
	out, err := crm.AppendJSON(b, v)
	if err != nil {
		return append(b, "null"...)
	}
	return out
}

// MemberName is the name of a member of a record.
type MemberName string

// Words are all of them.
func (MemberName) Words() []string {
	names := make([]string, len(members))
	for i, f := range members {
		names[i] = f.Name
	}
	return names
}

// accessColumns decide about access, and sightSQL does.
var accessColumns = []string{"c.owner_id", "c.pool_id", "c.archived", "c.merged_into", "c.released_by", sightSQL}

// shape is what a list sends of each record.
type shape struct {
	members []*Field
	columns string
	paced   bool // days in the layer
	acts    bool // what the reader may do
}

// whole is a record with everything.
var whole = &shape{members: members, columns: columns + ", " + namesSQL + ", " + sightSQL, paced: true, acts: true}

// alwaysRead are the columns of every row of a list.
var alwaysRead = func() (out []string) {
	for _, f := range pick(func(f *Field) bool { return f.Is(always) }) {
		out = append(out, "c."+f.Column)
	}
	return out
}()

// shapeOf is what a caller asked for; nothing is everything. withAccess also
// reads what decides about access, for those whose statement does not.
func shapeOf[S ~string](names []S, withAccess bool) (*shape, error) {
	if len(names) == 0 {
		return whole, nil
	}
	for _, name := range names {
		if f := fieldNamed(string(name)); f == nil || f.write == nil {
			return nil, crm.Bad("?fields", "field.choice", "options", strings.Join(MemberName("").Words(), ", "))
		}
	}
	s, columns := &shape{}, slices.Clone(alwaysRead)
	read := func(all ...string) {
		for _, c := range all {
			if !slices.Contains(columns, c) {
				columns = append(columns, c)
			}
		}
	}
	for _, f := range members {
		if f.Name != "id" && !slices.Contains(names, S(f.Name)) {
			continue
		}
		s.members = append(s.members, f)
		s.paced, s.acts = s.paced || f.Is(paced), s.acts || f.Is(judged)
		if f.Column != "" {
			read("c." + f.Column)
		}
		read(f.Reads...)
	}
	if s.acts || withAccess {
		read(accessColumns...)
	}
	s.columns = strings.Join(columns, ", ")
	return s, nil
}

// AppendJSON writes what the list's shape has of the record. Types that embed
// Record write themselves, or they would lose their other members here.
func (r *Record) AppendJSON(b []byte) ([]byte, error) {
	s := r.shape
	if s == nil {
		s = whole
	}
	for i, f := range s.members {
		if i == 0 {
			b = append(b, '{', '"')
		} else {
			b = append(b, ',', '"')
		}
		b = append(b, f.Name...)
		b = f.write(append(b, '"', ':'), r)
	}
	return append(b, '}'), nil
}

// MarshalJSON is AppendJSON for answers that hold a record somewhere within.
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil) }

// AppendJSON writes the record and what stands beside it on its page.
func (f Full) AppendJSON(b []byte) ([]byte, error) {
	b, err := f.Record.AppendJSON(b)
	if err != nil {
		return b, err
	}
	end := len(b) - 1 // the record's closing brace becomes a comma
	if b, err = crm.AppendJSON(b[:end], f.Beside); err == nil {
		b[end] = ','
	}
	return b, err
}

// MarshalJSON is AppendJSON; Record's own would leave out what stands beside it.
func (f Full) MarshalJSON() ([]byte, error) { return f.AppendJSON(nil) }
