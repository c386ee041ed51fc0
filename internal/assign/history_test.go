package assign

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// The model of claiming: three customers, a few people with two slots each. A
// history of racing acts must be explainable by one order in which each act saw
// what the ones before it did.

const contested = 3

// deed is one act on one customer.
type deed struct {
	release  bool
	person   int
	customer int
}

// held says who has each customer: 0 nobody, else the person's number + 1.
type held [contested]int

func (h held) of(person int) (n int) {
	for _, p := range h {
		if p == person+1 {
			n++
		}
	}
	return n
}

// after is what a deed must answer and leave.
func (h held) after(d deed, quota int) (string, held) {
	owner := h[d.customer]
	switch {
	case d.release && owner == d.person+1:
		h[d.customer] = 0
		return "", h
	case d.release && owner == 0:
		return "release.pooled", h
	case d.release:
		return "not_found", h
	case owner != 0:
		return "claim.taken", h
	case h.of(d.person) >= quota:
		return "hold.full", h
	}
	h[d.customer] = d.person + 1
	return "", h
}

func model(quota int) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return held{} },
		Step: func(state, input, output any) (bool, any) {
			code, next := state.(held).after(input.(deed), quota)
			return code == output.(string), next
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %q", input, output) },
	}
}

func TestClaimHistory(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		const quota, people, acts = 2, 5, 24
		w := dbtest.Tenant(t, d)
		exec(t, w, `UPDATE pool SET previous_owner_days = 0, daily_claims = 1000 WHERE tenant_id = @tenant`)
		var ids [contested]crm.CustomerID
		for i := range ids {
			ids[i] = pooled(t, w, "争抢")
		}
		actors := hire(t, w, people, quota)
		var mu sync.Mutex
		var history []porcupine.Operation
		var wg sync.WaitGroup
		begin := time.Now()
		for p, a := range actors {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(7, uint64(p)))
				for range acts {
					in := deed{release: r.IntN(2) == 0, person: p, customer: r.IntN(contested)}
					call := time.Since(begin)
					err := d.Update(t.Context(), a, func(tx *db.Tx) error {
						_, err := in.do(tx, ids[in.customer])
						return err
					})
					done := time.Since(begin)
					mu.Lock()
					history = append(history, porcupine.Operation{ClientId: p, Input: in, Call: int64(call), Output: crm.CodeOf(err), Return: int64(done)})
					mu.Unlock()
					if err != nil && crm.KindOf(err) == "" {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if result, _ := porcupine.CheckOperationsVerbose(model(quota), history, time.Minute); result != porcupine.Ok {
			t.Errorf("no order explains the history: %s", result)
		}
		if recounted(t, w, actors); t.Failed() {
			for _, op := range history {
				t.Logf("%d %d %+v %q", op.Call, op.Return, op.Input, op.Output)
			}
		}
	})
}

func (d deed) do(tx *db.Tx, id crm.CustomerID) (customer.Customer, error) {
	if d.release {
		return Release(tx, id, Back{Reason: "让一让"})
	}
	return Claim(tx, id)
}

// recounted compares every counter with a recount.
func recounted(t *testing.T, w dbtest.World, actors []crm.Actor) {
	t.Helper()
	for _, a := range actors {
		used := one[int64](t, w, `SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @id`, db.Args{"id": a.Person})
		w.View(t, "admin", func(tx *db.Tx) error {
			n, err := customer.Recount(tx, a.Person)
			if err == nil && n != used {
				t.Errorf("%s uses %d slots, a recount finds %d", a.Name, used, n)
			}
			return err
		})
	}
}

// The model itself must refuse what cannot be: two winners of one customer.
func TestModelRefusesTwoWinners(t *testing.T) {
	at := func(person int, output string) porcupine.Operation {
		return porcupine.Operation{ClientId: person, Input: deed{person: person}, Call: 0, Output: output, Return: 10}
	}
	if porcupine.CheckOperations(model(2), []porcupine.Operation{at(0, ""), at(1, "")}) {
		t.Error("two winners pass")
	}
	if !porcupine.CheckOperations(model(2), []porcupine.Operation{at(0, ""), at(1, "claim.taken")}) {
		t.Error("one winner does not pass")
	}
}
