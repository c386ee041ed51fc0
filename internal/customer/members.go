package customer

import (
	"math"
	"strconv"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// member is one member of a Record: the columns it is made of and how it is
// written. The table below is Record in the order of its fields; a test compares
// it with what encoding/json would write.
type member struct {
	name    string
	columns string
	append  func(b []byte, r *Record) []byte
}

// always are the columns of every list row: the id, what the sorts go by (their
// values stand in cursors), and the numbers that are masked in texts.
const always = "c.id, c.name_key, c.phone, c.numbers, c.layer, c.layer_since, c.next_at, c.first_due_at, c.fast, c.grade, c.temperature, " +
	"c.last_touch_at, c.assigned_at, c.created_at"

// What decides about access stands in many columns.
const actionColumns = "c.owner_id, c.pool_id, c.archived, c.merged_into, c.released_by, " + sightSQL

var members = []member{
	text("id", "", func(r *Record) string { return r.ID }),
	text("kind", "c.kind", func(r *Record) words.CustomerKind { return r.Kind }),
	text("name", "c.name", func(r *Record) string { return r.Name }),
	text("grade", "", func(r *Record) words.Grade { return r.Grade }),
	text("temperature", "", func(r *Record) words.Temperature { return r.Temperature }),
	text("layer", "", func(r *Record) words.Layer { return r.Layer }),
	instant("layerSince", "", func(r *Record) crm.Millis { return r.LayerSince }),
	number("daysInLayer", "", func(r *Record) float64 { return r.DaysInLayer }),
	number("idealDays", "", func(r *Record) float64 { return r.IdealDays }),
	named("product", "c.product_id, pr.name AS product_name", func(r *Record) *Ref { return r.Product }),
	text("goal", "c.goal", func(r *Record) string { return r.Goal }),
	text("need", "c.need", func(r *Record) string { return r.Need }),
	text("source", "c.source", func(r *Record) string { return r.Source }),
	text("sourceDetail", "c.source_detail", func(r *Record) string { return r.SourceDetail }),
	text("industry", "c.industry", func(r *Record) string { return r.Industry }),
	text("province", "c.province", func(r *Record) string { return r.Province }),
	text("city", "c.city", func(r *Record) string { return r.City }),
	text("address", "c.address", func(r *Record) string { return r.Address }),
	text("website", "c.website", func(r *Record) string { return r.Website }),
	text("taxCode", "c.tax_code", func(r *Record) string { return r.TaxCode }),
	text("preference", "c.preference", func(r *Record) string { return r.Preference }),
	text("remark", "c.remark", func(r *Record) string { return r.Remark }),
	{"tags", "c.tags", func(b []byte, r *Record) []byte { return appendTexts(b, r.Tags) }},
	{"custom", "c.custom", func(b []byte, r *Record) []byte { return appendCustom(b, r.Custom) }},
	truth("doNotContact", "c.do_not_contact", func(r *Record) bool { return r.DoNotContact }),
	text("contactName", "c.contact_name", func(r *Record) string { return r.ContactName }),
	text("contactTitle", "c.contact_title", func(r *Record) string { return r.ContactTitle }),
	text("phone", "", func(r *Record) string { return r.Phone }),
	truth("phoneMasked", "", func(r *Record) bool { return r.PhoneMasked }),
	named("owner", "c.owner_id, ow.name AS owner_name", func(r *Record) *Ref { return r.Owner }),
	named("department", "c.department_id, de.name AS department_name", func(r *Record) *Ref { return r.Department }),
	named("pool", "c.pool_id, po.name AS pool_name", func(r *Record) *Ref { return r.Pool }),
	truth("selfFound", "c.self_found", func(r *Record) bool { return r.SelfFound }),
	instant("assignedAt", "", func(r *Record) crm.Millis { return r.AssignedAt }),
	instant("firstDueAt", "", func(r *Record) crm.Millis { return r.FirstDueAt }),
	instant("lastTouchAt", "", func(r *Record) crm.Millis { return r.LastTouchAt }),
	text("lastChannel", "c.last_channel", func(r *Record) words.Channel { return r.LastChannel }),
	text("lastResult", "c.last_result", func(r *Record) words.Result { return r.LastResult }),
	count("touches", "c.touches", func(r *Record) int64 { return r.Touches }),
	instant("nextAt", "", func(r *Record) crm.Millis { return r.NextAt }),
	text("nextChannel", "c.next_channel", func(r *Record) words.Channel { return r.NextChannel }),
	text("nextGoal", "c.next_goal", func(r *Record) string { return r.NextGoal }),
	{"deal", "c.deal_amount, c.deal_currency", func(b []byte, r *Record) []byte { return appendMoney(b, r.Deal) }},
	text("abandonReason", "c.abandon_reason", func(r *Record) string { return r.AbandonReason }),
	text("competitor", "c.competitor", func(r *Record) string { return r.Competitor }),
	instant("coolUntil", "c.cool_until", func(r *Record) crm.Millis { return r.CoolUntil }),
	truth("archived", "c.archived", func(r *Record) bool { return r.Archived }),
	count("version", "c.version", func(r *Record) int64 { return r.Version }),
	instant("createdAt", "", func(r *Record) crm.Millis { return r.CreatedAt }),
	instant("updatedAt", "c.updated_at", func(r *Record) crm.Millis { return r.UpdatedAt }),
	{"actions", actionColumns, func(b []byte, r *Record) []byte { return appendTexts(b, r.Actions) }},
}

func text[S ~string](name, columns string, get func(*Record) S) member {
	return member{name, columns, func(b []byte, r *Record) []byte { return crm.AppendString(b, string(get(r))) }}
}

func instant(name, columns string, get func(*Record) crm.Millis) member {
	return member{name, columns, func(b []byte, r *Record) []byte { return get(r).AppendTo(b) }}
}

func truth(name, columns string, get func(*Record) bool) member {
	return member{name, columns, func(b []byte, r *Record) []byte { return strconv.AppendBool(b, get(r)) }}
}

func count(name, columns string, get func(*Record) int64) member {
	return member{name, columns, func(b []byte, r *Record) []byte { return strconv.AppendInt(b, get(r), 10) }}
}

// number writes days: numbers that are neither tiny nor huge.
func number(name, columns string, get func(*Record) float64) member {
	return member{name, columns, func(b []byte, r *Record) []byte {
		v := get(r)
		if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) || v != v {
			return appendValue(b, v)
		}
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	}}
}

func named(name, columns string, get func(*Record) *Ref) member {
	return member{name, columns, func(b []byte, r *Record) []byte {
		to := get(r)
		if to == nil {
			return append(b, "null"...)
		}
		b = crm.AppendString(append(b, `{"id":`...), to.ID)
		b = crm.AppendString(append(b, `,"name":`...), to.Name)
		return append(b, '}')
	}}
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

// shape is what a list sends of each record.
type shape struct {
	members []member
	columns string
	paced   bool // days in the layer
	acts    bool // what the reader may do
}

// whole is a record with everything.
var whole = &shape{members: members, columns: columns + ", " + namesSQL + ", " + sightSQL, paced: true, acts: true}

var memberAt = func() map[string]int {
	at := make(map[string]int, len(members))
	for i, m := range members {
		at[m.name] = i
	}
	return at
}()

// shapeOf is what a caller asked for; nothing is everything. judged also reads
// what decides about access, for those whose statement does not.
func shapeOf(names []string, judged bool) (*shape, error) {
	if len(names) == 0 {
		return whole, nil
	}
	var asked uint64 = 1 // the id
	for _, name := range names {
		i, ok := memberAt[name]
		if !ok {
			return nil, crm.Bad("?fields", "field.choice", "options", memberNames())
		}
		asked |= 1 << i
	}
	s := &shape{columns: always}
	have := map[string]bool{}
	for c := range strings.SplitSeq(always, ", ") {
		have[c] = true
	}
	for i, m := range members {
		if asked&(1<<i) == 0 {
			continue
		}
		s.members = append(s.members, m)
		switch m.name {
		case "daysInLayer", "idealDays":
			s.paced = true
		case "actions":
			s.acts = true
			continue
		}
		if m.columns == "" {
			continue
		}
		for c := range strings.SplitSeq(m.columns, ", ") {
			if !have[c] {
				have[c] = true
				s.columns += ", " + c
			}
		}
	}
	if s.acts || judged {
		// Last, and with commas inside: its statements are taken as they are.
		for c := range strings.SplitSeq(strings.TrimSuffix(actionColumns, ", "+sightSQL), ", ") {
			if !have[c] {
				s.columns += ", " + c
			}
		}
		s.columns += ", " + sightSQL
	}
	return s, nil
}

func memberNames() string {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.name
	}
	return strings.Join(names, ", ")
}

// AppendJSON writes what the list's shape has of the record. Types that embed
// Record write themselves, or they would lose their other members here.
func (r *Record) AppendJSON(b []byte) ([]byte, error) {
	s := r.shape
	if s == nil {
		s = whole
	}
	for i, m := range s.members {
		if i == 0 {
			b = append(b, '{', '"')
		} else {
			b = append(b, ',', '"')
		}
		b = append(b, m.name...)
		b = m.append(append(b, '"', ':'), r)
	}
	return append(b, '}'), nil
}

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
