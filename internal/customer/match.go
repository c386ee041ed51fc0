package customer

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Match is a customer that has a key in common with what was asked for.
type Match struct {
	Kind     string        `json:"kind" enum:"mobile,phone,wechat,email,tax,ext,name"`
	Exact    bool          `json:"exact" doc:"The key belongs to one customer only"`
	Customer MatchCustomer `json:"customer"`
	Visible  bool          `json:"visible" doc:"You may open it"`
	Cold     bool          `json:"cold" doc:"It lies in the cold store: ask a manager"`
	Archived bool          `json:"archived"`
	Advice   string        `json:"advice" enum:"open,ask_owner,ask_manager"`
}

// MatchCustomer is what the asker may know of a match. Of somebody else's
// customer that is a masked name, and whom to ask if the full number or address
// was known.
type MatchCustomer struct {
	ID          string      `json:"id,omitempty"`
	Name        string      `json:"name"`
	Layer       words.Layer `json:"layer,omitempty"`
	LastTouchAt crm.Millis  `json:"lastTouchAt,omitempty"`
	Owner       *Ref        `json:"owner,omitempty"`
}

// What to do about a match.
const (
	AdviceOpen       = "open"
	AdviceAskOwner   = "ask_owner"
	AdviceAskManager = "ask_manager"
)

// found is a customer met through a key.
type found struct {
	Customer
	KeyKind   string `db:"key_kind"`
	KeyNorm   string `db:"key_norm"`
	KeyStrong bool   `db:"key_strong"`
}

// matchOf words a match for an asker with this access. An id in the cold store
// stays hidden from those who must not find it there.
func matchOf(f found, access Access, rights fields, wanted bool) Match {
	kind, _, _ := strings.Cut(f.KeyKind, ":")
	m := Match{Kind: kind, Exact: f.KeyStrong && wanted, Visible: access.Any(), Cold: f.Cold() && f.MergedInto.IsZero(), Archived: f.Archived,
		Advice: AdviceAskManager}
	m.Customer.Name = maskName(f.Name)
	switch {
	case m.Visible:
		m.Advice = AdviceOpen
		m.Customer = MatchCustomer{ID: f.ID.String(), Name: rights.text(f.Name, f.Numbers), Layer: words.LayerAt(f.Layer),
			LastTouchAt: f.LastTouchAt, Owner: RefOf(f.OwnerID, f.OwnerName)}
	case kind != KeyName && !f.OwnerID.IsZero() && !f.Archived:
		m.Advice = AdviceAskOwner
		m.Customer.Owner = RefOf(f.OwnerID, f.OwnerName)
	}
	return m
}

// maskName shows the first character of a name.
func maskName(name string) string {
	for _, r := range name {
		return string(r) + "**"
	}
	return ""
}

// better orders matches: exact ones first, then those one may open.
func better(a, b Match) int {
	return 2*(boolOrder(b.Exact)-boolOrder(a.Exact)) + boolOrder(b.Visible) - boolOrder(a.Visible)
}

// matchesOf words what was found: one match per customer, by its best key.
func matchesOf(list []found, wanted []Key, access func(Customer) Access, rights fields) []Match {
	out := []Match{}
	seen := map[crm.CustomerID]int{}
	for _, f := range list {
		i := slices.IndexFunc(wanted, func(k Key) bool { return k.Kind == f.KeyKind && k.Norm == f.KeyNorm })
		if i < 0 {
			continue
		}
		m := matchOf(f, access(f.Customer), rights, wanted[i].Strong)
		at, again := seen[f.ID]
		switch {
		case !again:
			seen[f.ID] = len(out)
			out = append(out, m)
		case m.Exact && !out[at].Exact:
			out[at] = m
		}
	}
	slices.SortStableFunc(out, better)
	return out
}
