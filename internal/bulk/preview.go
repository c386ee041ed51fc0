package bulk

import (
	"cmp"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/phone"
	"laidan/internal/sheet"
	"laidan/internal/words"
)

// Preview is what a dry run found; nothing was written.
type Preview struct {
	Counts   counts        `json:"counts"`
	Rows     []PreviewRow  `json:"rows"`
	Errors   []Group       `json:"errors" doc:"Why rows are refused, most frequent first"`
	Notes    []Group       `json:"notes" doc:"What was left out or assumed in rows that come in"`
	Owners   []OwnerChoice `json:"owners"`
	Possible int           `json:"possible" doc:"New customers whose company name is known already"`
	// Elsewhere and Withheld are about customers whose numbers the reader does not
	// see; rows that mean them stand among the new ones.
	Elsewhere int   `json:"elsewhere" doc:"About how many rows more are in the library already, to the hundred below; the run tells the sum"`
	Withheld  bool  `json:"withheld" doc:"The hour's questions for full numbers are used up"`
	Partial   bool  `json:"partial" doc:"The file is long: only the first rows were tried"`
	Tried     int   `json:"tried"`
	Millis    int64 `json:"millis"`
	groups    map[string]*Group
	notes     map[string]*Group
	owners    map[string]int
}

// PreviewRow is one of the first rows as it would come in.
type PreviewRow struct {
	Row     int               `json:"row"`
	Outcome Outcome           `json:"outcome" enum:"created,updated,duplicate,rejected"`
	Values  map[string]string `json:"values" doc:"By target; numbers masked"`
	Filled  []string          `json:"filled,omitempty" doc:"Fields that an update sets"`
	Errors  []CellError       `json:"errors,omitempty"`
	Detail  string            `json:"detail,omitempty"`
	// CustomerID is the known customer a row means, if the reader sees it.
	CustomerID string     `json:"customerId,omitempty"`
	Code       string     `json:"code,omitempty"`
	Params     crm.Params `json:"params,omitempty"`
}

// Group is one reason with all its rows.
type Group struct {
	Code   string     `json:"code"`
	Target string     `json:"target,omitempty"`
	Params crm.Params `json:"params,omitempty"`
	Detail string     `json:"detail"`
	Count  int        `json:"count"`
	Sample []string   `json:"sample" doc:"Some of the cells"`
	Rows   []int      `json:"rows" doc:"The first rows"`
	Fix    *Fix       `json:"fix,omitempty"`
}

// Fix is a one-click remedy: PATCH the import with these options.
type Fix struct {
	Kind    string `json:"kind" enum:"blank,value,merge"`
	Text    string `json:"text,omitempty"`
	To      string `json:"to,omitempty"`
	Options any    `json:"options"`
}

// OwnerChoice is a name in the owner column and the person it means.
type OwnerChoice struct {
	Name     string  `json:"name"`
	Count    int     `json:"count"`
	PersonID *string `json:"personId" doc:"null: nobody, the rows go to the pool"`
}

const previewRows = 50

// see counts one row.
func (p *Preview) see(l *line, b *builder, filled []string) {
	p.Tried++
	p.Counts.add(l.Outcome)
	if l.Outcome == Created && l.Possible {
		p.Possible++
	}
	if l.Owner != "" {
		p.owners[l.Owner]++
	}
	// Errors of a row are counted once per reason, so that the numbers add up.
	for i, e := range l.reasons() {
		if l.Outcome == Rejected && i == 0 || l.Code == "import.same_row" {
			p.group(p.groups, e, l.Row.No)
		}
	}
	if l.Outcome != Rejected {
		for _, e := range l.Item.Notes {
			p.group(p.notes, e, l.Row.No)
		}
	}
	if len(p.Rows) < previewRows {
		p.Rows = append(p.Rows, b.show(l, filled))
	}
}

func (p *Preview) group(in map[string]*Group, e CellError, row int) {
	key := e.Code + "|" + e.Target
	g := in[key]
	if g == nil {
		g = &Group{Code: e.Code, Target: e.Target, Params: e.Params, Sample: []string{}, Rows: []int{}}
		in[key] = g
	}
	g.Count++
	if text := masked(e); text != "" && len(g.Sample) < 5 && !slices.Contains(g.Sample, text) {
		g.Sample = append(g.Sample, text)
	}
	if len(g.Rows) < 10 {
		g.Rows = append(g.Rows, row)
	}
}

// masked is a wrong cell as shown: what may be a number keeps its ends only.
func masked(e CellError) string {
	if strings.HasPrefix(e.Code, "phone.") {
		return cut(e.Text, 40) // it is no number: that is the error
	}
	return phone.MaskText(cut(e.Text, 60))
}

// close sorts what was collected and proposes remedies.
func (p *Preview) close(s *session) {
	p.Errors, p.Notes = sorted(p.groups), sorted(p.notes)
	for i := range p.Errors {
		p.Errors[i].Fix = fixFor(p.Errors[i], s.o)
	}
	p.Owners = []OwnerChoice{}
	for name, n := range p.owners {
		c := OwnerChoice{Name: name, Count: n}
		if person, ok := s.ownerOf(name); ok {
			id := person.ID.String()
			c.PersonID = &id
		}
		p.Owners = append(p.Owners, c)
	}
	slices.SortFunc(p.Owners, func(a, b OwnerChoice) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Name, b.Name)) })
}

func sorted(in map[string]*Group) []Group {
	out := []Group{}
	for _, g := range in {
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b Group) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Code, b.Code), strings.Compare(a.Target, b.Target))
	})
	return out
}

// blankable are the errors after which a row can come in without the cell.
func blankable(code string) bool {
	switch code {
	case "import.grade", "import.temperature", "import.layer", "import.kind", "import.date", "import.date_future", "import.yes_no",
		"import.number", "import.choice", "import.seconds", "customer.tax_code", "customer.wechat", "field.email":
		return true
	}
	return strings.HasPrefix(code, "phone.")
}

// guesses are what a word most likely means, where a one-click remedy is worth
// offering.
func guess(target, text string) string {
	letter := strings.TrimRight(text, "+-＋－级类档 ")
	switch target {
	case sheet.ToGrade:
		if g, ok := sheet.Grade(letter); ok {
			return g
		}
	case sheet.ToTemperature:
		if g, ok := sheet.Temperature(letter); ok {
			return g
		}
	}
	return ""
}

func fixFor(g Group, o *Options) *Fix {
	if g.Code == "import.same_row" {
		return &Fix{Kind: "merge", Options: map[string]any{"duplicates": Fill}}
	}
	if len(g.Sample) == 1 {
		if to := guess(g.Target, g.Sample[0]); to != "" {
			values := map[string]map[string]string{g.Target: {g.Sample[0]: to}}
			return &Fix{Kind: "value", Text: g.Sample[0], To: to, Options: map[string]any{"values": values}}
		}
	}
	if blankable(g.Code) {
		code := g.Code
		if strings.HasPrefix(code, "phone.") {
			code = "phone"
		}
		return &Fix{Kind: "blank", Options: map[string]any{"blank": append(slices.Clone(o.Blank), code)}}
	}
	return nil
}

// shown are errors with numbers in their cells masked.
func shown(list []CellError) []CellError {
	var out []CellError
	for _, e := range list {
		e.Text = masked(e)
		out = append(out, e)
	}
	return out
}

// show is a row in the preview table.
func (b *builder) show(l *line, filled []string) PreviewRow {
	r := PreviewRow{Row: l.Row.No, Outcome: l.Outcome, Values: map[string]string{}, Filled: filled, Errors: shown(l.Errors), Code: l.Code}
	if l.Match.pending() && l.Match.Row > 0 {
		r.Params = crm.Params{"row": l.Match.Row}
	}
	set := func(target, v string) {
		if v != "" {
			r.Values[target] = v
		}
	}
	if d := l.Draft; d != nil {
		x := d.Row
		set(sheet.ToName, x.Name)
		set(sheet.ToContact, x.ContactName)
		set(sheet.ToTitle, x.ContactTitle)
		set(sheet.ToPhone, phone.Mask(x.Phone))
		set(sheet.ToRegion, strings.TrimSpace(x.Province+" "+x.City))
		set(sheet.ToGrade, x.Grade)
		set(sheet.ToIndustry, x.Industry)
		set(sheet.ToSource, x.Source)
		set(sheet.ToNeed, phone.MaskText(x.Need))
		set(sheet.ToRemark, phone.MaskText(x.Remark))
		set(sheet.ToLayer, string(words.LayerAt(l.Layer)))
		set(sheet.ToOwner, l.Owner)
		if !l.New.CreatedAt.IsZero() {
			set(sheet.ToCreated, crm.DayOf(l.New.CreatedAt.Time(), b.zone).String())
		}
		if l.Touch != nil {
			set(sheet.ToResult, l.Touch.Result)
		}
		return r
	}
	for target, cols := range b.cols {
		if target != sheet.ToIgnore && target != sheet.ToCustom {
			set(target, phone.MaskText(cut(l.Row.Cells[cols[0]], 80)))
		}
	}
	return r
}
