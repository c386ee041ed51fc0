package org

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Reseat brings the rows of visible and every person's reach in line with people
// and departments. It writes only what differs, so it costs reads mostly and
// may be called after every change. The caller holds the organisation's lock.
func Reseat(tx *db.Tx) error {
	members, err := listMembers(tx)
	if err != nil {
		return err
	}
	nodes, err := listNodes(tx)
	if err != nil {
		return err
	}
	have, err := listSeeing(tx)
	if err != nil {
		return err
	}
	people := make([]Member, len(members))
	for i, m := range members {
		people[i] = m.Member
	}
	sees := Visible(people, NewTree(nodes))
	added, gone := differ(sees, have)
	for viewer, owners := range gone {
		if err := deleteSeeing(tx, viewer, owners); err != nil {
			return err
		}
	}
	if err := db.InsertMany(tx, "visible", added); err != nil {
		return err
	}
	return updateReach(tx, members, sees)
}

// differ finds the rows to add and, by viewer, those to take away.
func differ(want map[crm.PersonID][]crm.PersonID, have []seeing) (added []seeing, gone map[crm.PersonID][]crm.PersonID) {
	missing := map[seeing]bool{}
	for viewer, owners := range want {
		for _, o := range owners {
			missing[seeing{viewer, o}] = true
		}
	}
	gone = map[crm.PersonID][]crm.PersonID{}
	for _, h := range have {
		if missing[h] {
			delete(missing, h)
		} else {
			gone[h.ViewerID] = append(gone[h.ViewerID], h.OwnerID)
		}
	}
	for s := range missing {
		added = append(added, s)
	}
	return added, gone
}

func updateReach(tx *db.Tx, members []member, sees map[crm.PersonID][]crm.PersonID) error {
	changed := map[int][]crm.PersonID{}
	for _, m := range members {
		if n := Reach(m.Member, len(sees[m.ID]), len(members)); n != m.Visible {
			changed[n] = append(changed[n], m.ID)
		}
	}
	for n, ids := range changed {
		if err := setReach(tx, ids, n); err != nil {
			return err
		}
	}
	return nil
}
