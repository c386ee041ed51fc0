package bulk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/field"
	"laidan/internal/sheet"
	"laidan/internal/words"
)

// custom reads the columns that become custom fields.
func (b *builder) custom(it *Item) {
	for col, f := range b.fields {
		cell := it.Row.Cells[col]
		if sheet.Missing(cell) {
			continue
		}
		cell = b.o.value(sheet.ToCustom+":"+f.Key, cell)
		v, code := b.fieldValue(col, f, cell)
		if code != "" {
			b.bad(it, col, sheet.ToCustom, code, cell, "field", f.Label)
			continue
		}
		if it.Custom == nil {
			it.Custom = make(map[string]any, len(b.fields))
		}
		it.Custom[f.Key] = v
	}
}

// fieldValue is a cell as its field stores it.
func (b *builder) fieldValue(col int, f field.Def, cell string) (any, string) {
	switch f.Kind {
	case field.Number:
		v, ok := sheet.ParseNumber(cell)
		if !ok {
			return nil, "import.number"
		}
		return v, ""
	case field.Date:
		at, ok := b.day(col, cell)
		if !ok {
			return nil, "import.date"
		}
		return at.In(b.zone).Format("2006-01-02"), ""
	case field.Choice:
		if cell = oneLine(cell); !slices.Contains(f.Options, cell) {
			return nil, "import.choice"
		}
	}
	if utf8.RuneCountInString(cell) > field.MaxText {
		return nil, "import.long_text"
	}
	return cell, ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// touch makes one contact of the row's result, day, length and note.
func (b *builder) touch(it *Item) {
	result, resultCol := b.one(it, sheet.ToResult)
	note, feedback := b.all(it, sheet.ToNote, "\n"), b.all(it, sheet.ToFeedback, "\n")
	if result == "" && note == "" && feedback == "" {
		return
	}
	t := &TouchIn{Channel: words.Call, Result: words.Connected, Content: note, Feedback: feedback}
	if s, _ := b.one(it, sheet.ToChannel); s != "" {
		if c, ok := sheet.TouchChannel(s); ok {
			t.Channel = c
		}
	}
	if s, col := b.one(it, sheet.ToSeconds); s != "" {
		n, ok := sheet.ParseSeconds(s)
		if !ok {
			b.bad(it, col, sheet.ToSeconds, "import.seconds", s)
		}
		t.Seconds = min(n, 86_400)
	}
	if result != "" {
		if r, ok := sheet.Result(result); ok {
			t.Result = fitting(t.Channel, r)
		} else {
			// What somebody noted that the customer said: they were reached.
			t.Word = result
			t.Feedback = strings.TrimSuffix(result+"\n"+t.Feedback, "\n")
			it.note(resultCol, sheet.ToResult, "import.result", result)
		}
	}
	b.touchDay(it, t)
	it.Touch = t
	if t.Result == words.DoNotContact {
		it.New.DoNotContact = true
	}
}

// fitting keeps a result that the channel can have: a visit has no busy line.
func fitting(channel, result string) string {
	switch {
	case !words.Fits(channel, result):
		return words.Connected
	case words.OnSite(channel) && result == words.Connected:
		return words.Met
	case channel != words.Call && !words.Reached(result):
		return words.Sent
	}
	return result
}

// touchDay is when it happened: by its column, composed, else the day the
// customer was collected, else now.
func (b *builder) touchDay(it *Item, t *TouchIn) {
	s, col := b.one(it, sheet.ToTouchAt)
	if s == "" {
		s = b.touchAt.of(it.Row.Cells)
	}
	at := b.now
	switch day, ok := b.day(col, s); {
	case ok:
		at = day
		if m := at.In(b.zone); m.Hour() == 0 && m.Minute() == 0 && m.Second() == 0 {
			at = at.Add(12 * time.Hour) // no clock known: noon, so that the day stays the day
		}
	case s != "":
		b.bad(it, col, sheet.ToTouchAt, "import.date", s)
	case !it.New.CreatedAt.IsZero():
		at = it.New.CreatedAt.Time()
	}
	if at.After(b.now) {
		at = b.now
	}
	t.At = crm.At(at)
}

// draft brings the row into the form in which it is stored and turns what is
// wrong with it into errors at their cells.
func (b *builder) draft(it *Item) {
	n := it.New
	for target, text := range map[string]string{sheet.ToExternal: n.ExternalID, sheet.ToSource: n.Source} {
		if most := 100; len([]rune(text)) > most {
			it.fail(firstOf(b.cols[target]), target, "field.too_long", cut(text, 40), "max", most)
			return
		}
	}
	if n.ExternalID == "" {
		n.ExternalID = b.stand(it) // may stay empty
	}
	source := n.Source
	n.Source = b.o.ExternalSource // whose ids: part of the key, not the customer's source
	if it.New.ExternalID == "" {
		n.Source = "row"
	}
	d, err := n.Draft(b.o.Region, b.shared)
	if err != nil {
		b.refused(it, err)
		return
	}
	d.Row.Source = source
	if err := d.SetCustom(b.defs, it.Custom); err != nil {
		b.refused(it, err)
		return
	}
	it.Draft = &d
}

func firstOf(cols []int) int {
	if len(cols) == 0 {
		return -1
	}
	return cols[0]
}

// stand is an id made of the row's own content, for a person without number,
// address or id: the same list imported twice must not make everybody twice.
func (b *builder) stand(it *Item) string {
	n := it.New
	if n.TaxCode != "" || n.Kind == customer.Company {
		return "" // a company is known by its name
	}
	for _, c := range n.Contacts {
		if len(c.Channels) > 0 {
			return ""
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(it.Row.Cells, "\x1f")))
	return hex.EncodeToString(sum[:12])
}

// targetOf is the target that a pointer into a draft comes from.
func targetOf(pointer string) string {
	switch name := strings.TrimPrefix(pointer, "/"); name {
	case "contacts/0/name":
		return sheet.ToContact
	case "contacts/0/title":
		return sheet.ToTitle
	default:
		return customer.ImportOf(name)
	}
}

// refused words a draft's refusal by cell. A website that is none may be left
// out; the row is worth more than its link.
func (b *builder) refused(it *Item, err error) {
	var e *crm.Error
	if !errors.As(err, &e) {
		it.fail(-1, "", "import.row", "")
		return
	}
	fields := e.Fields
	if len(fields) == 0 {
		fields = []crm.FieldError{{Code: e.Code, Params: e.Params}}
	}
	for _, f := range fields {
		target, col, text := targetOf(f.Pointer), -1, ""
		if rest, ok := strings.CutPrefix(f.Pointer, "/contacts/0/channels/"); ok {
			i, _, _ := strings.Cut(rest, "/")
			if k, err := strconv.Atoi(i); err == nil && len(it.New.Contacts) > 0 && k < len(it.New.Contacts[0].Channels) {
				ch := it.New.Contacts[0].Channels[k]
				target, text = ch.Kind, ch.Value
			}
		}
		if cols := b.cols[target]; len(cols) > 0 {
			col, text = cols[0], it.Row.Cells[cols[0]]
		}
		it.Errors = append(it.Errors, CellError{col, target, f.Code, f.Params, text})
	}
	if b.blankWebsite(it) {
		it.Errors = nil
		b.draft(it)
	}
}

// blankWebsite takes a bad website out, once.
func (b *builder) blankWebsite(it *Item) bool {
	if it.New.Website == "" {
		return false
	}
	for _, e := range it.Errors {
		if e.Code != "customer.website" {
			return false
		}
	}
	it.note(it.Errors[0].Column, sheet.ToWebsite, "customer.website", it.New.Website)
	it.New.Website = ""
	return true
}
