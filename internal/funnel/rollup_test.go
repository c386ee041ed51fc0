package funnel

import (
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

var (
	rep1  = crm.IDOf[crm.Person](11)
	rep2  = crm.IDOf[crm.Person](12)
	team1 = crm.IDOf[crm.Department](101)
	team2 = crm.IDOf[crm.Department](102)
)

func owned(layer int, owner crm.PersonID, team crm.DepartmentID) customer.Row {
	return customer.Row{Layer: layer, OwnerID: owner, DepartmentID: team}
}

func TestExits(t *testing.T) {
	tests := []struct {
		name     string
		from, to int
		imported bool
		want     []Exit
	}{
		{"one step", words.Graded, words.Contacted, false, []Exit{{words.Graded, false, 3}}},
		{"a skip leaves the layers between after 0 days", words.Graded, words.Opportunity, false,
			[]Exit{{words.Graded, false, 3}, {words.Contacted, false, 0}, {words.Lead, false, 0}}},
		{"back", words.Lead, words.Graded, false, nil},
		{"abandon", words.Lead, words.Abandoned, false, []Exit{{words.Lead, true, 3}}},
		{"out of the cold store", words.Abandoned, words.Lead, false, nil},
		{"imported standing", words.Graded, words.Contacted, true, nil},
		{"imported standing, skip", words.Graded, words.Lead, true, []Exit{{words.Contacted, false, 0}}},
		{"imported standing, abandon", words.Graded, words.Abandoned, true, nil},
	}
	for _, tt := range tests {
		if got := Exits(tt.from, tt.to, 3, tt.imported); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// of finds the sums of a row among deltas.
func of(rows []Delta, scope int64, day crm.Day, layer int) Sums {
	for _, d := range rows {
		if d.Scope == scope && d.Day == day && d.Layer == layer {
			return d.Sums
		}
	}
	return Sums{}
}

func TestMoveDeltas(t *testing.T) {
	const day = 20261014
	rows := MoveDeltas(owned(words.Graded, rep1, team1), words.Lead, day, 2.5)
	for _, scope := range []int64{11, 101} {
		want := map[int]Sums{
			words.Graded:    {Stock: -1, Forward: 1, Days: 2.5},
			words.Contacted: {Entered: 1, Forward: 1},
			words.Lead:      {Stock: 1, Entered: 1},
		}
		for layer, sums := range want {
			if got := of(rows, scope, day, layer); got != sums {
				t.Errorf("%d layer %d: %+v, want %+v", scope, layer, got, sums)
			}
		}
		if of(rows, scope, 0, words.Graded) != (Sums{Stock: -1}) || of(rows, scope, 0, words.Lead) != (Sums{Stock: 1}) {
			t.Error("the running stock does not follow")
		}
	}
	if len(rows) != 10 || !slices.IsSortedFunc(rows, byKey) {
		t.Errorf("%d rows: %+v", len(rows), rows)
	}
	if rows := MoveDeltas(customer.Row{Layer: words.Abandoned}, words.Lead, day, 0); len(rows) != 0 {
		t.Errorf("nobody's move is booked: %+v", rows)
	}
	gone := MoveDeltas(owned(words.Lead, rep1, team1), words.Abandoned, day, 4)
	if of(gone, 11, day, words.Lead) != (Sums{Stock: -1, Abandoned: 1}) || of(gone, 11, day, words.Abandoned) != (Sums{Entered: 1}) {
		t.Errorf("abandoned: %+v", gone)
	}
	self := owned(words.Opportunity, rep1, team1)
	self.SelfFound = true
	signed := MoveDeltas(self, words.Signed, day, 4)
	if of(signed, 11, 0, words.Opportunity) != (Sums{Stock: -1, SelfFound: -1}) || of(signed, 11, 0, words.Signed) != (Sums{Stock: 1}) {
		t.Errorf("self-found and signed: %+v", signed)
	}
}

func TestStockDeltas(t *testing.T) {
	const day = 20261014
	pool := customer.Row{Layer: words.Graded, PoolID: crm.IDOf[crm.Pool](5)}
	claimed := StockDeltas("claim", day, []customer.Step{{Before: pool, After: owned(words.Graded, rep1, team1)}})
	if of(claimed, 11, day, words.Graded) != (Sums{Stock: 1, Entered: 1, Received: 1}) || of(claimed, 101, 0, words.Graded) != (Sums{Stock: 1}) {
		t.Errorf("claimed: %+v", claimed)
	}
	within := StockDeltas("assign", day, []customer.Step{{Before: owned(words.Lead, rep1, team1), After: owned(words.Lead, rep2, team1)}})
	if of(within, 101, day, words.Lead) != (Sums{}) || of(within, 12, day, words.Lead) != (Sums{Stock: 1, Entered: 1, Received: 1}) ||
		of(within, 11, day, words.Lead) != (Sums{Stock: -1}) {
		t.Errorf("within a team: %+v", within)
	}
	across := StockDeltas("disable", day, []customer.Step{{Before: owned(words.Signed, rep1, team1), After: owned(words.Signed, rep2, team2)}})
	if of(across, 102, day, words.Signed) != (Sums{Stock: 1}) || of(across, 101, day, words.Signed) != (Sums{Stock: -1}) {
		t.Errorf("a signed customer handed on is no signing: %+v", across)
	}
	back := StockDeltas("reject", day, []customer.Step{{Before: customer.Row{}, After: owned(words.Lead, rep1, team1)}})
	if of(back, 11, day, words.Lead) != (Sums{Stock: 1}) {
		t.Errorf("rejected: %+v", back)
	}
	archived := owned(words.Lead, rep1, team1)
	archived.Archived = true
	shut := StockDeltas("archive", day, []customer.Step{{Before: owned(words.Lead, rep1, team1), After: archived}})
	if of(shut, 11, 0, words.Lead) != (Sums{Stock: -1}) || of(shut, 101, 0, words.Lead) != (Sums{Stock: -1}) {
		t.Errorf("archived: %+v", shut)
	}
	nothing := StockDeltas("assign", day, []customer.Step{{Before: pool, After: customer.Row{}}})
	if len(nothing) != 0 {
		t.Errorf("the pool is counted: %+v", nothing)
	}
}
