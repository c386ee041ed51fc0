package proof

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Copies of the first organisation's rows, in other organisations and in the
// other team, are what nobody of the first team may learn of.

// brand replaces the marks in texts: a copy shows its own words and numbers.
func brand(to, digits string) *strings.Replacer {
	return strings.NewReplacer(mark, to, strings.ToLower(mark), strings.ToLower(to), strings.ToLower(mark[:1])+mark[1:], to, number, digits, inWords(number), inWords(digits), number[3:], digits[3:])
}

// The copies: bravo has the same ids as the first organisation, so that a join
// or a write that forgets the organisation meets its rows; charlie has ids of
// its own, which can be asked for. kilo has the same ids and the same words, so
// that a search by a name or a number that forgets the organisation meets its
// rows, and each of them hangs elsewhere. All are organisations. hotel, india and
// juliet are customers, contracts and imports of the other team.
const (
	bravo   = "BRAVO"
	charlie = "CHARLIE"
	hotel   = "HOTEL"
	india   = "INDIA"
	juliet  = "JULIET"
	kilo    = "KILO"
)

var digitsOf = map[string]string{bravo: "1390024", charlie: "1370035", hotel: "1360046", india: "1350057", juliet: "1340068"}

// shifts move the ids of copies away; ids are time-ordered, so these lie a
// little in the future.
var shifts = map[string]int64{charlie: 1 << 40, hotel: 2 << 40, india: 3 << 40, juliet: 4 << 40}

// organisations are the copies that are not of the first organisation.
var organisations = []string{bravo, charlie, kilo}

// wordsOf are a copy's own words; kilo says the same.
func wordsOf(name string) *strings.Replacer {
	if name == kilo {
		return strings.NewReplacer()
	}
	return brand(name, digitsOf[name])
}

// whole are tables that stand for the installation and not for one organisation.
var whole = map[string]bool{"setup_link": true}

// tenantOf copies a whole organisation under another id.
func (s snapshot) tenantOf(name string, id int64) snapshot {
	words, shift := wordsOf(name), shifts[name]
	out := snapshot{}
	ids := s.ids()
	for of, t := range s {
		if whole[of] {
			continue
		}
		out[of] = t.copied(func(column string, v any) any {
			switch x := v.(type) {
			case string:
				if column == "token_hash" || column == "email_key" && name == kilo {
					return x + name
				}
				return words.Replace(x)
			case int64:
				if column == "tenant_id" || of == "tenant" && column == "id" {
					return id
				}
				if ids[x] {
					return x + shift
				}
			}
			return v
		})
	}
	return out
}

// hanging are the same rows with the same ids, and every reference of each leads
// to the next row of its kind. People, teams and the like go by the name of the
// next one: the names are there, and each is told from the one with its id.
func (s snapshot) hanging() snapshot {
	out := snapshot{}
	for of, t := range s {
		if of == "login" || of == "session" || of == "tenant" {
			out[of] = t
			continue
		}
		sum := table{columns: t.columns}
		called := t.column("name")
		if of == "customer" || of == "deal" || of == "saved_view" { // found by their names together with what hangs on them
			called = -1
		}
		next := map[int]map[int64]int64{}
		for c, column := range t.columns {
			if refers(column) {
				next[c] = s.ring(of, column)
			}
		}
		for i, r := range t.rows {
			row := slices.Clone(r)
			if called >= 0 {
				row[called] = t.rows[(i+1)%len(t.rows)][called]
			}
			for c, ring := range next {
				if x, ok := r[c].(int64); ok && ring[x] != 0 {
					row[c] = ring[x]
				}
			}
			sum.rows = append(sum.rows, row)
		}
		out[of] = sum
	}
	return out
}

// refers reports whether a column holds the id of another row.
func refers(column string) bool {
	return column != "tenant_id" && strings.HasSuffix(column, "_id") || column == "created_by" || column == "released_by"
}

// tangled are more rows of the same organisation that hang elsewhere: every
// reference of a row points to the next row of its kind once. So a look-up that
// forgets the organisation finds children where the first organisation has none.
func (s snapshot) tangled() snapshot {
	out := snapshot{}
	n := int64(0)
	for _, of := range slices.Sorted(maps.Keys(s)) {
		t := s[of]
		if whole[of] || of == "login" || of == "session" || of == "tenant" || t.column("tenant_id") < 0 {
			continue
		}
		id := t.column("id")
		for c, column := range t.columns {
			if !refers(column) {
				continue
			}
			next := s.ring(of, column)
			for i, r := range t.rows {
				x, ok := r[c].(int64)
				if !ok || next[x] == 0 || i >= 40 {
					continue
				}
				row := slices.Clone(r)
				row[c] = next[x]
				t.differ(row, true)
				if n++; id >= 0 {
					row[id] = row[id].(int64) + 5<<40 + n<<20
				}
				if no := t.column("row_no"); no >= 0 { // such rows are known by their number
					row[no] = row[no].(int64) + n*1000
				}
				sum := out[of]
				sum.columns, sum.rows = t.columns, append(sum.rows, row)
				out[of] = sum
			}
		}
	}
	return out
}

func backwards(text string) string {
	b := []byte(text)
	slices.Reverse(b)
	return string(b)
}

// otherwise are settings that another organisation has otherwise.
var otherwise = map[string]string{"currency CNY": "USD", "phone_region CN": "US", "zone Asia/Shanghai": "America/New_York", "language zh-CN": "en"}

// differ gives a row other times, amounts and words, so that a sum, a latest or
// an earliest over it is another one.
func (t table) differ(row []any, times bool) {
	for i, column := range t.columns {
		switch x := row[i].(type) {
		case string:
			if other, ok := otherwise[column+" "+x]; ok {
				row[i] = other
			}
		case int64:
			switch {
			case column == "first_due_at":
				row[i] = x - 100*3_600_000
				if times { // overdue as well, and not for long
					row[i] = x - 24*3_600_000
				}
			case column == "at" && t.column("payload") >= 0: // a fact: of another day
				if times {
					row[i] = x + 25*3_600_000
				}
			case strings.HasSuffix(column, "_at") || column == "at":
				if times {
					row[i] = x + 3_600_000
				}
			case column == "do_not_contact": // a truth is a number in SQLite
				row[i] = int64(1)
			case column == "version" && t.column("template") >= 0: // the other one is written over with the same version
				if !times {
					row[i] = x + 1
				}
			case column == "from_layer" && x > 0: // from the next layer; signed without those between
				row[i] = x%5 + 1
			case column == "active" && !times: // what is closed or gone here is not there
				row[i] = int64(1)
			case times && column == "day" || column == "daily_claims" || column == "amount" || column == "paid" || column == "stock" || column == "entered" || column == "seconds" || column == "used":
				row[i] = x + 1
			}
		case float64:
			row[i] = x + 1
		case bool:
			if column == "do_not_contact" || column == "active" && !times {
				row[i] = true
			}
		}
	}
}

// differing are the same rows with other figures and, if wanted, other times: a
// row of the twin never stands for one of the first organisation. What is due is
// overdue there.
func (s snapshot) differing(times bool) snapshot {
	out := snapshot{}
	for of, t := range s {
		sum := table{columns: t.columns}
		for _, r := range t.rows {
			row := slices.Clone(r)
			if of != "session" && of != "login" {
				t.differ(row, times)
			}
			if c := t.column("key"); of == "erased_key" {
				row[c] = backwards(fmt.Sprint(row[c]))
			}
			sum.rows = append(sum.rows, row)
		}
		out[of] = sum
	}
	return out
}

// crowded adds views until everybody has more than anybody may have.
func (s snapshot) crowded() snapshot {
	t := s["saved_view"]
	first, n := t.rows[:min(6, len(t.rows))], int64(0)
	for range 60 {
		for _, r := range first {
			row := slices.Clone(r)
			n++
			row[t.column("id")] = never - 1<<30 - n
			t.rows = append(t.rows, row)
		}
	}
	s["saved_view"] = t
	return s
}

// switchboards marks every number of a channel as shared by many.
func (s snapshot) switchboards() snapshot {
	t, c := s["shared_number"], s["channel"]
	for _, r := range c.rows {
		if r[c.column("kind")] == "phone" {
			row := slices.Clone(t.rows[0])
			row[t.column("norm")] = r[c.column("norm")]
			t.rows = append(t.rows, row)
		}
	}
	s["shared_number"] = t
	return s
}

// ring leads from each row that a column may name to the next one.
func (s snapshot) ring(of, column string) map[int64]int64 {
	ids := idsIn(s, strings.TrimSuffix(column, "_id"))
	if column == "manager_id" { // few teams have one: the next of them is often the same
		ids = idsIn(s, "person")
	}
	if len(ids) == 0 {
		for n := range s.values(of, column) {
			ids = append(ids, n)
		}
		slices.Sort(ids)
	}
	out := map[int64]int64{}
	for i, id := range ids {
		out[id] = ids[(i+1)%len(ids)]
	}
	return out
}

func (t table) copied(of func(column string, v any) any) table {
	out := table{columns: t.columns}
	for _, r := range t.rows {
		row := make([]any, len(r))
		for i, v := range r {
			row[i] = of(t.columns[i], v)
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// ids are all ids of rows.
func (s snapshot) ids() map[int64]bool {
	out := map[int64]bool{}
	for _, t := range s {
		if i := t.column("id"); i >= 0 {
			for _, r := range t.rows {
				if n, ok := r[i].(int64); ok {
					out[n] = true
				}
			}
		}
	}
	return out
}

// handed copies what hangs on some rows from one person to another: rows of
// tables with the key column among ids, with all their own ids moved.
func (s snapshot) handed(name string, pick func(of string, t table, row []any) bool, swap map[int64]int64) snapshot {
	words, shift := brand(name, digitsOf[name]), shifts[name]
	picked := snapshot{}
	for of, t := range s {
		sub := table{columns: t.columns}
		for _, r := range t.rows {
			if pick(of, t, r) {
				sub.rows = append(sub.rows, r)
			}
		}
		if len(sub.rows) > 0 {
			picked[of] = sub
		}
	}
	ids := picked.ids()
	for _, t := range picked { // files and imports of these rows are of others
		for _, c := range []string{"customer_id", "contract_id", "import_id"} {
			if i := t.column(c); i >= 0 {
				for _, r := range t.rows {
					if n, ok := r[i].(int64); ok {
						ids[n] = true
					}
				}
			}
		}
	}
	out := snapshot{}
	for of, t := range picked {
		out[of] = t.copied(func(column string, v any) any {
			switch x := v.(type) {
			case string:
				return words.Replace(x)
			case int64:
				if to, ok := swap[x]; ok {
					return to
				}
				if ids[x] {
					return x + shift
				}
			}
			return v
		})
	}
	return out
}

// plus are the rows of several snapshots together.
func (s snapshot) plus(others ...snapshot) snapshot {
	out := snapshot{}
	for name, t := range s {
		out[name] = table{t.columns, slices.Clone(t.rows)}
	}
	for _, o := range others {
		for name, t := range o {
			sum := out[name]
			sum.columns, sum.rows = t.columns, append(sum.rows, t.rows...)
			out[name] = sum
		}
	}
	return out
}
