package proof

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// TestStreamNamesNothingForeign listens as several people while others work,
// and then gives each a change of their own: nothing may come before it.
func TestStreamNamesNothingForeign(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		s.enter(s.all)
		srv := httptest.NewServer(l.handler)
		t.Cleanup(srv.Close)
		customers := s.alone.customersOf(s.alone.people()["rep1"])
		own, signed := "", s.alone.values("contract", "customer_id")
		for id := range customers {
			if signed[id] {
				own = num(id)
			}
		}
		ears := map[string]<-chan string{}
		for _, who := range []string{"rep1", "manager1", "service", "finance"} {
			ears[who] = l.listen(t.Context(), srv, who)
		}
		for _, id := range idsIn(s.copies[hotel], "customer") {
			l.call(l.tokens["rep3"], http.MethodPost, "/customers/"+num(id)+"/plans", object{"at": noon.Add(30 * time.Hour).Format(time.RFC3339), "channel": "call", "content": "x"})
		}
		for id := range customers {
			l.call(l.tokens[bravo+"/rep1"], http.MethodPost, "/customers/"+num(id)+"/plans", object{"at": noon.Add(31 * time.Hour).Format(time.RFC3339), "channel": "call", "content": "x"})
		}
		change := func() {
			l.must("rep1", http.MethodPost, "/customers/"+own+"/plans", object{"at": noon.Add(32 * time.Hour).Format(time.RFC3339), "channel": "call", "content": "x"})
		}
		change()
		for _, who := range []string{"rep1", "manager1", "service"} {
			for said, tries := "", 0; !strings.Contains(said, own); {
				select {
				case said = <-ears[who]:
				case <-time.After(2 * time.Second): // a stream that began late missed it
					if tries++; tries > 20 {
						t.Fatalf("%s hears nothing of %s", who, own)
					}
					change()
				}
				for _, id := range longNumber.FindAllString(said, -1) {
					if id != own {
						t.Errorf("%s hears of %s (%s)", who, id, s.ids[id])
					}
				}
			}
		}
		select {
		case said := <-ears["finance"]:
			t.Errorf("finance hears %s", said)
		default:
		}
	})
}

func num(id int64) string { return strconv.FormatInt(id, 10) }

// heard is of whom a manager's stream tells while everybody's customers change, in
// this organisation and in another one: the id of the customer says whose it is.
func (s *sweeper) heard(ctx context.Context, who, of string) error {
	srv := httptest.NewServer(s.handler)
	defer srv.Close()
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	people := s.alone.people()
	say := func(organisation string, id, person int64) {
		err := s.app.DB.Update(ctx, crm.Actor{Tenant: crm.IDOf[crm.Tenant](s.tenantID(organisation))}, func(tx *db.Tx) error {
			tx.Announce("customer", crm.IDOf[crm.Customer](id), crm.IDOf[crm.Person](person))
			return nil
		})
		if err != nil {
			s.t.Error(err)
		}
	}
	ear := s.listen(ctx, srv, who)
	const first, foreign, last = 1, 2, 3
	ids := map[string]bool{}
	for begun := false; ; {
		if !begun {
			say(mark, first, people[of])
		}
		select {
		case said := <-ear:
			for _, id := range regexp.MustCompile(`\d+`).FindAllString(said, -1) {
				ids[id] = true
			}
			if ids[num(last)] {
				return fmt.Errorf("%s heard %v", who, slices.Sorted(maps.Keys(ids)))
			}
			if begun {
				continue
			}
			begun = true
			for _, id := range slices.Sorted(maps.Values(people)) {
				say(mark, id, id)
			}
			say(bravo, foreign, people[of])
			say(mark, last, people[of])
		case <-time.After(20 * time.Millisecond): // a stream that began late missed it
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// listen gives the data lines of somebody's stream.
func (l *lab) listen(ctx context.Context, srv *httptest.Server, who string) <-chan string {
	l.t.Helper()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.URL+httpapi.Prefix+"/live", nil)
	if err != nil {
		l.t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+l.tokens[who])
	r, err := srv.Client().Do(q)
	if err != nil {
		l.t.Fatal(err)
	}
	out, ready := make(chan string, 1000), make(chan bool)
	go func() {
		defer func() { _ = r.Body.Close() }()
		lines := bufio.NewScanner(r.Body)
		for first := true; lines.Scan(); {
			if first {
				first = false
				close(ready)
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				out <- data
			}
		}
	}()
	<-ready
	return out
}
