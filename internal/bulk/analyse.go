package bulk

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/field"
	"laidan/internal/phone"
	"laidan/internal/sheet"
)

// Detected is what was found out about a file; the person sees and may change it.
type Detected struct {
	sheet.Info
	Rows      int         `json:"rows"`
	Repaired  int         `json:"repaired" doc:"Rows that were one quoted field"`
	DateOrder sheet.Order `json:"dateOrder" enum:"ymd,dmy,mdy"`
	DateSure  bool        `json:"dateSure" doc:"false: the days can be read in more than one way, ask"`
	Region    string      `json:"region"`
	// Regions are all countries under which the numbers make sense; more than one: ask.
	Regions []string `json:"regions"`
}

// FoundColumn is what was found out about one column.
type FoundColumn struct {
	Index      int         `json:"index"`
	Header     string      `json:"header"`
	Sample     []string    `json:"sample"`
	Filled     int         `json:"filled"`
	Target     string      `json:"target"`
	Confidence float64     `json:"confidence"`
	Auto       bool        `json:"auto" doc:"Matched by name or content; false: a new field or left out"`
	Kind       string      `json:"kind" doc:"The custom field it would make" enum:"text,number,date,choice"`
	Order      sheet.Order `json:"order,omitempty"`
	Values     []string    `json:"values,omitempty" doc:"All values, when they are few"`
	persons    bool
}

// analysis is one pass over a file.
type analysis struct {
	Detected Detected      `json:"detected"`
	Columns  []FoundColumn `json:"columns"`
	// OwnerNames are the names in the owner column with their rows.
	OwnerNames map[string]int `json:"ownerNames"`
	known      int            // custom fields the organisation has
}

// known are the organisation's facts that proposals depend on.
type known struct {
	Region string
	Fields []field.Def
}

// analyse reads the whole file once. It refuses files that are no customer list
// and files with formulas in text.
func analyse(b *sheet.Book, k known) (*analysis, error) {
	header := b.Header()
	if what := sheet.Foreign(header); what != "" {
		return nil, crm.Fail(crm.Invalid, "import.not_customers", "what", what)
	}
	profiles := make([]*sheet.Profile, len(header))
	for i := range profiles {
		profiles[i] = sheet.NewProfile()
	}
	a := &analysis{Detected: Detected{Info: b.Info()}, known: len(k.Fields)}
	numbers := newSampler(len(header))
	err := b.Rows(func(r sheet.Row) error {
		switch r.Fault {
		case sheet.Calculates:
			return crm.Fail(crm.Invalid, "import.formula", "row", r.No)
		case sheet.Repaired:
			a.Detected.Repaired++
		}
		a.Detected.Rows++
		if r.Bad() {
			return nil
		}
		for i, c := range r.Cells {
			profiles[i].Add(c)
			numbers.add(i, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if a.Detected.Rows == 0 {
		return nil, crm.Fail(crm.Invalid, "import.no_rows")
	}
	a.settle(header, profiles, numbers, k)
	return a, nil
}

func (a *analysis) settle(header []string, profiles []*sheet.Profile, numbers sampler, k known) {
	matches := sheet.MatchColumns(header, profiles)
	var samples []string
	for i, m := range matches {
		if strings.HasPrefix(m.Target, sheet.ToPhone) {
			samples = append(samples, numbers[i]...)
		}
	}
	a.Detected.Region, a.Detected.Regions = proposeRegion(samples, k.Region)
	a.Detected.DateOrder, a.Detected.DateSure = sheet.YMD, true
	used := map[string]bool{}
	for i, m := range matches {
		p := profiles[i]
		f := FoundColumn{Index: i, Header: header[i], Sample: p.Samples, Filled: p.Filled, Target: m.Target, Confidence: m.Confidence,
			Auto: m.By != "", Kind: p.FieldKind(), persons: p.Persons()}
		if len(p.Values) > 0 {
			f.Values = slices.Sorted(maps.Keys(p.Values))
		}
		if p.Dated() {
			order, sure := p.Dates.Order(a.Detected.Region)
			f.Order = order
			if !sure || order != sheet.YMD {
				a.Detected.DateOrder = order
			}
			a.Detected.DateSure = a.Detected.DateSure && sure
		}
		if key := fieldFor(labelOf(f), k.Fields, used); key != "" && m.Target == sheet.ToCustom {
			used[key] = true
			f.Target, f.Auto, f.Confidence = sheet.ToCustom+":"+key, true, 1
		}
		if m.Target == sheet.ToOwner {
			a.OwnerNames = p.Values
		}
		a.Columns = append(a.Columns, f)
	}
}

// sampler keeps some cells of each column, spread over the file, to ask under
// which country they are telephone numbers.
type sampler [][]string

// numberCell is how long a cell with numbers may be; more is text.
const numberCell = 200

func newSampler(n int) sampler { return make(sampler, n) }

func (s sampler) add(col int, cell string) {
	if cell != "" && len(cell) <= numberCell && len(s[col]) < 300 {
		s[col] = append(s[col], cell)
	}
}

// proposeRegion prefers the organisation's own country where it is plausible.
func proposeRegion(samples []string, own string) (string, []string) {
	first := []string{own}
	for _, r := range phone.Regions {
		if r != own {
			first = append(first, r)
		}
	}
	region, plausible := phone.BestRegion(samples, first)
	if region == "" || slices.Contains(plausible, own) {
		region = own
	}
	if plausible == nil {
		plausible = []string{}
	}
	return region, plausible
}

// fieldFor is the key of the custom field with a column's name that no other
// column has.
func fieldFor(header string, fields []field.Def, used map[string]bool) string {
	for _, f := range fields {
		if !used[f.Key] && strings.EqualFold(strings.TrimSpace(f.Label), strings.TrimSpace(header)) && header != "" {
			return f.Key
		}
	}
	return ""
}

// propose makes the options a person starts from.
func (a *analysis) propose(file string) Options {
	o := Options{Duplicates: Skip, Kind: "company", Region: a.Detected.Region}
	named, room := false, field.MaxFields-a.known
	for _, f := range a.Columns {
		c := Column{Target: f.Target}
		if f.Target == sheet.ToCustom {
			c.Label, c.Kind = labelOf(f), f.Kind
			if room--; room < 0 { // an organisation has so many fields and no more
				c = Column{Target: sheet.ToIgnore}
			}
		}
		o.Columns = append(o.Columns, c)
		switch f.Target {
		case sheet.ToName:
			named = true
			if f.persons {
				o.Kind = "person"
			}
		case sheet.ToContact, sheet.ToFirstName, sheet.ToLastName:
			named = true
		case sheet.ToExternal:
			o.ExternalSource = externalSource(f.Header, file)
		}
	}
	if !named {
		o.Kind = "person"
		o.Name = a.proposeName()
	}
	return o
}

func labelOf(f FoundColumn) string {
	label := f.Header
	if label == "" {
		label = "列 " + itoa(f.Index+1)
	}
	return cut(oneLine(label), field.MaxLabel)
}

// proposeName composes a name from the first column of words and the id, where
// a file has no name at all.
func (a *analysis) proposeName() string {
	word, id := "", ""
	for _, f := range a.Columns {
		switch {
		case f.Target == sheet.ToExternal:
			id = f.Header
		case word == "" && f.Kind != "number" && f.Kind != "date" && f.Header != "" && f.Filled*2 > a.Detected.Rows && len(f.Values) > 2:
			word = f.Header
		}
	}
	switch {
	case word != "" && id != "":
		return "{" + word + "} {" + id + "}"
	case id != "":
		return "{" + id + "}"
	}
	return ""
}

// vague are id columns whose name does not say whose ids they are.
var vague = regexp.MustCompile(`(?i)^(id|uuid|guid|code|ref|reference|编号|编码|序号|no\.?|number|row|orig_row|外部编号|外部id|key|#)$`)

// copies are the marks of a downloaded or dated copy: (1), -副本, _20260924.
var copies = regexp.MustCompile(`(?i)([ _-]?\(\d+\)|[ _-]?副本|[ _-]?copy|[ _.-]?\d{4}[-_.]?\d{2}[-_.]?\d{2}|[ _-]\d{1,4})+$`)

// externalSource names whose ids a column holds, so that the same list under
// another file name is known again and two lists counted 1, 2, 3 are not mixed.
func externalSource(header, file string) string {
	source := strings.ToLower(strings.Join(strings.Fields(header), " "))
	if vague.MatchString(strings.TrimSpace(header)) {
		stem := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		if short := copies.ReplaceAllString(stem, ""); short != "" {
			stem = short
		}
		source += "@" + strings.ToLower(stem)
	}
	if r := []rune(source); len(r) > 90 {
		source = string(r[:90])
	}
	return source
}
