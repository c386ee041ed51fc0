package customer

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"laidan/internal/expr"
	"laidan/internal/list"
	"laidan/internal/words"
)

// Field is a fact of a customer. What its line leaves out it is not: without a
// column it is made of others, without a type conditions cannot name it, without
// a slot people do not edit it.
type Field struct {
	Name   string // in JSON, conditions, forms and the catalogues: field.customer.NAME
	Column string // of the table customer
	Use    use

	// As conditions know it.
	Type      expr.Type
	Options   []expr.Option
	Words     string // the catalogue group of its values
	To        string // of a reference
	Null      bool   // the column may be NULL
	Sensitive bool
	Rows      string // for values in rows of their own: which, and RowColumn is their column
	RowColumn string
	Sort      *list.Column

	// As people write it.
	Limit int // characters
	Slot  Slot
	Text  func(*Texts) *string
	Shown func(*Customer) any // in the history, where that is not the value

	// As files know it.
	Import   string // what a column can become
	Join     string // between the cells of several columns; "": one column only
	Export   string // the label of its column
	Exported string // the catalogue group of its values, where Words is not

	// As it leaves the server.
	Reads []string // what a list reads for it beside its column
	Member
}

// use says what a field is for, where a word is enough.
type use uint

const (
	edit   use = 1 << iota // edits save it, the history compares it, undo restores it
	lines                  // a text of several lines
	files                  // a text that files bring in and exports take out
	plain                  // a text that is kept free of numbers, so there is nothing to hide
	fill                   // a merge takes the other one's where the survivor has none
	settle                 // a merge decides it together with others (absorb)
	always                 // every row of a list reads it, for sorts, cursors and masks
	paced                  // made of the days in the layer
	judged                 // made of what decides about access
	pii                    // personal data

	fact = edit | fill | files // what most texts are
)

// Is reports whether a field is used so.
func (f *Field) Is(u use) bool { return f.Use&u == u }

// Lines reports whether a text may have several lines.
func (f *Field) Lines() bool { return f.Is(lines) }

// own is a text of Texts.
func own(name, column string, limit int, u use, of func(*Texts) *string) Field {
	f := Field{Name: name, Column: column, Use: u, Type: expr.Text, Limit: limit, Text: of,
		Slot:   at(func(r *Row) *string { return of(&r.Texts) }, inChanges(of)),
		Member: text(func(r *Record) string { return *of(&r.Texts) })}
	if f.Is(files) {
		f.Import, f.Export = name, "import.target."+name
	}
	return f
}

// joined lets several columns of a file become the text.
func (f Field) joined(with string) Field {
	f.Join = with
	return f
}

// inChanges finds the place of a text in an edit: both are one generic struct.
func inChanges(of func(*Texts) *string) func(*Changes) **string {
	var t Texts
	all := reflect.ValueOf(&t).Elem()
	for i := range all.NumField() {
		if all.Field(i).Addr().Interface() == any(of(&t)) {
			return func(c *Changes) **string {
				return reflect.ValueOf(&c.TextChanges).Elem().Field(i).Addr().Interface().(**string)
			}
		}
	}
	panic("customer: an accessor that leads out of Texts")
}

// pick are the fields that meet a condition.
func pick(when func(f *Field) bool) []*Field {
	var out []*Field
	for i := range Fields {
		if when(&Fields[i]) {
			out = append(out, &Fields[i])
		}
	}
	return out
}

var (
	// textFields are those with a limit: the name and all of Texts.
	textFields = pick(func(f *Field) bool { return f.Limit > 0 })
	hiding     = pick(func(f *Field) bool { return f.Text != nil && !f.Is(plain) }) // their full wordings are kept apart
	editable   = pick(func(f *Field) bool { return f.Slot != nil })
	filled     = pick(func(f *Field) bool { return f.Is(fill) })
	members    = pick(func(f *Field) bool { return f.write != nil })

	// OwnTexts are those that people write: the fields of Texts.
	OwnTexts = pick(func(f *Field) bool { return f.Text != nil })

	// Imported are the fields of words that files bring in.
	Imported = pick(func(f *Field) bool { return f.Import != "" && f.isWords() })

	// Exported are those that exports write.
	Exported = pick(func(f *Field) bool { return f.Export != "" })

	// Conditions are the fields that conditions may name, besides custom ones.
	Conditions = conditions()
	sorts      = sortsOf()
)

// fieldNamed is a field by its name; nil for one that is none of the product's.
func fieldNamed(name string) *Field {
	if i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name }); i >= 0 {
		return &Fields[i]
	}
	return nil
}

// ImportOf is what a column of a file becomes to fill a field; "" where files
// cannot.
func ImportOf(name string) string {
	if f := fieldNamed(name); f != nil {
		return f.Import
	}
	return ""
}

// columnsOf prints the columns of fields in a list of SQL.
func columnsOf(when func(f *Field) bool, each string) string {
	var out []string
	for _, f := range pick(when) {
		out = append(out, fmt.Sprintf(each, f.Column))
	}
	return strings.Join(out, ", ")
}

func textLimits() map[string]int {
	out := map[string]int{}
	for _, f := range textFields {
		out[f.Name] = f.Limit
	}
	return out
}

func conditions() expr.Fields {
	var out expr.Fields
	for _, f := range pick(func(f *Field) bool { return f.Type != "" }) {
		c := expr.Field{Name: f.Name, Type: f.Type, SQL: "c." + f.Column, Options: f.Options, To: f.To, Nullable: f.Null, Sensitive: f.Sensitive}
		if f.Rows != "" {
			c.Exists, c.SQL = f.Rows, f.RowColumn
		}
		out = append(out, c)
	}
	return out
}

// sortsOf are the orders of customer lists.
func sortsOf() []list.Sort {
	out := []list.Sort{list.Queue("queue", "nextAt")}
	for _, f := range pick(func(f *Field) bool { return f.Sort != nil }) {
		out = append(out, list.By(f.Name, *f.Sort))
	}
	return out
}

// The words of a touch, as customers carry the last one and filters ask for it.
var (
	touchChannels = expr.Keys(words.Channels...)
	touchResults  = expr.Keys(words.Results...)
)

// layerOptions are the layers, the abandoned last.
func layerOptions() []expr.Option {
	of := make([]expr.Option, len(words.Layers))
	for n, key := range words.Layers {
		of[n] = expr.Option{Key: string(key), N: int64(n)}
	}
	return append(slices.Clone(of[1:]), of[0])
}
