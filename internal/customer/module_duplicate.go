package customer

import (
	"errors"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/phone"
	"laidan/internal/textkey"
)

// Question is what a duplicate check asks for.
type Question struct {
	Name    string `json:"name,omitempty" maxLength:"200"`
	Phone   string `json:"phone,omitempty" maxLength:"50"`
	Email   string `json:"email,omitempty" maxLength:"200"`
	WeChat  string `json:"wechat,omitempty" maxLength:"64"`
	TaxCode string `json:"taxCode,omitempty" maxLength:"40"`
}

// Answer is what a duplicate check found.
type Answer struct {
	Matches    []Match `json:"matches"`
	ProbesLeft int     `json:"probesLeft" doc:"How many more full numbers you may ask for within the hour"`
}

// Duplicates is the state of a refused create: the matches, and whether the
// asker may create the customer all the same.
type Duplicates struct {
	Matches []Match `json:"matches"`
	// MayForce is true when no match has a key that must be unique.
	MayForce bool `json:"mayForce"`
}

// CheckDuplicates looks for customers by full number, address, tax code or
// company name, everybody's. Others' customers answer masked. A question with a
// number, WeChat id or e-mail is a probe.
func CheckDuplicates(tx *db.Tx, q Question) (Answer, error) {
	region, err := regionOf(tx)
	if err != nil {
		return Answer{}, err
	}
	keys, probed, err := q.keys(region)
	if err != nil {
		return Answer{}, err
	}
	out := Answer{Matches: []Match{}}
	if len(probed) == 0 {
		used, err := spent(tx, "probe")
		if err != nil {
			return out, err
		}
		out.ProbesLeft = max(0, probeLimit-used)
	} else if out.ProbesLeft, err = probe(tx, "duplicates", probed...); err != nil {
		return out, err
	}
	out.Matches, err = Matches(tx, keys, crm.CustomerID{})
	return out, err
}

// keys are the normalised keys of a question, and those that make it a probe.
func (q Question) keys(region string) (keys []Key, probed []string, err error) {
	if name := textkey.CompanyKey(q.Name); name != "" {
		keys = append(keys, Key{Kind: KeyName, Norm: name})
	}
	if tax := taxNorm(q.TaxCode); tax != "" {
		keys = append(keys, Key{Kind: KeyTax, Norm: tax, Strong: true})
	}
	for _, given := range []struct{ kind, channel, value, at string }{
		{KeyEmail, ChannelEmail, q.Email, "/email"}, {KeyWeChat, ChannelWeChat, q.WeChat, "/wechat"}, {"", ChannelPhone, q.Phone, "/phone"},
	} {
		if given.value == "" {
			continue
		}
		ch, err := NewChannel{Kind: given.channel, Value: given.value}.clean(region)
		if err != nil {
			return nil, nil, crm.Bad(given.at, crm.CodeOf(err), pairs(err)...)
		}
		k := Key{Kind: given.kind, Norm: ch.Norm, Strong: true}
		if given.kind == "" {
			k.Kind = numberKind(ch.Norm)
			k.Strong = k.Kind == KeyMobile
		}
		keys, probed = append(keys, k), append(probed, ch.Norm)
	}
	return keys, unique(probed), nil
}

func numberKind(e164 string) string {
	if n, err := phone.Parse(e164, ""); err == nil && n.Kind == phone.Mobile {
		return KeyMobile
	}
	return KeyPhone
}

// regionOf is the country of numbers without a country code.
func regionOf(tx *db.Tx) (string, error) { return db.One[string](tx, regionSQL) }

// Matches finds everybody's customers with one of the keys, as the actor may
// see them; except is left out.
func Matches(tx *db.Tx, keys []Key, except crm.CustomerID) ([]Match, error) {
	if len(keys) == 0 {
		return []Match{}, nil
	}
	var kinds, norms []string
	for _, k := range keys {
		kinds, norms = append(kinds, k.Kind), append(norms, k.Norm)
	}
	args := db.Args{"kinds": unique(kinds), "norms": unique(norms), "except": except}
	// Most new customers are unknown; who is known is read in full.
	if _, known, err := db.Maybe[int64](tx, knownSQL, args); err != nil || !known {
		return []Match{}, err
	}
	list, err := db.All[found](tx, matchSQL, sightArgs(tx), args)
	if err != nil {
		return nil, err
	}
	return matchesOf(list, keys, func(c Customer) Access { return c.Access(tx) }, fieldsOf(tx.Actor)), nil
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// duplicate is the refusal of a create or an edit.
func duplicate(matches []Match) error {
	e := crm.Fail(crm.Conflict, "customer.duplicate", "count", len(matches))
	e.State = Duplicates{matches, !slices.ContainsFunc(matches, func(m Match) bool { return m.Exact })}
	return e
}

// IsDuplicate reports whether an error is the refusal of a duplicate.
func IsDuplicate(err error) bool {
	var e *crm.Error
	return errors.As(err, &e) && e.Code == "customer.duplicate"
}
