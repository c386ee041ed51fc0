//go:build rightsmutation

package proof

import (
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"laidan/internal/authz"
	"laidan/internal/rights"
)

// asking is one request of the corpus with the answer it must have.
type asking struct {
	who    string
	q      request
	answer string
}

// alike are predicates without which nothing changes for anybody, each with the
// reason; they are proved by reading, not by asking.
var alike = map[string]string{
	"AS owned":              "counts the customers in reach to choose the quicker way to read a list",
	"AS open":               "the same",
	"route:customer.export": "the export asks again",
	"need:customer.merge":   "the route asks before",
}

// TestMutationOfRights switches each predicate of rights off, one at a time,
// asks again what used it, and expects the sweep to notice. 20 of them, chosen
// by the printed seed, or PROOF_MUTANTS of them; PROOF=full takes all.
func TestMutationOfRights(t *testing.T) {
	began := time.Now()
	s := newSweeper(open(t, ""))
	s.wide = true
	askings, uses := s.baseline()
	if len(s.findings) > 0 {
		t.Fatalf("the sweep finds something with all predicates in place: %s", s.findings[0])
	}
	var names []string
	still := missed(t)
	for name := range uses {
		if !isAlike(name) && (full() || os.Getenv("PROOF_ALL") != "" || !still[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if only := os.Getenv("PROOF_ONLY"); only != "" {
		names = slices.DeleteFunc(names, func(n string) bool { return !strings.Contains(n, only) })
	}
	total := len(names)
	if !full() {
		n := 20
		if given, err := strconv.Atoi(os.Getenv("PROOF_MUTANTS")); err == nil {
			n = given
		}
		rng := rand.New(rand.NewPCG(seed, 2))
		rng.Shuffle(total, func(i, j int) { names[i], names[j] = names[j], names[i] })
		names = names[:min(n, total)]
	}
	t.Logf("%d requests in the baseline, %s", len(askings), time.Since(began).Round(time.Second))
	var unnoticed []string
	for _, name := range names {
		if !s.noticed(name, askings, uses[name]) {
			unnoticed = append(unnoticed, name)
			explain(t, name, askings, uses[name])
		}
	}
	t.Logf("mutants: %s", time.Since(began).Round(time.Second))
	t.Logf("seed %d: %d of %d predicates, %d noticed", seed, len(names), total, len(names)-len(unnoticed))
	if len(unnoticed)*100 > len(names) {
		t.Errorf("%d of %d predicates can be taken out without being noticed", len(unnoticed), len(names))
	}
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

// missed are the predicates that the sweep is known not to notice yet: most are
// one of two that keep the same row away, some want richer data. The list may
// only become shorter; PROOF=full asks for them too, and fails while it is long.
func missed(t *testing.T) map[string]bool {
	t.Helper()
	b, err := os.ReadFile("testdata/unnoticed.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		out[strings.TrimSuffix(line, "\n")] = true
	}
	return out
}

func isAlike(name string) bool {
	if kind, perm, ok := strings.Cut(name, ":"); ok && (kind == "route" || kind == "need") && everybodyMay(perm) {
		return true
	}
	for part := range alike {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// everybodyMay reports whether all roles have a permission: taking the check
// away changes nothing for anybody.
func everybodyMay(perm string) bool {
	for _, r := range authz.Roles {
		if !authz.Perms([]string{r})[perm] {
			return false
		}
	}
	return true
}

// baseline asks everything in the references and in the full world, and notes
// which request needs which predicate.
func (s *sweeper) baseline() ([]asking, map[string][]int) {
	var all []asking
	uses := map[string][]int{}
	entered := "none"
	order := slices.Clone(cast)
	slices.SortFunc(order, func(a, b struct{ key, role, team string }) int { return strings.Compare(group(a.key), group(b.key)) })
	routes := s.router.Routes()
	for _, p := range order {
		if g := group(p.key); g != entered {
			s.enter(s.reference(p.key))
			entered = g
		}
		for _, q := range s.corpus(p.key, routes) {
			rights.Used()
			_, text := s.one(p.key, q)
			all = append(all, asking{p.key, q, text})
			for _, name := range rights.Used() {
				uses[name] = append(uses[name], len(all)-1)
			}
		}
	}
	for _, token := range []string{"expired", "revoked"} {
		for _, r := range routes {
			if r.Method == http.MethodGet && !strings.Contains(r.Path, "{") && r.Perm != "public" && !streams(r) {
				q := request{route: r, path: strings.TrimPrefix(r.Path, "/api/v1"), ids: "own"}
				_, text := s.one(token, q)
				all = append(all, asking{token, q, text})
				for _, name := range rights.Used() {
					uses[name] = append(uses[name], len(all)-1)
				}
			}
		}
	}
	s.enter(s.all)
	return all, uses
}

// most is how many requests a mutant is asked before it counts as unnoticed.
func most() int {
	if full() {
		return 600
	}
	return 250
}

// noticed switches a predicate off and reports whether the sweep sees it.
func (s *sweeper) noticed(name string, askings []asking, uses []int) bool {
	rights.Off(name)
	defer func() {
		rights.Off("")
		s.findings = nil
		s.enter(s.all)
	}()
	s.refresh()
	s.findings = nil
	rng := rand.New(rand.NewPCG(seed, 3))
	order := slices.Clone(uses)
	rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, i := range order[:min(len(order), most())] {
		a := askings[i]
		r, text := s.one(a.who, a.q)
		if text != a.answer && !excepted(a.who, a.q) {
			return true
		}
		s.scan(a.who, a.q, r)
		if len(s.findings) > 0 {
			return true
		}
	}
	return false
}
