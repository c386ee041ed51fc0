package funnel

import (
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

// Board is the funnel as columns of cards.
type Board struct {
	Columns []Column `json:"columns"`
}

// Column is one layer: how many stand there and the first of them, the next
// contact first, those without a plan last.
type Column struct {
	Layer words.Layer       `json:"layer"`
	Count int64             `json:"count"`
	Cards []customer.Record `json:"cards"`
	Next  string            `json:"next" doc:"Cursor of the following cards; empty at the end"`
}

// cardsPerPage is how many cards of a column are sent at once.
const cardsPerPage = 20

// BoardQuery asks for all columns, or for more of one.
type BoardQuery struct {
	Owner      crm.PersonID
	Department crm.DepartmentID
	Layer      int // 0: all columns
	Cursor     string
}

// fewOwners is up to how many people a column is read person by person and
// sorted; for more it is read along one index in order.
const fewOwners = 60

// GetBoard reads the columns.
func GetBoard(tx *db.Tx, q BoardQuery) (Board, error) {
	r, err := reachOf(tx, q.Owner, q.Department)
	if err != nil {
		return Board{}, err
	}
	after, err := parseCursor(q.Cursor)
	if err != nil {
		return Board{}, err
	}
	counts, err := stockOf(tx, r)
	if err != nil {
		return Board{}, err
	}
	tail, args, err := cardsOf(tx, r)
	if err != nil {
		return Board{}, err
	}
	b := Board{Columns: []Column{}}
	for layer := words.Resource; layer <= words.Implemented; layer++ {
		if q.Layer > words.Abandoned && q.Layer != layer { // one column was asked for
			continue
		}
		col := Column{Layer: words.LayerAt(layer), Count: counts[layer], Cards: []customer.Record{}}
		if col.Count > 0 {
			if err := col.read(tx, tail, layer, after, args); err != nil {
				return b, err
			}
		}
		b.Columns = append(b.Columns, col)
	}
	return b, nil
}

func (col *Column) read(tx *db.Tx, tail string, layer int, after cursor, args db.Args) error {
	list, err := customer.Find(tx, tail, args, db.Args{"layer": layer, "after_at": after.at, "after_id": after.id, "limit": cardsPerPage + 1})
	if err != nil {
		return err
	}
	if len(list) > cardsPerPage {
		list = list[:cardsPerPage]
		last := list[cardsPerPage-1]
		col.Next = cursor{placeOf(last.Row), last.ID.Int64()}.String()
	}
	for _, c := range list {
		// The figures follow the department a customer was handed over in, sight
		// follows the owner of now: after a transfer they may differ.
		if c.Access(tx).Any() {
			col.Cards = append(col.Cards, customer.View(tx, c))
		}
	}
	return nil
}

type stockRow struct {
	Layer int   `db:"layer"`
	Stock int64 `db:"stock"`
}

func stockOf(tx *db.Tx, r reach) (map[int]int64, error) {
	rows, err := db.All[stockRow](tx, stockSQL, db.Args{"scopes": r.scopes})
	out := map[int]int64{}
	for _, s := range rows {
		out[s.Layer] = s.Stock
	}
	return out, err
}

// cardsOf chooses how a column is read.
func cardsOf(tx *db.Tx, r reach) (tail string, args db.Args, err error) {
	if r.owner {
		return fewCardsSQL, db.Args{"owners": r.scopes}, nil
	}
	owners, err := db.All[crm.PersonID](tx, ownersSQL, db.Args{"scopes": r.scopes, "limit": fewOwners + 1})
	switch {
	case err != nil:
		return "", nil, err
	case len(owners) <= fewOwners:
		return fewCardsSQL, db.Args{"owners": owners}, nil
	case r.all:
		return allCardsSQL, db.Args{}, nil
	}
	return teamCardsSQL, db.Args{"scopes": r.scopes}, nil
}

// cursor is the place of the last card seen.
type cursor struct{ at, id int64 }

func (c cursor) String() string { return fmt.Sprintf("%d.%d", c.at, c.id) }

func parseCursor(s string) (c cursor, err error) {
	if s == "" {
		return cursor{}, nil
	}
	if n, err := fmt.Sscanf(s, "%d.%d", &c.at, &c.id); n != 2 || err != nil || c.String() != s {
		return c, crm.Bad("?cursor", "funnel.cursor")
	}
	return c, nil
}

// placeOf is what cards are sorted by; it repeats the expression of the index.
func placeOf(r customer.Row) int64 {
	if r.NextAt.IsZero() {
		return 9000000000000
	}
	return int64(r.NextAt)
}
