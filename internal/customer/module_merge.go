package customer

import (
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/room"
)

// Merged is the payload of the fact customer.Merged.
type Merged struct {
	From   crm.CustomerID `json:"from"`
	Name   string         `json:"name"`
	Fields []FieldChange  `json:"fields"`
}

// Merge makes one customer of two: everything that belongs to the other one
// (contacts, touches, plans, moves, receipts, deals, contracts, payments,
// files, collaborators, tags) goes to the survivor, whose gaps it fills. The
// other one is archived and points at the survivor; its facts keep their own
// id, because the audit chain covers it, and the survivor's timeline shows them.
func Merge(tx *db.Tx, id, from crm.CustomerID, version int64) (Customer, error) {
	to, lost, err := lockPair(tx, id, from)
	if err != nil {
		return to, err
	}
	if err := CheckVersion(tx, to, version); err != nil {
		return to, err
	}
	out, hidden, err := survivor(tx, to, lost)
	if err != nil {
		return to, err
	}
	if !out.OwnerID.IsZero() && out.OwnerID != to.OwnerID { // as any other hand-over
		if _, err := receiverOf(tx, Handover{To: out.OwnerID}); err != nil {
			return to, err
		}
	}
	if err := moveAll(tx, to, lost, out); err != nil {
		return to, err
	}
	n, err := db.Exec(tx, mergeSQL, out.Row)
	if err == nil && n == 0 {
		err = conflictWith(tx, to.ID)
	}
	if err != nil {
		return to, err
	}
	out.Version++
	if err := storeWords(tx, out.ID, []Words{{}}, hidden); err != nil {
		return to, err
	}
	if err := resettle(tx, &out); err != nil {
		return to, err
	}
	return out, reportMerge(tx, to, lost, out)
}

// lockPair reads and locks both, in the order of their ids.
func lockPair(tx *db.Tx, id, from crm.CustomerID) (to, lost Customer, err error) {
	if id == from {
		return to, lost, crm.Bad("/from", "merge.same")
	}
	both, err := LockMany(tx, []crm.CustomerID{id, from})
	if err != nil {
		return to, lost, err
	}
	for _, want := range []struct {
		id crm.CustomerID
		c  *Customer
	}{{id, &to}, {from, &lost}} {
		i := slices.IndexFunc(both, func(c Customer) bool { return c.ID == want.id })
		if i < 0 {
			return to, lost, crm.Missing()
		}
		*want.c = both[i]
		if err := Allow(tx, both[i], ActMerge); err != nil {
			return to, lost, err
		}
	}
	return to, lost, nil
}

// survivor is the merged record; texts are merged in their full wording.
func survivor(tx *db.Tx, to, lost Customer) (Customer, []Words, error) {
	full := func(c Customer) (Customer, []Words, error) {
		words, err := wordsOf(tx, c.ID)
		texts := map[string]string{}
		for _, w := range words {
			texts[w.Field] = w.Text
		}
		c.Row = Changes{}.apply(c.Row, texts)
		return c, words, err
	}
	a, own, err := full(to)
	if err != nil {
		return to, nil, err
	}
	b, others, err := full(lost)
	if err != nil {
		return to, nil, err
	}
	out := absorb(a, b)
	var hidden []Words
	out.Row, hidden = hideWords(out.Row, to.Numbers.And(lost.Numbers))
	out.UpdatedAt = tx.NowMillis()
	return out, append(hidden, customWords(to, own, others)...), nil
}

// moveAll hands everything that points at the other one to the survivor, and
// puts the other one away.
func moveAll(tx *db.Tx, to, lost, out Customer) error {
	args := db.Args{"to": to.ID, "from": lost.ID, "owner": out.OwnerID, "plan": takesPlan(out, to, lost)}
	if err := room.MergeRows(tx, args); err != nil {
		return err
	}
	for _, text := range []string{mergedSQL, putAwaySQL} {
		if err := db.Write(tx, text, args); err != nil {
			return err
		}
	}
	if err := movePeople(tx, to.ID, lost.ID); err != nil {
		return err
	}
	if err := db.DropSearch(tx, lost.ID.Int64()); err != nil {
		return err
	}
	changes := holdChanges(to.Row, lost.Row, out.Row)
	for _, person := range sortedPeople(changes) {
		if n := changes[person]; n != 0 {
			if err := db.Write(tx, addSQL, db.Args{"person": person, "n": n}); err != nil {
				return err
			}
		}
	}
	return nil
}

// movePeople hands over contacts and channels; a contact of the same name is
// folded into the one that stays.
func movePeople(tx *db.Tx, to, from crm.CustomerID) error {
	stay, come, err := twoPeople(tx, to, from)
	if err != nil {
		return err
	}
	same := fold(stay, come)
	for _, ch := range spare(stay, come, same) {
		if err := db.Write(tx, dropChannelSQL, ch); err != nil {
			return err
		}
	}
	for _, c := range come.contacts {
		kept, folded := same[c.ID]
		if !folded {
			continue
		}
		args := db.Args{"customer_id": from, "id": c.ID, "kept": kept}
		for _, text := range []string{foldChannelsSQL, dropContactSQL} {
			if err := db.Write(tx, text, args); err != nil {
				return err
			}
		}
		if err := room.FoldContact(tx, to, c.ID, kept); err != nil {
			return err
		}
	}
	args := db.Args{"to": to, "from": from, "primary": len(stay.contacts) == 0}
	for _, text := range []string{moveContactsSQL, moveChannelsSQL} {
		if err := db.Write(tx, text, args); err != nil {
			return err
		}
	}
	return nil
}

func twoPeople(tx *db.Tx, to, from crm.CustomerID) (stay, come people, err error) {
	if stay, err = peopleOf(tx, to); err == nil {
		come, err = peopleOf(tx, from)
	}
	return stay, come, err
}

func sortedPeople(m map[crm.PersonID]int64) []crm.PersonID {
	list := make([]crm.PersonID, 0, len(m))
	for id := range m {
		list = append(list, id)
	}
	slices.SortFunc(list, func(a, b crm.PersonID) int { return strings.Compare(a.String(), b.String()) })
	return list
}

// reportMerge writes receipt, stock and fact.
func reportMerge(tx *db.Tx, to, lost, out Customer) error {
	gone := lost.Row
	gone.Archived, gone.MergedInto = true, to.ID
	if lost.OwnerID != out.OwnerID || to.OwnerID != out.OwnerID {
		h := Handover{Kind: "merge", Reason: lost.Name}
		if _, err := addReceipt(tx, Step{lost.Row, out.Row}, h); err != nil {
			return err
		}
	}
	if err := needs(tx).StockMoved(tx, "merge", Step{to.Row, out.Row}, Step{lost.Row, gone}); err != nil {
		return err
	}
	tx.Announce("customer", to.ID, owners(to.OwnerID, out.OwnerID)...)
	tx.Announce("customer", lost.ID, owners(lost.OwnerID)...)
	return event.Record(tx, event.Fact{Kind: "customer.Merged", Subject: lost.ID.Int64(), Customer: to.ID,
		Data: Merged{lost.ID, lost.Name, diff(to, out)}})
}
