// Package demo writes a believable organisation of any size: people, customers
// and histories from which the funnel's figures come out near their ideal. The
// same seed and the same instant give the same rows.
package demo

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Options say how much to make.
type Options struct {
	Seed      uint64
	Customers int
	People    int
	Touches   int
	// Now is the instant everything leads up to.
	Now time.Time
	// PasswordHash is everybody's; the caller hashes.
	PasswordHash string
	Log          *slog.Logger
	// Number tells the demonstrations of one database apart, 0 to MostNumber: each
	// has ids and log-ins of its own.
	Number int
	// MoreFollow leaves the database's statistics to the last of several.
	MoreFollow bool
}

// MostNumber is the last demonstration that one database can hold.
const MostNumber = 1023

// Email is a person's log-in in the demonstration of that number.
func Email(person string, number int) string {
	if number == 0 {
		return person + "@demo.laidan"
	}
	return fmt.Sprintf("%s@demo%d.laidan", person, number)
}

// Login is one of the log-ins printed after a demonstration was made.
type Login struct{ Role, Email string }

// Logins are the printed log-ins, one per role.
var Logins = []Login{{"rep", "rep1@demo.laidan"}, {"manager", "manager1@demo.laidan"}, {"director", "director@demo.laidan"},
	{"support", "support1@demo.laidan"}, {"service", "service1@demo.laidan"}, {"finance", "finance1@demo.laidan"}, {"admin", "admin@demo.laidan"}}

// Result is what was written.
type Result struct {
	Tenant crm.TenantID
	Rows   int
	Took   time.Duration
}

// MinPeople is the smallest organisation: one of each role, two teams with a rep each.
const MinPeople = 9

// Generate writes the organisation in chunks, each its own transaction.
func Generate(ctx context.Context, d *db.DB, o Options) (Result, error) {
	if o.People < MinPeople || o.Customers < 1 || o.Touches < 0 {
		return Result{}, fmt.Errorf("a demonstration needs at least %d people and one customer", MinPeople)
	}
	if o.Number < 0 || o.Number > MostNumber {
		return Result{}, fmt.Errorf("a demonstration's number lies between 0 and %d", MostNumber)
	}
	began := time.Now()
	g := &generator{o: o, d: d, r: rand.New(rand.NewPCG(o.Seed, 1))}
	if err := g.organisation(ctx); err != nil {
		return Result{}, err
	}
	load := func(fn func() error) error { return fn() }
	if o.Customers >= bulkFrom {
		load = func(fn func() error) error { return d.WithoutIndexes(ctx, bulkTables, fn) }
	}
	err := load(func() error {
		if err := g.customers(ctx); err != nil {
			return err
		}
		return g.figures(ctx)
	})
	if err != nil {
		return Result{}, err
	}
	if !o.MoreFollow {
		if err := d.Analyze(ctx); err != nil {
			return Result{}, err
		}
	}
	return Result{g.tenant, g.rows, time.Since(began)}, nil
}

// bulkFrom is the size from which building the indexes afterwards is faster.
const bulkFrom = 20000

var bulkTables = []string{"customer", "customer_key", "touch", "move", "receipt", "layer_exit"}

// generator holds what the parts share.
type generator struct {
	o      Options
	d      *db.DB
	r      *rand.Rand
	tenant crm.TenantID
	zone   *time.Location
	ids    *crm.IDs
	days   workdays

	root     crm.DepartmentID
	teams    []team
	staff    map[string]crm.PersonID // one of each role
	pool     crm.PoolID
	products []crm.ProductID

	numbers   [16]int // numbers given out per city
	used      map[crm.PersonID]int64
	ledger    map[rollupKey]*rollup
	rows      int
	out       buffers
	contracts int
}

type team struct {
	id      crm.DepartmentID
	manager crm.PersonID
	reps    []rep
}

type rep struct {
	id     crm.PersonID
	team   crm.DepartmentID
	temper temper
}

func (g *generator) actor() crm.Actor {
	return crm.Actor{Tenant: g.tenant, Zone: g.zone, Scope: crm.ScopeAll, Language: "zh-CN"}
}

func (g *generator) update(ctx context.Context, fn func(tx *db.Tx) error) error {
	return g.d.Update(ctx, g.actor(), fn)
}

// settleVisible writes who sees whom by the module's own rule.
func (g *generator) settleVisible(ctx context.Context) error {
	return g.update(ctx, org.Reseat)
}

// Renew gives everybody of an existing demonstration a new password; false when
// there is none.
func Renew(ctx context.Context, d *db.DB, passwordHash string) (bool, error) {
	found := false
	err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
		n, err := db.GlobalExec(tx, `UPDATE login SET password_hash = @hash WHERE tenant_id IN (SELECT id FROM tenant WHERE demo)`, db.Args{"hash": passwordHash})
		found = n > 0
		return err
	})
	return found, err
}
