package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/anishathalye/porcupine"
)

// claimant is one act of the history: somebody claims or gives back.
type claimant struct {
	customer int
	person   int // 1, 2, …
	release  bool
}

// claimModel: a customer is nobody's or one person's. Histories of different
// customers are checked apart.
var claimModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		parts := map[int][]porcupine.Operation{}
		for _, op := range history {
			c := op.Input.(claimant).customer
			parts[c] = append(parts[c], op)
		}
		var out [][]porcupine.Operation
		for _, p := range parts {
			out = append(out, p)
		}
		return out
	},
	Init: func() any { return 0 },
	Step: func(state, input, output any) (bool, any) {
		owner, in, code := state.(int), input.(claimant), output.(string)
		switch {
		case in.release && owner == in.person:
			return code == "", 0
		case in.release && owner == 0:
			return code == "release.pooled", owner
		case in.release:
			return code == "not_found", owner
		case owner != 0:
			return code == "claim.taken" || code == "not_found", owner
		}
		return code == "", in.person
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %q", input, output) },
}

// pool makes so many fresh customers that nobody has.
func (b *bench) pool(ctx context.Context, n *node, many int) ([]string, error) {
	ids := make([]string, many)
	var next atomic.Int64
	var mu sync.Mutex
	var fault error
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < many; i = int(next.Add(1)) - 1 {
				var c struct{ ID string }
				err := n.post(ctx, "/customers", b.tokens["support1"], fmt.Sprintf(`{"name":"争抢机械 %d","kind":"company"}`, i), "").into(&c)
				mu.Lock()
				ids[i], fault = c.ID, errors.Join(fault, err)
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return ids, fault
}

// claimRace: 200 claimers at once over 1,000 customers.
func claimRace(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	ids, err := b.pool(ctx, n, 1000)
	if err != nil {
		return "", err
	}
	var mu sync.Mutex
	var history []porcupine.Operation
	var fault error
	var wg sync.WaitGroup
	begin := time.Now()
	for c := range 200 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(b.o.seed, uint64(c)))
			person := c % len(b.reps)
			for range b.o.pick(25, 250) {
				if time.Since(begin) > b.o.most*2/3 || ctx.Err() != nil {
					return
				}
				in := claimant{r.IntN(len(ids)), person + 1, r.IntN(4) == 0}
				path, body := "/claim", "{}"
				if in.release {
					path, body = "/release", `{"reason":"让一让"}`
				}
				call := time.Since(begin)
				a := n.post(ctx, "/customers/"+ids[in.customer]+path, b.tokens[b.reps[person]], body, "")
				code := ""
				if a.err != nil || a.status != 200 {
					code = codeOf(a.body)
				}
				mu.Lock()
				if a.err != nil || a.status >= 500 {
					fault = errors.Join(fault, fmt.Errorf("%+v: %s", in, a))
				} else {
					history = append(history, porcupine.Operation{ClientId: c, Input: in, Call: int64(call), Output: code, Return: int64(time.Since(begin))})
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	codes := map[string]int{}
	for _, op := range history {
		codes[op.Output.(string)]++
	}
	saw := fmt.Sprintf("%d acts by 200 claimers in %.0f s, answers %v", len(history), time.Since(begin).Seconds(), codes)
	if fault != nil {
		return saw, fault
	}
	if result, _ := porcupine.CheckOperationsVerbose(claimModel, history, b.o.most/3); result != porcupine.Ok {
		return saw, fmt.Errorf("no order of acts explains the history: %s", result)
	}
	return saw + ", linearizable", nil
}

// fight: 64 writers do everything that moves an owner to the same 100 customers.
func fight(ctx context.Context, b *bench) (string, error) {
	n, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	ids, err := b.pool(ctx, n, 100)
	if err != nil {
		return "", err
	}
	var done, refused atomic.Int64
	var mu sync.Mutex
	var fault error
	kinds := map[string]int{}
	began := time.Now()
	span := b.o.most / 3
	var wg sync.WaitGroup
	for c := range 64 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(b.o.seed, uint64(1000+c)))
			for time.Since(began) < span && ctx.Err() == nil {
				kind, who, path, body := b.blow(r, ids)
				a := n.post(ctx, path, b.tokens[who], body, "")
				switch {
				case a.err == nil && a.status < 300:
					done.Add(1)
				case a.err == nil && a.status < 500:
					refused.Add(1)
				default:
					mu.Lock()
					if fault == nil {
						fault = fmt.Errorf("%s by %s: %s", kind, who, a)
					}
					mu.Unlock()
				}
				if a.err == nil && a.status < 300 {
					mu.Lock()
					kinds[kind]++
					mu.Unlock()
				}
			}
		})
	}
	checks := 0
	for time.Since(began) < span && ctx.Err() == nil { // one owner or one pool, at every instant
		time.Sleep(2 * time.Second)
		for _, r := range broken[:2] {
			if bad, cerr := b.count(ctx, r.text); cerr != nil || bad != 0 {
				mu.Lock()
				fault = errors.Join(fault, cerr, fmt.Errorf("in mid-fight: %d %s", bad, r.what))
				mu.Unlock()
			}
		}
		checks++
	}
	wg.Wait()
	return fmt.Sprintf("%d acts done %v, %d refused by a rule, rules checked %d times meanwhile", done.Load(), kinds, refused.Load(), checks), fault
}

// blow is one random act on one of the customers.
func (b *bench) blow(r *rand.Rand, ids []string) (kind, who, path, body string) {
	id, rep := ids[r.IntN(len(ids))], b.reps[r.IntN(len(b.reps))]
	layer := []string{"resource", "graded", "contacted", "lead", "opportunity"}[r.IntN(5)]
	switch k := r.IntN(100); {
	case k < 25:
		return "claim", rep, "/customers/" + id + "/claim", "{}"
	case k < 50:
		return "assign", "director", "/customers/" + id + "/assign", fmt.Sprintf(`{"ownerId":"%s","reason":"换人"}`, b.people[rep])
	case k < 65:
		return "release", "director", "/customers/" + id + "/release", `{"reason":"回收"}`
	case k < 90:
		return "move", "director", "/customers/" + id + "/moves", fmt.Sprintf(`{"to":%q,"reason":"改层","override":true}`, layer)
	case k < 97:
		return "touch", "director", "/customers/" + id + "/touches", `{"channel":"call","result":"connected","content":"打过","next":{"at":"` + time.Now().Add(48*time.Hour).UTC().Format(time.RFC3339) + `","channel":"call","content":"再打"}}`
	case k < 99:
		return "bulk", "director", "/customers/bulk", fmt.Sprintf(`{"action":"assign","ownerId":"%s","ids":["%s","%s"],"reason":"批量"}`, b.people[rep], id, ids[r.IntN(len(ids))])
	}
	return "merge", "director", "/customers/" + id + "/merge", fmt.Sprintf(`{"from":"%s"}`, ids[r.IntN(len(ids))])
}
