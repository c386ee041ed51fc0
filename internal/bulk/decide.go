package bulk

import (
	"cmp"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/customer"
)

// Outcome is what becomes of a row.
type Outcome string

// The outcomes. Every row read has exactly one.
const (
	Created   Outcome = "created"
	Updated   Outcome = "updated"
	Duplicate Outcome = "duplicate"
	Rejected  Outcome = "rejected"
)

// holder is who has a key: a customer, or an earlier row of this file that is
// not written yet.
type holder struct {
	ID     crm.CustomerID
	Row    int
	Strong bool
}

func (h holder) pending() bool { return h.ID.IsZero() }

// who is the holder without how it holds: what two holders are compared by.
func (h holder) who() holder { return holder{ID: h.ID, Row: h.Row} }

// keyBook knows who has which key. Several may have a weak one.
type keyBook struct {
	by    map[string][]holder     // who counts stands first
	asked map[string]bool         // the database was asked
	gone  map[string][]holder     // rows tried so far took it from them
	mute  func(customer.Key) bool // holders that nothing is to be told of
}

func newKeyBook() *keyBook {
	return &keyBook{by: map[string][]holder{}, asked: map[string]bool{}, gone: map[string][]holder{}, mute: func(customer.Key) bool { return false }}
}

func keyName(k customer.Key) string { return k.Kind + "\x00" + k.Norm }

// get is the holder that counts: who has it as their own, else who came first.
func (b *keyBook) get(name string) (holder, bool) {
	list := b.by[name]
	if len(list) == 0 {
		return holder{}, false
	}
	return list[0], true
}

func (b *keyBook) put(name string, h holder) {
	if slices.Contains(b.gone[name], h.who()) {
		return
	}
	list := slices.DeleteFunc(b.by[name], func(o holder) bool { return o.who() == h.who() })
	at, _ := slices.BinarySearchFunc(list, h, func(a, b holder) int {
		return cmp.Or(boolOrder(b.Strong)-boolOrder(a.Strong), boolOrder(a.pending())-boolOrder(b.pending()), cmp.Compare(a.ID.Int64(), b.ID.Int64()), a.Row-b.Row)
	})
	b.by[name] = slices.Insert(list, at, h)
}

// drop takes a key from its holder.
func (b *keyBook) drop(name string, who holder) {
	b.by[name] = slices.DeleteFunc(b.by[name], func(o holder) bool { return o.who() == who })
	b.gone[name] = append(b.gone[name], who)
}

// give brings a key that somebody lost or never had.
func (b *keyBook) give(name string, h holder) {
	b.gone[name] = slices.DeleteFunc(b.gone[name], func(o holder) bool { return o == h.who() })
	b.put(name, h)
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// verdict is what becomes of one row, and why.
type verdict struct {
	Outcome Outcome
	Match   holder
	By      string // the kind of key that matched
	Code    string
	// Possible: another customer has the same company name.
	Possible bool
}

// rank orders keys by how surely they mean one and the same customer.
var rank = []string{customer.KeyExt, customer.KeyTax, customer.KeyMobile, customer.KeyWeChat, customer.KeyEmail, customer.KeyPhone, customer.KeyName}

func rankOf(kind string) int {
	return slices.IndexFunc(rank, func(r string) bool { return strings.HasPrefix(kind, r) })
}

// decide says what becomes of a row and, when it makes a customer, notes its
// keys, so that later rows of the file meet it.
func decide(it *Item, known *keyBook, o *Options) verdict {
	if it.Draft == nil {
		return verdict{Outcome: Rejected}
	}
	match, by, many, possible := lookUp(it.Draft.Keys, known, o.SameName)
	v := verdict{Outcome: Created, Match: match, By: by, Possible: possible}
	switch {
	case by == "":
	case o.Duplicates == New && !strings.HasPrefix(by, customer.KeyExt) && by != customer.KeyTax:
		weaken(it.Draft, known)
	case many && (o.Duplicates == Fill || o.Duplicates == Overwrite):
		return verdict{Outcome: Rejected, Match: match, By: by, Code: "import.two_customers"}
	case o.Duplicates == Fill || o.Duplicates == Overwrite:
		v.Outcome = Updated
	default:
		v.Outcome, v.Code = Duplicate, "import.known"
		if match.pending() {
			v.Code = "import.same_row"
		}
	}
	if v.Outcome == Created {
		for _, k := range it.Draft.Keys {
			known.put(keyName(k), holder{Row: it.Row.No, Strong: k.Strong})
		}
	}
	return v
}

// lookUp finds who has one of the keys. A company name alone decides only for
// rows that have nothing better, or when the person said so.
func lookUp(keys []customer.Key, known *keyBook, sameName bool) (match holder, by string, many, possible bool) {
	strong := slices.ContainsFunc(keys, func(k customer.Key) bool { return k.Strong })
	best := len(rank)
	for _, k := range keys {
		h, ok := known.get(keyName(k))
		if !ok {
			continue
		}
		counts := k.Strong && h.Strong
		if k.Kind == customer.KeyName {
			counts = sameName || !strong
			possible = possible || !counts
		}
		if !counts {
			continue
		}
		if by != "" && h.who() != match.who() {
			many = true
		}
		if r := rankOf(k.Kind); r < best {
			match, by, best = h, k.Kind, r
		}
	}
	return match, by, many, possible
}

// weaken takes the claim to uniqueness off the keys that somebody has.
func weaken(d *customer.Draft, known *keyBook) {
	for i, k := range d.Keys {
		if h, ok := known.get(keyName(k)); ok && h.Strong {
			d.Keys[i].Strong = false
		}
	}
}
