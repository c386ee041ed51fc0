package proof

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

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
			ears[who] = l.listen(srv, who)
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

// listen gives the data lines of somebody's stream.
func (l *lab) listen(srv *httptest.Server, who string) <-chan string {
	l.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	l.t.Cleanup(cancel)
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
