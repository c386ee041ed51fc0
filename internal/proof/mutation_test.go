//go:build rightsmutation

package proof

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/httpapi"
	"laidan/internal/rights"
)

// asking is one request of the corpus with the answer it must have.
type asking struct {
	who    string
	q      request
	answer string
}

// way names who asks which route: noticed.txt says so of each predicate.
func (a asking) way() string { return a.who + " " + a.q.route.Method + " " + a.q.route.Path }

// TestMutationOfRights switches predicates of rights off, one at a time, asks
// again what used them, and expects the sweep to notice. 20 of those that the
// last full run noticed, chosen by the printed seed, each asked where it was
// noticed then; PROOF=full takes all and looks for them everywhere.
func TestMutationOfRights(t *testing.T) {
	s := newSweeper(open(t, os.Getenv("PROOF_DB")))
	s.wide = true
	noticed := listed(t, "noticed.txt")
	if !full() {
		s.sample(t, noticed)
		return
	}
	began := time.Now()
	askings, uses := s.baseline(func(_ string, r httpapi.Route) bool {
		return strings.Contains(r.Method+" "+r.Path, os.Getenv("PROOF_ROUTE"))
	})
	t.Logf("%d requests, %s", len(askings), time.Since(began).Round(time.Second))
	if os.Getenv("PROOF_FROM") == "" { // else the run that this one goes on from has seen to it
		s.steady(askings)
	}
	var names []string
	for name := range uses {
		if !isAlike(name) && strings.Contains(name, os.Getenv("PROOF_ONLY")) && name >= os.Getenv("PROOF_FROM") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = part(chosen(t, names))
	var unnoticed []string
	ways := map[string]string{}
	for _, name := range names {
		if way := s.noticed(name, askings, uses[name], noticed[name]); way != "" {
			ways[name] = way
			if os.Getenv("PROOF_WRITE") != "" {
				t.Logf("noticed: %s\t%s", name, way)
			}
			continue
		}
		unnoticed = append(unnoticed, name)
		explain(t, name, askings, uses[name])
	}
	t.Logf("seed %d: %d predicates, %d noticed, %s", seed, len(names), len(ways), time.Since(began).Round(time.Second))
	if len(unnoticed)*100 > len(names) {
		t.Errorf("%d of %d predicates can be taken out without being noticed", len(unnoticed), len(names))
	}
	known := listed(t, "unnoticed.txt")
	for _, name := range unnoticed {
		if known[name] == "" {
			t.Errorf("not noticed, and testdata/unnoticed.txt does not say why: %s", name)
		}
	}
	if os.Getenv("PROOF_WRITE") != "" {
		write(t, "noticed.txt", ways)
	}
}

// part is the share of one of several runs side by side: PROOF_PART=1/3. A run
// that was broken off goes on with PROOF_FROM=the predicate it had come to.
func part(names []string) []string {
	var n, of int
	if _, err := fmt.Sscanf(os.Getenv("PROOF_PART"), "%d/%d", &n, &of); err != nil {
		return names
	}
	var out []string
	for i, name := range names {
		if i%of == n%of {
			out = append(out, name)
		}
	}
	return out
}

// steady asks a part of the corpus with all predicates in place: what answers
// otherwise by itself would make every mutant look noticed.
func (s *sweeper) steady(askings []asking) {
	s.t.Helper()
	s.refresh()
	for _, i := range rand.New(rand.NewPCG(seed, 4)).Perm(len(askings))[:min(len(askings), 5*most)] {
		a := askings[i]
		r, text := s.one(a.who, a.q)
		s.scan(a.who, a.q, r)
		if text != a.answer {
			s.t.Errorf("answers otherwise with all predicates in place: %s %s\n%s\n%s", a.who, a.q, clip(less(a.answer, text)), clip(less(text, a.answer)))
		}
	}
	for _, f := range s.findings {
		s.t.Errorf("finds something with all predicates in place: %s", f)
	}
	s.findings = nil
}

// chosen are the names in the file that PROOF_LIST names, one a line: those that
// were not noticed, to be asked again.
func chosen(t *testing.T, names []string) []string {
	t.Helper()
	file := os.Getenv("PROOF_LIST")
	if file == "" {
		return names
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		name, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		wanted[name] = true
	}
	return slices.DeleteFunc(names, func(name string) bool { return !wanted[name] })
}

// sample switches off 20 of the predicates that are known to be noticed, and
// asks each where it was.
func (s *sweeper) sample(t *testing.T, noticed map[string]string) {
	t.Helper()
	names := slices.Sorted(maps.Keys(noticed))
	total := len(names)
	rng := rand.New(rand.NewPCG(seed, 2))
	rng.Shuffle(total, func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = names[:min(20, total)]
	ways := map[string]bool{}
	for _, name := range names {
		ways[noticed[name]] = true
	}
	askings, uses := s.baseline(func(who string, r httpapi.Route) bool { return ways[who+" "+r.Method+" "+r.Path] })
	for _, name := range names {
		if s.noticed(name, askings, uses[name], noticed[name]) == "" {
			t.Errorf("can be taken out without being noticed: %s", name)
			explain(t, name, askings, uses[name])
		}
	}
	t.Logf("seed %d: %d of %d predicates, %d requests", seed, len(names), total, len(askings))
}

// explain says where a predicate that nobody notices stands and what used it.
func explain(t *testing.T, name string, askings []asking, uses []int) {
	t.Helper()
	t.Logf("not noticed: %s", name)
	for i, text := range rights.Statements(name) {
		if i < 3 {
			t.Logf("   in: %s", text)
		}
	}
	routes := map[string]int{}
	for _, i := range uses {
		routes[askings[i].q.route.Method+" "+askings[i].q.route.Path]++
	}
	t.Logf("   asked: %d %v", len(uses), routes)
}

// listed reads a list of predicates; behind each, after a tab, stands where it
// was noticed, or why it is not.
func listed(t *testing.T, file string) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(b)) {
		name, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || rest == "" {
			t.Fatalf("%s: a predicate without more: %s", file, name)
		}
		out[name] = rest
	}
	return out
}

func write(t *testing.T, file string, list map[string]string) {
	t.Helper()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(list)) {
		fmt.Fprintf(&b, "%s\t%s\n", name, list[name])
	}
	if err := os.WriteFile("testdata/"+file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// baseline asks the corpus in the references and enters the full world, having
// noted which request needs which predicate.
func (s *sweeper) baseline(wanted func(who string, r httpapi.Route) bool) ([]asking, map[string][]int) {
	var all []asking
	var wide []int
	uses := map[string][]int{}
	entered := "none"
	ask := func(who string, q request) {
		if g := group(who); g != entered {
			s.enter(s.reference(who))
			entered = g
		}
		rights.Used()
		_, text := s.one(who, q)
		if widened(who, q) {
			wide = append(wide, len(all))
		}
		all = append(all, asking{who, q, text})
		for _, name := range rights.Used() {
			uses[name] = append(uses[name], len(all)-1)
		}
	}
	order := slices.Clone(cast)
	slices.SortFunc(order, func(a, b struct{ key, role, team string }) int { return strings.Compare(group(a.key), group(b.key)) })
	routes := s.router.Routes()
	for _, token := range []string{"expired", "revoked"} {
		for _, r := range routes {
			if r.Method == http.MethodGet && !strings.Contains(r.Path, "{") && r.Perm != "public" && !streams(r) && wanted(token, r) {
				ask(token, request{route: r, path: strings.TrimPrefix(r.Path, httpapi.Prefix), ids: "own"})
			}
		}
	}
	for _, p := range order {
		for _, q := range s.corpus(p.key, slices.DeleteFunc(slices.Clone(routes), func(r httpapi.Route) bool { return !wanted(p.key, r) })) {
			ask(p.key, q)
		}
	}
	if len(wide) > 0 {
		s.enter(s.whole)
	}
	for _, i := range wide {
		_, all[i].answer = s.one(all[i].who, all[i].q)
	}
	for _, f := range s.findings {
		s.t.Errorf("the sweep finds something with all predicates in place: %s", f)
	}
	s.enter(s.all)
	return all, uses
}

// most is how many requests a mutant is asked before it counts as unnoticed.
const most = 600

// varied puts requests of different people to different routes first.
// Where the predicate was noticed before is asked before them all.
func varied(askings []asking, uses []int, before string) []int {
	rng := rand.New(rand.NewPCG(seed, 3))
	groups := map[string][]int{}
	for _, i := range uses {
		groups[askings[i].way()] = append(groups[askings[i].way()], i)
	}
	keys := slices.Sorted(maps.Keys(groups))
	rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for _, k := range keys {
		rng.Shuffle(len(groups[k]), func(i, j int) { groups[k][i], groups[k][j] = groups[k][j], groups[k][i] })
	}
	var out []int
	have := map[int]bool{}
	take := func(wanted func(key string) bool, rounds int) {
		for round := range rounds {
			for _, k := range keys {
				if len(out) == most {
					return
				}
				if round < len(groups[k]) && wanted(k) && !have[groups[k][round]] {
					have[groups[k][round]] = true
					out = append(out, groups[k][round])
				}
			}
		}
	}
	take(func(k string) bool { return k == before }, 30)
	take(func(k string) bool { return strings.Contains(k, " GET ") }, 3) // they cost a fraction of what a write does
	take(func(string) bool { return true }, len(uses))
	return out
}

// noticed switches a predicate off and says who noticed it on which route.
func (s *sweeper) noticed(name string, askings []asking, uses []int, before string) (way string) {
	rights.Off(name)
	defer func() {
		rights.Off("")
		s.findings = nil
		s.refresh() // the rows were put back after each request
	}()
	s.refresh()
	s.findings = nil
	for _, i := range varied(askings, uses, before) {
		a := askings[i]
		r, text := s.one(a.who, a.q)
		if text == a.answer {
			s.scan(a.who, a.q, r)
		}
		if (text != a.answer || len(s.findings) > 0) && s.owing(name, a) {
			return a.way()
		}
	}
	return ""
}

// owing reports whether it is the predicate that a request is answered otherwise
// without: with all in place it must be answered as before.
func (s *sweeper) owing(name string, a asking) bool {
	rights.Off("")
	s.refresh()
	s.findings = nil
	r, text := s.one(a.who, a.q)
	s.scan(a.who, a.q, r)
	if text == a.answer && len(s.findings) == 0 {
		return true
	}
	s.t.Errorf("answers otherwise with all predicates in place: %s %s\n%s\n%s\n%v", a.who, a.q, clip(less(a.answer, text)), clip(less(text, a.answer)), s.findings)
	s.findings = nil
	rights.Off(name)
	s.refresh()
	return false
}
