package timeline

import (
	"cmp"
	"maps"
	"slices"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/room"
)

// Read reads a page of one tab: the customer, the keys, and each type that
// stands on the page.
func Read(tx *db.Tx, id crm.CustomerID, tab, cursor string, limit int) (Timeline, error) {
	out := Timeline{Items: []Item{}}
	c, err := customer.Get(tx, id)
	if err != nil {
		return out, err
	}
	from, err := decode(cursor)
	if err != nil {
		return out, err
	}
	arms := room.Arms(tx)
	keys, counts, err := keysOf(tx, c.ID, arms, tab, from, limit+1)
	if err != nil {
		return out, err
	}
	if cursor == "" {
		out.Counts = counts
	}
	if len(keys) > limit {
		keys = keys[:limit]
		out.Next = place{keys[limit-1].At, keys[limit-1].ID}.encode()
	}
	reader := room.Reader{Customer: c.ID, Mask: func(s string) string { return customer.MaskText(tx, s, c.Numbers) }}
	out.Items, err = items(tx, reader, arms, keys)
	return out, err
}

// keysOf are the rows of a page, newest first, and how many stand on each tab.
func keysOf(tx *db.Tx, id crm.CustomerID, arms []room.Arm, tab string, from place, limit int) ([]key, *Counts, error) {
	args := db.Args{"id": id, "at": from.At, "before": from.ID, "limit": limit}
	for _, a := range arms {
		if a.Args != nil {
			maps.Copy(args, a.Args(tx))
		}
	}
	counts := &Counts{}
	text := keysSQL(arms, tab, from == start)
	if text == "" {
		return nil, counts, nil
	}
	rows, err := db.All[key](tx, text, args)
	if err != nil {
		return nil, counts, err
	}
	keys := slices.DeleteFunc(rows, func(k key) bool {
		if k.ID != 0 {
			return false
		}
		for _, t := range arms[k.Arm].Tabs {
			counts.add(t, k.N)
		}
		return true
	})
	slices.SortFunc(keys, func(a, b key) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.ID, a.ID)) })
	return keys, counts, nil
}

// items asks for the rows of all types at once and puts them in the order of
// their keys.
func items(tx *db.Tx, r room.Reader, arms []room.Arm, keys []key) ([]Item, error) {
	ids := map[int][]int64{}
	for _, k := range keys {
		ids[k.Arm] = append(ids[k.Arm], k.ID)
	}
	loads := map[int]func() ([]room.Told, error){}
	for _, arm := range slices.Sorted(maps.Keys(ids)) {
		loads[arm] = arms[arm].Load(tx, r, ids[arm])
	}
	type row struct {
		arm int
		id  int64
	}
	told := map[row]room.Told{}
	for _, arm := range slices.Sorted(maps.Keys(ids)) {
		list, err := loads[arm]()
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			told[row{arm, t.ID}] = t
		}
	}
	out := make([]Item, 0, len(keys))
	for _, k := range keys {
		if t, ok := told[row{k.Arm, k.ID}]; ok {
			out = append(out, Item{ID: crm.IDOf[crm.Fact](k.ID).String(), Type: arms[k.Arm].Type, At: k.At,
				By: customer.RefOf(t.By, t.ByName), Part: t.Part})
		}
	}
	return out, nil
}
