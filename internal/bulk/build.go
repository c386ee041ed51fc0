package bulk

import (
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/field"
	"laidan/internal/sheet"
	"laidan/internal/words"
)

// builder reads rows by the options. It holds no state between rows.
type builder struct {
	o        *Options
	header   []string
	cols     map[string][]int // target -> columns
	orders   []sheet.Order
	fields   map[int]field.Def // column -> custom field
	defs     []field.Def
	products map[string]crm.ProductID
	shared   []string // numbers that several customers have
	name     *template
	touchAt  *template
	zone     *time.Location
	now      time.Time
	own      crm.ImportID
}

// newBuilder prepares for the rows of one file. fields are the custom fields of
// its columns; columns of new ones have a definition without an id in a dry run.
func newBuilder(o *Options, a *analysis, fields map[int]field.Def, zone *time.Location, now time.Time) *builder {
	b := &builder{o: o, cols: map[string][]int{}, fields: fields, zone: zone, now: now}
	for _, f := range fields {
		b.defs = append(b.defs, f)
	}
	for i, c := range o.Columns {
		b.header = append(b.header, a.Columns[i].Header)
		b.cols[c.Target] = append(b.cols[c.Target], i)
		order := c.Order
		if order == "" {
			order = a.Columns[i].Order
		}
		b.orders = append(b.orders, order)
	}
	b.name, b.touchAt = parseTemplate(o.Name, b.header), parseTemplate(o.TouchAt, b.header)
	return b
}

// one is the cell of a target, with its column; "" when there is none. Words
// for "nothing was entered" are nothing.
func (b *builder) one(it *Item, target string) (string, int) {
	for _, i := range b.cols[target] {
		if c := it.Row.Cells[i]; !sheet.Missing(c) {
			return b.o.value(target, c), i
		}
	}
	return "", -1
}

// all joins the cells of a target.
func (b *builder) all(it *Item, target, sep string) string {
	cols := b.cols[target]
	if len(cols) == 0 {
		return ""
	}
	if len(cols) == 1 {
		s, _ := b.one(it, target)
		return s
	}
	var parts []string
	for _, i := range cols {
		if c := it.Row.Cells[i]; !sheet.Missing(c) {
			parts = append(parts, b.o.value(target, c))
		}
	}
	return strings.Join(parts, sep)
}

// bad notes an error, or leaves the cell empty where the person said so.
func (b *builder) bad(it *Item, col int, target, code, text string, pairs ...any) {
	if b.o.blanks(code) {
		it.note(col, target, code, text, pairs...)
		return
	}
	it.fail(col, target, code, text, pairs...)
}

// build reads one row.
func (b *builder) build(row sheet.Row) *Item {
	it := &Item{Row: row, Layer: words.Resource}
	switch row.Fault {
	case sheet.Ragged, sheet.LongCell, sheet.Garbled, sheet.Calculates:
		it.fail(-1, "", "import."+string(row.Fault), "")
		return it
	case sheet.Repaired, sheet.Short:
		it.note(-1, "", "import."+string(row.Fault), "")
	}
	n := &it.New
	n.ImportID, n.ReceiptKind, n.Force = b.own, "import", true
	b.words(it)
	b.person(it)
	b.choices(it)
	b.standing(it)
	b.custom(it)
	b.touch(it)
	if len(it.Errors) > 0 {
		return it
	}
	b.draft(it)
	return it
}

// text is what a row says of a field, of several columns together where a field
// takes several.
func (b *builder) text(it *Item, f *customer.Field) string {
	if f.Join != "" {
		return b.all(it, f.Import, f.Join)
	}
	s, _ := b.one(it, f.Import)
	return s
}

// words are the plain texts.
func (b *builder) words(it *Item) {
	n := &it.New
	for _, f := range customer.Imported {
		if f.Text != nil {
			*f.Text(&n.Texts) = b.text(it, f)
		}
	}
	if n.Source == "" {
		n.Source = b.o.Source
	}
	if n.SourceDetail == "" {
		n.SourceDetail = b.o.SourceDetail
	}
	n.Province, n.City, n.TaxCode = sheet.ShortPlace(n.Province), sheet.ShortPlace(n.City), ""
	region, _ := b.one(it, sheet.ToRegion)
	b.place(it, region)
	b.tags(it)
	if tax, col := b.one(it, sheet.ToTaxCode); tax != "" {
		switch code, ok := sheet.TaxCode(tax); {
		case sheet.ResidentID(tax):
			it.note(col, sheet.ToTaxCode, "import.resident_id", "")
		case !ok:
			b.bad(it, col, sheet.ToTaxCode, "customer.tax_code", tax)
		default:
			n.TaxCode = code
		}
	}
	if day, col := b.one(it, sheet.ToCreated); day != "" {
		switch at, ok := b.day(col, day); {
		case !ok:
			b.bad(it, col, sheet.ToCreated, "import.date", day)
		case at.After(b.now.Add(24 * time.Hour)):
			b.bad(it, col, sheet.ToCreated, "import.date_future", day)
		default:
			n.CreatedAt = crm.At(at)
		}
	}
	n.ExternalID, _ = b.one(it, sheet.ToExternal)
}

// place fills province and city from a cell for both, or from the address.
func (b *builder) place(it *Item, region string) {
	n := &it.New
	if n.Province != "" && n.City != "" {
		return
	}
	for _, s := range []string{n.City, region, n.Address} {
		p, c, ok := sheet.SplitPlace(s)
		if !ok || n.Province != "" && p != n.Province {
			continue
		}
		n.Province = p
		if n.City == "" {
			n.City = c
		}
		return
	}
	if region != "" && n.City == "" {
		n.City = region
	}
}

func (b *builder) tags(it *Item) {
	cells := b.all(it, sheet.ToTags, ",")
	if cells == "" && len(b.o.Tags) == 0 {
		return
	}
	tags := append([]string(nil), b.o.Tags...)
	for _, t := range strings.FieldsFunc(cells, func(r rune) bool { return strings.ContainsRune(",，、;；|\n", r) }) {
		t = strings.TrimSpace(t)
		if r := []rune(t); len(r) > 30 {
			it.note(b.cols[sheet.ToTags][0], sheet.ToTags, "import.tag_cut", t)
			t = string(r[:29]) + "…"
		}
		if t != "" && len(tags) < 30 {
			tags = append(tags, t)
		}
	}
	it.New.Tags = tags
}

// day reads a cell of a column in the column's order.
func (b *builder) day(col int, s string) (time.Time, bool) {
	order := sheet.YMD
	if col >= 0 && b.orders[col] != "" {
		order = b.orders[col]
	}
	m, ok := sheet.ParseDate(s, order, b.now.In(b.zone).Year())
	return m.At(b.zone), ok
}

// choices are the cells that hold one of a few words.
func (b *builder) choices(it *Item) {
	n := &it.New
	word := func(target, code string, read func(string) (string, bool), set *string) {
		s, col := b.one(it, target)
		if s == "" {
			return
		}
		v, ok := read(s)
		if !ok {
			b.bad(it, col, target, code, s)
			return
		}
		*set = v
	}
	word(sheet.ToGrade, "import.grade", sheet.Grade, &n.Grade)
	word(sheet.ToTemperature, "import.temperature", sheet.Temperature, &n.Temperature)
	if s, col := b.one(it, sheet.ToDoNotContact); s != "" {
		yes, ok := sheet.YesNo(s)
		if !ok {
			b.bad(it, col, sheet.ToDoNotContact, "import.yes_no", s)
		}
		n.DoNotContact = yes
	}
	if s, _ := b.one(it, sheet.ToProduct); s != "" {
		if id, ok := b.products[productKey(s)]; ok {
			n.ProductID = id
		} else {
			it.Product = s
			n.Need = strings.TrimPrefix(n.Need+"；"+s, "；")
		}
	}
}

func productKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// standing is the layer, the owner's name and the next step.
func (b *builder) standing(it *Item) {
	it.Owner, _ = b.one(it, sheet.ToOwner)
	if s, col := b.one(it, sheet.ToLayer); s != "" {
		layer, ok := sheet.Layer(s)
		if !ok {
			b.bad(it, col, sheet.ToLayer, "import.layer", s)
		} else {
			it.Layer = layer
			it.New.Imported = layer != words.Resource
		}
	}
	if s, col := b.one(it, sheet.ToNext); s != "" {
		at, ok := b.day(col, s)
		if !ok {
			b.bad(it, col, sheet.ToNext, "import.date", s)
			return
		}
		if m := at.In(b.zone); m.Hour() == 0 && m.Minute() == 0 {
			at = at.Add(9 * time.Hour) // a day without a clock: in the morning
		}
		it.Next = crm.At(at)
	}
}
