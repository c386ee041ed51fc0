package list

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/expr"
)

// customer is what these tests read of a customer: the shape of a real record,
// with an embedded row.
type customer struct {
	row
	OwnerName string `db:"owner_name"`
}

type row struct {
	ID          crm.CustomerID `db:"id"`
	Name        string         `db:"name"`
	NameKey     string         `db:"name_key"`
	Search      string         `db:"search"`
	Grade       string         `db:"grade"`
	Temperature string         `db:"temperature"`
	Layer       int            `db:"layer"`
	LayerSince  crm.Millis     `db:"layer_since"`
	OwnerID     crm.PersonID   `db:"owner_id"`
	PoolID      crm.PoolID     `db:"pool_id"`
	AssignedAt  crm.Millis     `db:"assigned_at"`
	FirstDueAt  crm.Millis     `db:"first_due_at"`
	LastTouchAt crm.Millis     `db:"last_touch_at"`
	NextAt      crm.Millis     `db:"next_at"`
	Fast        bool           `db:"fast"`
	DealAmount  *int64         `db:"deal_amount"`
	Archived    bool           `db:"archived"`
	MergedInto  crm.CustomerID `db:"merged_into"`
	CreatedAt   crm.Millis     `db:"created_at"`
	UpdatedAt   crm.Millis     `db:"updated_at"`
}

var testFields = expr.Fields{
	{Name: "name", Type: expr.Text, SQL: "c.name"},
	{Name: "grade", Type: expr.Choice, SQL: "c.grade", Options: expr.Keys("A", "B", "C")},
	{Name: "layer", Type: expr.Layer, SQL: "c.layer", Options: []expr.Option{{Key: "resource", N: 1}, {Key: "lead", N: 4}, {Key: "signed", N: 6}}},
	{Name: "nextAt", Type: expr.Instant, SQL: "c.next_at", Nullable: true},
	{Name: "owner", Type: expr.Ref, To: "person", SQL: "c.owner_id", Nullable: true},
}

func testSpec(scope Scope) Spec {
	return Spec{
		Name: "customers", Table: "customer", Alias: "c", Scope: scope, Fields: testFields, Default: "queue", Found: "-lastTouchAt", Search: "c.search",
		Columns: `c.id, c.name, c.name_key, c.grade, c.temperature, c.layer, c.layer_since, c.owner_id, c.assigned_at, c.first_due_at,
			c.last_touch_at, c.next_at, c.fast, c.deal_amount, c.created_at, ow.name AS owner_name`,
		Joins: " LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = c.owner_id",
		Sorts: []Sort{
			Queue("queue", "nextAt"),
			By("name", Column{SQL: "c.name_key", Text: true}),
			By("createdAt", Column{SQL: "c.created_at"}),
			By("layerSince", Column{SQL: "c.layer_since"}),
			By("nextAt", Column{SQL: "c.next_at", Nulls: Last}),
			By("lastTouchAt", Column{SQL: "c.last_touch_at", Nulls: Least}),
		},
	}
}

// seed makes n customers for the people of a world: few values, so that many
// rows tie, some unplanned and untouched, some in no list.
func seed(t testing.TB, w dbtest.World, d *db.DB, n int, owners ...crm.PersonID) []row {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	some := func(chance float64, hours int) crm.Millis {
		if r.Float64() > chance {
			return 0
		}
		return crm.At(w.At.Add(time.Duration(r.IntN(hours)-hours/2) * time.Hour))
	}
	list := make([]row, n)
	for i := range list {
		at := crm.At(w.At.Add(-time.Duration(n-i) * time.Minute / 4))
		c := row{ID: crm.IDOf[crm.Customer](d.NewNumber()), Name: fmt.Sprintf("客户%d", i), NameKey: fmt.Sprintf("ke hu %d", r.IntN(n/2+1)),
			Search: fmt.Sprintf(" 客 客户 ke kehu %d ", i%10), Grade: []string{"", "A", "B", "C"}[r.IntN(4)],
			Temperature: []string{"hot", "warm", "cold"}[r.IntN(3)], Layer: []int{1, 2, 3, 4, 5, 6, 7, 7, 7, 7}[r.IntN(10)], LayerSince: at - crm.Millis(r.IntN(40)),
			OwnerID: owners[r.IntN(len(owners))], AssignedAt: at, FirstDueAt: some(0.1, 20), LastTouchAt: some(0.8, 400), NextAt: some(0.6, 400),
			Fast: r.IntN(4) == 0, CreatedAt: at - crm.Millis(r.IntN(3)), UpdatedAt: at}
		switch r.IntN(20) {
		case 0:
			c.OwnerID, c.PoolID, c.Layer = crm.PersonID{}, w.Pool, 1
		case 1:
			c.OwnerID, c.Layer = crm.PersonID{}, 0
		case 2:
			c.Archived = true
		case 3:
			c.Archived, c.MergedInto = true, crm.IDOf[crm.Customer](1)
		}
		list[i] = c
	}
	err := d.Update(context.Background(), w.As("director"), func(tx *db.Tx) error { return db.InsertMany(tx, "customer", list) })
	if err != nil {
		t.Fatal(err)
	}
	return list
}
