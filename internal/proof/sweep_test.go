package proof

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// sweeper asks every route as everybody, in the world that holds only what they
// may see and in the full one, and compares.
type sweeper struct {
	*lab
	worlds
	now      snapshot // the world loaded
	sums     map[string]uint64
	known    map[string]bool   // ids of rows
	ids      map[string]string // whose they are, where only a copy has them
	prints   map[string][]string
	findings []string
	refusals map[string]string // the last answer of routes that did nothing
	asked    int
	wide     bool            // asks more than usual
	worked   map[string]bool // routes that did something
	papers   map[string][]byte
	latest   int64   // the last fact of the seeding
	windows  windows // of all numbers
	firsts   windows // of the first organisation's
}

func newSweeper(l *lab) *sweeper {
	l.t.Helper()
	s := &sweeper{lab: l, worlds: l.build(), known: map[string]bool{}, ids: map[string]string{}, worked: map[string]bool{}, refusals: map[string]string{}}
	s.papers, s.windows, s.firsts = s.onDisk(), s.all.channels(), s.alone.channels()
	for id := range s.all.ids() {
		s.known[fmt.Sprint(id)] = true
	}
	s.known[fmt.Sprint(never)] = true
	for _, id := range idsIn(s.alone, "fact") {
		s.latest = max(s.latest, id)
	}
	for name, c := range s.copies {
		for id := range c.ids() {
			if name != bravo && name != kilo {
				s.ids[fmt.Sprint(id)] = name
			}
		}
	}
	return s
}

// enter loads a world.
func (s *sweeper) enter(w snapshot) {
	s.load(w)
	s.now, s.sums, s.prints = w, w.sums(), map[string][]string{}
	s.refresh()
}

// refresh lets the program forget what it remembers of the funnel: the world
// changed behind its back. A few minutes later, as what is remembered of the
// future is not used, and not so late that the use of a session is noted.
func (s *sweeper) refresh() {
	s.app.DB.SetClock(func() time.Time { return noon.Add(4 * time.Minute) })
	for _, who := range []string{"rep1", bravo + "/rep1"} {
		s.call(s.tokens[who], http.MethodGet, "/funnel/template", nil)
		s.call(s.tokens[who], http.MethodGet, "/customers?limit=1", nil)
	}
	s.app.DB.SetClock(func() time.Time { return noon })
}

func (s *sweeper) find(format string, args ...any) {
	s.findings = append(s.findings, fmt.Sprintf(format, args...))
}

// corpus are the requests of one identity, the same in both worlds.
func (s *sweeper) corpus(who string, routes []httpapi.Route) []request {
	m := &maker{doc: s.router.OpenAPI(), world: s.alone, copies: s.copies, known: s.recipes, rng: rand.New(rand.NewPCG(seed, 1)), each: 2, bodies: 1, asks: 3, all: full() || s.wide}
	switch {
	case s.wide:
		m.each, m.bodies, m.asks, m.mixes = 3, 2, 10, 60
	case full():
		m.each, m.bodies, m.mixes = 1000, 12, 40
	case s.postgres: // the same statements; SQLite has seen more of them
		m.each, m.asks = 1, 2
	}
	var out []request
	for _, r := range routes {
		if streams(r) {
			continue // a stream has a test of its own
		}
		m.rng = rand.New(rand.NewPCG(seed, hash(who+r.Method+r.Path)))
		out = append(out, m.of(r)...)
		if isList(m, r) {
			out = append(out, m.combined(r)...)
		}
	}
	out = append(out, s.spoken(who)...)
	if s.wide || full() { // they would make the short run several times as long
		out = append(out, slices.DeleteFunc(s.errands(who), func(q request) bool {
			return !slices.ContainsFunc(routes, func(r httpapi.Route) bool { return r.Method == q.route.Method && r.Path == q.route.Path })
		})...)
		out = append(out, s.acts(who)...)
	}
	return out
}

func streams(r httpapi.Route) bool { return strings.HasSuffix(r.Path, "/live") }

// one asks, checks what a refusal and a foreign row must be like, and puts the
// world back. The answer comes without what differs from time to time.
func (s *sweeper) one(who string, q request) (reply, string) {
	before := s.writes()
	var r reply
	if q.act != nil {
		r = perform(q.act)
	} else {
		r = s.send(s.tokens[who], q.route.Method, q.path, q.kind, q.body)
	}
	s.asked++
	if r.status >= 500 {
		s.find("%s as %s: %d %s", q, who, r.status, r.body)
	}
	if r.status == http.StatusConflict || r.status == http.StatusUnprocessableEntity {
		s.refusals[q.route.Method+" "+q.route.Path] = clip(string(q.body)) + " " + clip(string(r.body))
	}
	text := s.plain(r)
	if q.then != "" { // what somebody finds afterwards is part of the answer
		asker, path, _ := strings.Cut(q.then, " ")
		text += "\n" + s.plain(s.send(s.tokens[asker], http.MethodGet, path, "", nil))
	}
	if s.writes() != before {
		text += s.putBack(who, q, r)
	}
	return r, text
}

// putBack undoes what a request wrote, having looked at it: nothing foreign may
// be touched, and what it did to the own rows is part of the answer.
func (s *sweeper) putBack(who string, q request, r reply) (written string) {
	now, names := s.changed(s.sums)
	if len(names) == 0 {
		s.load(s.now, "setup_link") // probes and the like
		s.forgetRefusals()
		return ""
	}
	written = s.written(who, now, names) + s.torn()
	if r.status >= 400 {
		s.find("%s as %s was refused with %d and changed %v", q, who, r.status, names)
	}
	s.worked[q.route.Method+" "+q.route.Path] = true
	for _, name := range names {
		if lost := s.foreign(who, q, name, now[name]); lost != "" {
			s.find("%s as %s changed a foreign row of %s: %s", q, who, name, lost)
		}
	}
	s.load(s.now, names...)
	s.forgetRefusals()
	if slices.Contains(names, "funnel") || slices.Contains(names, "tenant") {
		s.refresh()
	}
	return written
}

// forgetRefusals removes the facts that refused and probing requests of the first
// organisation left: the next one that reads or writes facts would find them and look different.
func (s *sweeper) forgetRefusals() {
	_, err := s.sql.Exec(fmt.Sprintf("DELETE FROM fact WHERE tenant_id = %d AND id > %d AND kind IN ('%s')", s.first, s.latest, strings.Join(refusalFacts, "', '")))
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *sweeper) tenantID(name string) int64 {
	from := s.alone
	if c, ok := s.copies[name]; ok {
		from = c
	}
	t := from["tenant"]
	return t.rows[0][t.column("id")].(int64)
}

// owner is the organisation of an identity: "bravo/rep1" is bravo's.
func (s *sweeper) owner(who string) string {
	if of, _, ok := strings.Cut(who, "/"); ok {
		return of
	}
	return mark
}

func bare(who string) string {
	if _, key, ok := strings.Cut(who, "/"); ok {
		return key
	}
	return who
}

// run asks a corpus and answers its plain answers.
func (s *sweeper) run(who string, corpus []request, checked bool) []string {
	out := make([]string, len(corpus))
	foreign := map[string]map[string]string{} // twin -> whose -> answer
	for i, q := range corpus {
		r, text := s.one(who, q)
		out[i] = text
		if !checked {
			continue
		}
		s.scan(who, q, r)
		s.rights(who, q, r)
		if q.twin != "" && q.ids != "own" && !slices.Contains(sees[bare(who)], q.ids) && !wholeOrganisation(q) {
			if foreign[q.twin] == nil {
				foreign[q.twin] = map[string]string{}
			}
			foreign[q.twin][q.ids] = strings.ReplaceAll(text, q.id, "ID")
		}
	}
	for twin, of := range foreign {
		for whose, text := range of {
			if absent, ok := of["never"]; ok && text != absent && !strings.HasSuffix(twin, "!") {
				s.find("%s as %s: an id of %s is told from one that never was:\n%s\n%s", twin, who, whose, text, absent)
			}
		}
	}
	return out
}

// compare finds what foreign rows changed in the answers.
func (s *sweeper) compare(who string, corpus []request, alone, together []string) {
	for i := range corpus {
		if alone[i] != together[i] {
			s.find("%s as %s is answered otherwise when there are foreign rows:\n%s\n%s", corpus[i], who, clip(less(alone[i], together[i])), clip(less(together[i], alone[i])))
		}
	}
}

// less are the lines that another answer does not have.
func less(a, b string) string {
	have := map[string]bool{}
	for line := range strings.Lines(b) {
		have[line] = true
	}
	var out strings.Builder
	for line := range strings.Lines(a) {
		if !have[line] {
			out.WriteString(line)
		}
	}
	return out.String()
}

func clip(s string) string {
	if os.Getenv("PROOF_LONG") != "" {
		return s
	}
	if len(s) > 700 {
		return s[:700] + "…"
	}
	return s
}

// TestNothingForeignIsSeen asks every route as every role with own, foreign and
// absent ids, and with filters, sorts, searches and references to what is
// foreign. Answers must be the same as if nothing foreign existed.
func TestNothingForeignIsSeen(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		s := newSweeper(l)
		routes := s.router.Routes()
		alone := map[string][]string{}
		corpora := map[string][]request{}
		entered := "none"
		order := s.identities()
		slices.SortFunc(order, func(a, b struct{ key, role, team string }) int { return strings.Compare(group(a.key), group(b.key)) })
		for _, p := range order {
			if g := group(p.key); g != entered {
				s.enter(s.reference(p.key))
				entered = g
			}
			corpora[p.key] = s.corpus(p.key, routes)
			alone[p.key] = s.run(p.key, corpora[p.key], false)
		}
		s.enter(s.whole)
		for _, p := range order {
			for i, q := range corpora[p.key] {
				if widened(p.key, q) {
					_, alone[p.key][i] = s.one(p.key, q)
				}
			}
		}
		s.enter(s.all)
		for _, p := range order {
			s.compare(p.key, corpora[p.key], alone[p.key], s.run(p.key, corpora[p.key], true))
		}
		for _, p := range order { // and from the other organisation
			for _, q := range corpora[p.key] {
				if q.route.Method == http.MethodGet && q.ids == "own" || full() {
					r, _ := s.one(bravo+"/"+p.key, q)
					s.scan(bravo+"/"+p.key, q, r)
				}
			}
		}
		s.strangers(routes)
		s.report(t, routes)
	})
}

// identities are the people asked for: on PostgreSQL, where the statements are the
// same, one of each kind.
func (s *sweeper) identities() []struct{ key, role, team string } {
	list := slices.Clone(cast)
	if s.postgres && !full() {
		list = slices.DeleteFunc(list, func(p struct{ key, role, team string }) bool {
			return p.key == "rep2" || p.key == "rep3" || p.key == "director2" || p.key == "manager2"
		})
	}
	return list
}

// strangers are those without a session, with one that expired and with one that
// was taken back: all are told to log in, whatever they send.
func (s *sweeper) strangers(routes []httpapi.Route) {
	for _, who := range []string{"none", "expired", "revoked"} {
		for _, q := range s.corpus(who, routes) {
			if q.route.Perm == authz.Public || q.ids != "own" {
				continue
			}
			r, _ := s.one(who, q)
			s.scan(who, q, r)
			if r.status != http.StatusUnauthorized {
				s.find("%s as %s: %d %s", q, who, r.status, clip(string(r.body)))
			}
		}
	}
}

// report fails with what was found, and when the requests were too poor to find
// anything.
func (s *sweeper) report(t *testing.T, routes []httpapi.Route) {
	t.Helper()
	for i, f := range s.findings {
		if i == 25 {
			t.Errorf("… and %d more", len(s.findings)-i)
			break
		}
		t.Error(f)
	}
	var idle []string
	writing := 0
	for _, r := range routes {
		if r.Method != http.MethodGet {
			writing++
			if !s.worked[r.Method+" "+r.Path] {
				idle = append(idle, r.Method+" "+strings.TrimPrefix(r.Path, httpapi.Prefix))
				t.Logf("%s %s: %s", r.Method, r.Path, s.refusals[r.Method+" "+r.Path])
			}
		}
	}
	t.Logf("%d requests, seed %d; %d of %d writing routes wrote; not: %s", s.asked, seed, writing-len(idle), writing, strings.Join(idle, ", "))
	if len(idle)*10 > writing*4 {
		t.Errorf("the requests are too poor: only %d of %d writing routes did anything", writing-len(idle), writing)
	}
}
