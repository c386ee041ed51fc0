// Package field is the organisation's own fields on customers: text, number,
// date and choice. Their definitions are made by people and by imports; their
// values are kept twice, as JSON in the customer's record for display and as
// rows of custom_value for conditions.
package field

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"laidan/internal/crm"
	"laidan/internal/expr"
	"laidan/internal/textkey"
)

// The kinds of field. A kind never changes: the values would lose their meaning.
const (
	Text   = "text"
	Number = "number"
	Date   = "date"
	Choice = "choice"
)

// The limits of fields and values.
const (
	MaxFields  = 100
	MaxLabel   = 40
	MaxOptions = 100
	MaxOption  = 50
	MaxText    = 500
)

// Prefix stands before the key of a custom field wherever fields of customers
// are named: in conditions, columns and import targets.
const Prefix = "custom."

// Def is the definition of one field.
type Def struct {
	ID       crm.ID[crm.Field] `json:"id"`
	Key      string            `json:"key"`
	Label    string            `json:"label"`
	Kind     string            `json:"kind" enum:"text,number,date,choice"`
	Options  []string          `json:"options" doc:"Of a choice"`
	Position int64             `json:"position" doc:"Place in forms, smallest first"`
	Active   bool              `json:"active" doc:"false: shown and asked for no more; its values stay"`
	Version  int64             `json:"version"`
}

// New is what a field begins with.
type New struct {
	Label   string   `json:"label" minLength:"1" maxLength:"40"`
	Kind    string   `json:"kind" enum:"text,number,date,choice"`
	Options []string `json:"options,omitempty" maxItems:"100"`
}

// Change is an edit of a field; what is absent or null stays.
type Change struct {
	Version  int64     `json:"version" minimum:"1"`
	Label    *string   `json:"label,omitempty" minLength:"1" maxLength:"40"`
	Options  *[]string `json:"options,omitempty" maxItems:"100"`
	Position *int64    `json:"position,omitempty" minimum:"0" maximum:"10000"`
	Active   *bool     `json:"active,omitempty"`
}

// Apply is the field after an edit.
func (d Def) Apply(c Change) Def {
	if c.Label != nil {
		d.Label = *c.Label
	}
	if c.Options != nil {
		d.Options = *c.Options
	}
	if c.Position != nil {
		d.Position = *c.Position
	}
	if c.Active != nil {
		d.Active = *c.Active
	}
	return d
}

// Clean trims a field's texts and says what is wrong with it.
func (d Def) Clean() (Def, error) {
	var c crm.Checks
	d.Label = strings.Join(strings.Fields(d.Label), " ")
	c.That(d.Label != "", "/label", "field.required")
	c.That(utf8.RuneCountInString(d.Label) <= MaxLabel, "/label", "field.too_long", "max", MaxLabel)
	c.That(plainText(d.Label), "/label", "field.invalid")
	c.That(slices.Contains([]string{Text, Number, Date, Choice}, d.Kind), "/kind", "field.choice", "options", "text, number, date, choice")
	options := []string{}
	for i, o := range d.Options {
		o = strings.Join(strings.Fields(o), " ")
		at := "/options/" + strconv.Itoa(i)
		c.That(o != "", at, "field.required")
		c.That(utf8.RuneCountInString(o) <= MaxOption, at, "field.too_long", "max", MaxOption)
		c.That(plainText(o), at, "field.invalid")
		c.That(!slices.Contains(options, o), at, "custom.option_twice", "option", o)
		options = append(options, o)
	}
	d.Options = options
	if d.Kind == Choice {
		c.That(len(options) > 0, "/options", "field.too_few", "min", 1)
		c.That(len(options) <= MaxOptions, "/options", "field.too_many", "max", MaxOptions)
	} else {
		c.That(len(options) == 0, "/options", "custom.no_options")
	}
	return d, c.Err()
}

// plainText refuses what a database or a CSV file cannot carry.
func plainText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// KeyFor makes the key of a label: its pinyin or words in lower case, told
// apart from the keys that exist. It never changes later, so that saved
// conditions go on working under a new label.
func KeyFor(label string, taken []string) string {
	said, _, _ := strings.Cut(textkey.SortKey(label), "\x01")
	var b strings.Builder
	for _, r := range strings.ToLower(said) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		if b.Len() >= 30 {
			break
		}
	}
	key := strings.Trim(b.String(), "_")
	if key == "" || key[0] <= '9' {
		key = strings.TrimSuffix("field_"+key, "_")
	}
	for n, base := 2, key; slices.Contains(taken, key); n++ {
		key = base + "_" + strconv.Itoa(n)
	}
	return key
}

// expression is the field as conditions name it, on the table customer with
// alias c.
func (d Def) expression() expr.Field {
	f := expr.Field{Name: Prefix + d.Key, Exists: fmt.Sprintf(valueExists, d.ID.Int64())}
	switch d.Kind {
	case Number:
		f.Type, f.SQL, f.Nullable = expr.Number, "v.num_value", true
	case Date:
		f.Type, f.SQL, f.Nullable = expr.Date, "v.num_value", true
	case Choice:
		f.Type, f.SQL, f.Options = expr.Choice, "v.text_value", expr.Keys(d.Options...)
	default:
		f.Type, f.SQL = expr.Text, "v.text_value"
	}
	return f
}

// Expressions are fields as conditions name them.
func Expressions(defs []Def) expr.Fields {
	list := make(expr.Fields, len(defs))
	for i, d := range defs {
		list[i] = d.expression()
	}
	return list
}

func optionsText(options []string) string {
	b, err := json.Marshal(options)
	if err != nil { // a list of strings always has a JSON form
		panic(err)
	}
	return string(b)
}
