// Package bulk brings customers in from files and takes them out again: what a
// file holds is found out, a dry run shows what would happen, the run goes page
// by page and survives a kill, every row is accounted for, and the whole can be
// undone. Exports obey the same rights and masks as the screen.
package bulk

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/sheet"
)

// What to do with a row whose customer is known already.
const (
	Skip      = "skip"      // leave the known one as it is
	Fill      = "fill"      // fill its blanks
	Overwrite = "overwrite" // the file wins where it says something
	New       = "new"       // make another one; an external id or tax code still is one customer
)

// Options are what a person decides about an import, on top of what was found
// out. Everything has a proposal.
type Options struct {
	sheet.Choice
	Columns []Column `json:"columns" maxItems:"300" doc:"What each column becomes, in the file's order"`
	// Name composes a name where the row has none: "{job} {orig_row}".
	Name string `json:"name,omitempty" maxLength:"300" doc:"Template with column names in braces"`
	// TouchAt composes the day of the contact: "{day} {month} 2010".
	TouchAt    string `json:"touchAt,omitempty" maxLength:"300"`
	Duplicates string `json:"duplicates" enum:"skip,fill,overwrite,new"`
	// SameName takes an equal company name for the same customer, too.
	SameName       bool              `json:"sameName,omitempty"`
	Kind           string            `json:"kind" enum:"company,person" doc:"Where no column says it"`
	ExternalSource string            `json:"externalSource,omitempty" maxLength:"100" doc:"Whose ids the id column holds"`
	Source         string            `json:"source,omitempty" maxLength:"100" doc:"Where no column says it"`
	SourceDetail   string            `json:"sourceDetail,omitempty" maxLength:"200"`
	Tags           []string          `json:"tags,omitempty" maxItems:"10" doc:"Added to every customer"`
	Region         string            `json:"region" maxLength:"2" doc:"Country of numbers without a country code"`
	PoolID         crm.PoolID        `json:"poolId,omitempty"`
	OwnerID        crm.PersonID      `json:"ownerId,omitempty" doc:"Instead of the pool, where no column names an owner"`
	Owners         map[string]string `json:"owners,omitempty" doc:"Person id by the file's name for the owner; empty: to the pool. A change adds to earlier ones, null takes one away"`
	// Values translate what cells say: target, then text, then the value.
	Values map[string]map[string]string `json:"values,omitempty" doc:"By target and text of the cell. A change adds to earlier ones, null takes one away"`
	// Blank are errors that leave the cell empty instead of refusing the row.
	Blank []string `json:"blank,omitempty" maxItems:"30"`
}

// Column is what one column becomes.
type Column struct {
	Target string `json:"target" maxLength:"80" doc:"One of targets, or custom:KEY"`
	Label  string `json:"label,omitempty" maxLength:"60" doc:"Of a new custom field"`
	Kind   string `json:"kind,omitempty" enum:"text,number,date,choice" empty:"true" doc:"Of a new custom field"`
	// Order is how the column writes days; empty: as found out.
	Order sheet.Order `json:"order,omitempty" enum:"ymd,dmy,mdy" empty:"true"`
}

// custom is the key of an existing custom field that the column goes to.
func (c Column) custom() (key string, ok bool) {
	return strings.CutPrefix(c.Target, sheet.ToCustom+":")
}

// has reports whether a column has the target.
func (o *Options) has(target string) bool {
	return slices.ContainsFunc(o.Columns, func(c Column) bool { return c.Target == target })
}

// blanks reports whether an error leaves the cell empty: "phone" covers all of
// phone's codes.
func (o *Options) blanks(code string) bool {
	group, _, _ := strings.Cut(code, ".")
	return slices.Contains(o.Blank, code) || slices.Contains(o.Blank, group)
}

// value is a cell's text as translated by the person.
func (o *Options) value(target, text string) string {
	if v, ok := o.Values[target][text]; ok {
		return v
	}
	return text
}

// check says what is wrong with options for a file with this header.
func (o *Options) check(header []string) error {
	var c crm.Checks
	c.That(len(o.Columns) == len(header), "/columns", "import.columns", "n", len(header))
	seen := map[string]bool{}
	for i, col := range o.Columns {
		_, custom := col.custom()
		at := "/columns/" + itoa(i) + "/target"
		c.That(custom || sheet.IsTarget(col.Target), at, "import.target", "target", col.Target)
		many := custom || sheet.IsMany(col.Target)
		c.That(many || !seen[col.Target], at, "import.target_twice", "target", col.Target)
		seen[col.Target] = true
		c.That(col.Kind == "" || slices.Contains([]string{"text", "number", "date", "choice"}, col.Kind), "/columns/"+itoa(i)+"/kind", "field.choice", "options", "text, number, date, choice")
	}
	for _, t := range []struct{ at, template string }{{"/name", o.Name}, {"/touchAt", o.TouchAt}} {
		if missing := unknownNames(t.template, header); missing != "" {
			c.That(false, t.at, "import.template", "name", missing)
		}
	}
	c.That(slices.Contains([]string{Skip, Fill, Overwrite, New}, o.Duplicates), "/duplicates", "field.choice", "options", "skip, fill, overwrite, new")
	c.That(o.Kind == "company" || o.Kind == "person", "/kind", "field.choice", "options", "company, person")
	c.That(len(o.Region) == 2, "/region", "import.region")
	c.That(o.PoolID.IsZero() || o.OwnerID.IsZero(), "/poolId", "customer.owner_or_pool")
	c.That(!o.has(sheet.ToExternal) || o.ExternalSource != "", "/externalSource", "field.required")
	return c.Err()
}
