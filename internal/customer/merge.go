package customer

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"laidan/internal/crm"
)

// absorb is the survivor of a merge: what it lacks is taken from the other one,
// the deeper standing wins, nothing it has is overwritten.
func absorb(to, from Customer) Customer {
	out := to
	for _, f := range filled {
		p := f.At(&out.Row)
		*p = cmp.Or(*p, *f.At(&from.Row))
	}
	if to.Remark != "" && from.Remark != "" && to.Remark != from.Remark {
		out.Remark = clipText(to.Remark+"\n"+from.Remark, 5000)
	}
	if to.ProductID.IsZero() {
		out.ProductID, out.ProductName = from.ProductID, from.ProductName
	}
	out.DoNotContact = to.DoNotContact || from.DoNotContact
	tags := append(to.TagList(), from.TagList()...)
	slices.Sort(tags)
	out.Tags = tagsJSON(slices.Compact(tags))
	out.Custom = mergeCustom(to.Custom, from.Custom)
	out.absorbStanding(to, from)
	out.absorbWork(to, from)
	return out
}

// absorbStanding takes over the deeper layer, and an owner or a pool where the
// survivor has none.
func (out *Customer) absorbStanding(to, from Customer) {
	if from.Layer > to.Layer {
		out.Layer, out.LayerSince, out.Fast, out.ImportedStand = from.Layer, from.LayerSince, from.Fast, from.ImportedStand
	}
	if !to.OwnerID.IsZero() {
		return
	}
	if !from.OwnerID.IsZero() {
		out.OwnerID, out.OwnerName, out.SelfFound, out.AssignedAt = from.OwnerID, from.OwnerName, from.SelfFound, from.AssignedAt
		out.DepartmentID, out.DepartmentName, out.FirstDueAt = from.DepartmentID, from.DepartmentName, from.FirstDueAt
		out.PoolID, out.PoolName = crm.PoolID{}, ""
	} else if to.Cold() && from.InPool() {
		out.PoolID, out.PoolName = from.PoolID, from.PoolName
	}
	if !out.Cold() {
		out.AbandonReason, out.CoolUntil = "", 0
	}
}

// absorbWork adds up what was done and keeps what is to be done.
func (out *Customer) absorbWork(to, from Customer) {
	out.Touches = to.Touches + from.Touches
	if from.LastTouchAt > to.LastTouchAt {
		out.LastTouchAt, out.LastChannel, out.LastResult = from.LastTouchAt, from.LastChannel, from.LastResult
	}
	if !out.LastTouchAt.IsZero() && out.LastTouchAt >= out.AssignedAt {
		out.FirstDueAt = 0
	}
	if takesPlan(*out, to, from) {
		out.NextAt, out.NextChannel, out.NextGoal = from.NextAt, from.NextChannel, from.NextGoal
	}
	if to.DealAmount == nil {
		out.DealAmount, out.DealCurrency = from.DealAmount, from.DealCurrency
	}
	out.CreatedAt = min(to.CreatedAt, from.CreatedAt)
}

// takesPlan reports whether the other one's plan goes on: the survivor has
// none, and the planner remains the owner.
func takesPlan(out, to, from Customer) bool {
	return to.NextAt.IsZero() && !from.NextAt.IsZero() && out.OwnerID == from.OwnerID
}

func mergeCustom(to, from string) string {
	values := Row{Custom: from}.CustomValues()
	maps.Copy(values, Row{Custom: to}.CustomValues())
	b, err := json.Marshal(values)
	if err != nil {
		return to
	}
	return string(b)
}

func clipText(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most])
}

// fold finds the contacts of the other one that the survivor has already, by
// name: their channels and touches go to the contact that stays.
func fold(to, from people) map[crm.ContactID]crm.ContactID {
	same := map[crm.ContactID]crm.ContactID{}
	for _, c := range from.contacts {
		i := slices.IndexFunc(to.contacts, func(o Contact) bool { return o.Name != "" && strings.EqualFold(o.Name, c.Name) })
		if i >= 0 {
			same[c.ID] = to.contacts[i].ID
		}
	}
	return same
}

// spare finds the channels that, after folding, a contact would have twice.
func spare(to, from people, same map[crm.ContactID]crm.ContactID) []Channel {
	var out []Channel
	for _, ch := range from.channels {
		contact, ok := same[ch.ContactID]
		if ok && slices.ContainsFunc(to.of(contact), func(o Channel) bool { return o.Kind == ch.Kind && o.Norm == ch.Norm }) {
			out = append(out, ch)
		}
	}
	return out
}

// holdChanges are what a merge does to the hold counters, by person.
func holdChanges(to, from, out Row) map[crm.PersonID]int64 {
	change := map[crm.PersonID]int64{}
	if to.Holds() {
		change[to.OwnerID]--
	}
	if from.Holds() {
		change[from.OwnerID]--
	}
	if out.Holds() {
		change[out.OwnerID]++
	}
	return change
}
