package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/list"
)

type searched struct {
	ID     crm.CustomerID `db:"id"`
	Search string         `db:"search"`
}

// putIndexed writes the document of a customer whose words are as before.
func putIndexed(tx *db.Tx, r Row, words string) error {
	r.Search = words
	return db.PutSearch(tx, r.ID.Int64(), r.Indexed())
}

// reindexed writes the search documents of customers that are in another place
// than before.
func reindexed(tx *db.Tx, steps ...Step) error {
	rows, ids := map[crm.CustomerID]Row{}, []crm.CustomerID{}
	for _, s := range steps {
		if s.Before.OwnerID != s.After.OwnerID || s.Before.PoolID != s.After.PoolID {
			rows[s.After.ID] = s.After
			ids = append(ids, s.After.ID)
		}
	}
	const most = 500
	for len(ids) > 0 {
		part := ids[:min(most, len(ids))]
		ids = ids[len(part):]
		texts, err := db.All[searched](tx, searchTextsSQL, db.Args{"ids": part})
		if err != nil {
			return err
		}
		docs := make([]db.SearchDoc, len(texts))
		for i, t := range texts {
			r := rows[t.ID]
			r.Search = t.Search
			docs[i] = db.SearchDoc{ID: t.ID.Int64(), Doc: r.Indexed()}
		}
		if err := db.PutSearchMany(tx, docs); err != nil {
			return err
		}
	}
	return nil
}

// within are the places of a list whose scope is small enough to be searched as
// a whole; nil leaves it to the newest hits.
func within(tx *db.Tx, q Query, s list.Scope) ([]string, error) {
	switch q.In {
	case InPool:
		return []string{inPool(q.Pool)}, nil
	case InCold:
		return []string{inCold}, nil
	case InOwned:
		if s.Wide() {
			return nil, nil
		}
		owners, err := s.Owners(tx)
		places := make([]string, len(owners))
		for i, o := range owners {
			places[i] = withOwner(o)
		}
		return places, err
	}
	return nil, nil
}
