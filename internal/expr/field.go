package expr

import (
	"laidan/internal/crm"
	"slices"
)

// Type is what kind of value a field holds. It decides the operators, the
// values that may stand beside them, and the column type behind the field.
type Type string

// The types and their columns.
const (
	Text    Type = "text"    // TEXT
	Number  Type = "number"  // DOUBLE PRECISION
	Integer Type = "integer" // BIGINT
	Money   Type = "money"   // BIGINT, minor units
	Bool    Type = "bool"    // BOOLEAN
	Date    Type = "date"    // BIGINT or DOUBLE PRECISION, yyyymmdd
	Instant Type = "instant" // BIGINT, UTC milliseconds
	Choice  Type = "choice"  // TEXT, one of Options
	Ref     Type = "ref"     // BIGINT, an id
	Tags    Type = "tags"    // several texts, by Exists
	Layer   Type = "layer"   // BIGINT, one of Options by N
)

// Field declares one name of the language.
type Field struct {
	Name    string
	Type    Type
	Options []Option // of Choice and Layer
	To      string   // of Ref: person, department, product, pool; says which functions fit
	// SQL is the column, written with its alias: c.grade. For a field behind
	// Exists it is a column of the inner table.
	SQL string
	// Exists is for values in rows of their own (tags, custom fields): a
	// condition with %s where the test on SQL goes, such as
	// EXISTS (SELECT 1 FROM customer_tag g WHERE ... AND %s).
	Exists string
	// Nullable says that SQL can be NULL.
	Nullable bool
	// Sensitive fields are refused: a filter on a masked value is an oracle.
	Sensitive bool
	// Exact fields are compared as a whole: a part of them would tell digits that
	// the reader does not see.
	Exact bool
}

// Option is one value of a Choice or Layer.
type Option struct {
	Key string
	N   int64 // what a Layer column holds; 0 has no place in the order
}

// Keys makes options of a choice.
func Keys(keys ...string) []Option {
	of := make([]Option, len(keys))
	for i, k := range keys {
		of[i] = Option{Key: k}
	}
	return of
}

// Fields are what a condition may name.
type Fields []Field

// Exact are the fields with their texts compared as a whole only.
func (fs Fields) Exact() Fields {
	out := slices.Clone(fs)
	for i := range out {
		out[i].Exact = out[i].Type == Text
	}
	return out
}

// Find looks a field up.
func (fs Fields) Find(name string) (*Field, bool) {
	for i := range fs {
		if fs[i].Name == name {
			return &fs[i], true
		}
	}
	return nil, false
}

// Operators lists what may be asked of a field, most usual first.
func (f Field) Operators() []Op {
	var ops []Op
	switch f.Type {
	case Text:
		if f.Exact {
			return []Op{Eq, In, Empty, NotEmpty}
		}
		ops = []Op{Contains, Eq, Ne, Starts, In, NotIn, Lt, Le, Gt, Ge, Between}
	case Number, Integer, Money:
		ops = []Op{Eq, Ne, Lt, Le, Gt, Ge, Between, In, NotIn}
	case Date:
		ops = []Op{Eq, Ne, Lt, Le, Gt, Ge, Between, In, NotIn}
	case Instant:
		ops = []Op{Lt, Le, Gt, Ge, Between, Eq, Ne}
	case Choice, Ref:
		ops = []Op{In, NotIn, Eq, Ne}
	case Layer:
		ops = []Op{In, NotIn, Eq, Ne, Lt, Le, Gt, Ge, Between}
	case Bool:
		ops = []Op{Eq, Ne}
	case Tags:
		ops = []Op{Has}
	}
	if f.mayBeEmpty() {
		ops = append(ops, Empty, NotEmpty)
	}
	return ops
}

func (f Field) mayBeEmpty() bool {
	return f.Nullable || f.Exists != "" || f.texts()
}

// texts reports whether the column holds text, where ” is empty too.
func (f Field) texts() bool { return f.Type == Text || f.Type == Choice || f.Type == Tags }

// Value is what a record holds in one field, for Eval. The zero Value is empty.
type Value struct {
	what valueKind
	s    string
	i    int64
	f    float64
	many []string
}

type valueKind uint8

const (
	none valueKind = iota
	aText
	anInt
	aFloat
	many
)

// TextValue is the value of a Text or Choice.
func TextValue(s string) Value { return Value{what: aText, s: s} }

// NumberValue is the value of a Number.
func NumberValue(f float64) Value { return Value{what: aFloat, f: f} }

// IntValue is the value of an Integer, Money, Ref or Layer.
func IntValue(n int64) Value { return Value{what: anInt, i: n} }

// IDValue is the value of a Ref; no id is empty.
func IDValue[T any](id crm.ID[T]) Value {
	if id.IsZero() {
		return Value{}
	}
	return IntValue(id.Int64())
}

// BoolValue is the value of a Bool.
func BoolValue(b bool) Value {
	if b {
		return IntValue(1)
	}
	return IntValue(0)
}

// DayValue is the value of a Date; no day is empty.
func DayValue(d crm.Day) Value {
	if d == 0 {
		return Value{}
	}
	return IntValue(int64(d))
}

// InstantValue is the value of an Instant; no instant is empty.
func InstantValue(m crm.Millis) Value {
	if m.IsZero() {
		return Value{}
	}
	return IntValue(int64(m))
}

// TagsValue is the value of Tags.
func TagsValue(tags ...string) Value { return Value{what: many, many: tags} }
