package proof

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// foreign finds a row of others that is not as it was, or that was added.
func (s *sweeper) foreign(who string, q request, name string, now table) string {
	whole := wholeOrganisation(q)
	have := map[string]int{}
	for _, r := range now.rows {
		have[now.print(r)]++
	}
	own := s.owner(who)
	for whose, c := range s.copies {
		if whose == own || own == mark && (slices.Contains(sees[bare(who)], whose) || whole && inside(whose)) {
			continue
		}
		if i := now.column("scope_id"); i >= 0 && !slices.Contains(organisations, whose) {
			continue // sums of the other team are its own to change
		}
		for _, p := range s.printed(whose, name, c[name]) {
			if have[p] == 0 {
				return whose + ": " + p
			}
		}
	}
	if i := now.column("tenant_id"); i >= 0 { // nothing may be added to others
		for _, whose := range append([]string{mark}, organisations...) {
			id := s.tenantID(whose)
			if is, was := count(now, i, id), count(s.now[name], i, id); id != s.tenantID(own) && is != was {
				return fmt.Sprintf("%d rows of %s, %d before", is, whose, was)
			}
		}
	}
	return ""
}

// printed are the rows of a copy that are in the world, made once per world.
func (s *sweeper) printed(whose, name string, t table) []string {
	key := whose + " " + name
	if list, ok := s.prints[key]; ok {
		return list
	}
	was := map[string]bool{}
	for _, r := range s.now[name].rows {
		was[s.now[name].print(r)] = true
	}
	list := []string{}
	for _, r := range t.rows {
		if p := t.print(r); was[p] {
			list = append(list, p)
		}
	}
	s.prints[key] = list
	return list
}

func count(t table, column int, id int64) (n int) {
	for _, r := range t.rows {
		if r[column] == id {
			n++
		}
	}
	return n
}

var (
	longNumber = regexp.MustCompile(`\d{17,20}`)
	secretText = regexp.MustCompile(`[A-Za-z0-9_-]{24,}`)
	volatile   = regexp.MustCompile(`"(requestId|reference|millis)":("[^"]*"|\d+)`)
	anyID      = regexp.MustCompile(`编号 [0-9a-f]+|reference [0-9a-f]+`)
)

// plain is an answer without request ids, ids of new rows and secrets.
func (s *sweeper) plain(r reply) string {
	text := string(content(r))
	text = s.lasting(anyID.ReplaceAllString(volatile.ReplaceAllString(text, `"$1":"-"`), "-"))
	return fmt.Sprintf("%d %s %s\n%s", r.status, r.header.Get("Content-Type"), longNumber.ReplaceAllString(r.header.Get("Content-Disposition"), "#"), text)
}

// lasting is a text without ids of new rows and secrets.
func (s *sweeper) lasting(text string) string {
	text = longNumber.ReplaceAllStringFunc(text, func(n string) string {
		if s.known[n] {
			return n
		}
		return "#"
	})
	return secretText.ReplaceAllString(text, "~")
}

// content is the body, unpacked if it is a workbook or another archive.
func content(r reply) []byte {
	if !bytes.HasPrefix(r.body, []byte("PK\x03\x04")) {
		return r.body
	}
	z, err := zip.NewReader(bytes.NewReader(r.body), int64(len(r.body)))
	if err != nil {
		return r.body
	}
	var out bytes.Buffer
	book := slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(f.Name, "xl/") })
	if book { // excelize writes the sheets in no order
		slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	}
	for _, f := range z.File {
		if book && !strings.HasPrefix(f.Name, "xl/worksheets") && f.Name != "xl/sharedStrings.xml" {
			continue
		}
		if rc, err := f.Open(); err == nil {
			part, _ := io.ReadAll(rc)
			_ = rc.Close()
			_, _ = fmt.Fprintf(&out, "%s\n%s\n", f.Name, content(reply{body: part}))
		}
	}
	return out.Bytes()
}

// marks are what an identity must not read anywhere: words and numbers.
func (s *sweeper) marks(who string) []string {
	var out []string
	own := s.owner(who)
	for name, digits := range digitsOf {
		if name == own || own == mark && slices.Contains(sees[who], name) {
			continue
		}
		out = append(out, name, strings.ToLower(name), digits)
	}
	if own != mark {
		out = append(out, mark, "alpha", number)
	}
	return out
}

// scan looks for foreign marks in an answer. What the asker sent may come back.
func (s *sweeper) scan(who string, q request, r reply) {
	s.numbers(who, q, r)
	text := string(content(r)) + fmt.Sprint(r.header)
	sent := strings.ToLower(q.path + string(q.body))
	whole := wholeOrganisation(q)
	for _, id := range longNumber.FindAllString(text, -1) {
		if whose := s.ids[id]; whose != "" && !strings.Contains(sent, id) && s.owner(who) == mark && !slices.Contains(sees[who], whose) && !(whole && inside(whose)) {
			s.find("%s as %s shows the id %s of %s", q, who, id, whose)
		}
	}
	for _, m := range s.marks(who) {
		if whole && inside(strings.ToUpper(wordOf(m))) {
			continue
		}
		if strings.Contains(text, m) && !strings.Contains(sent, strings.ToLower(m)) {
			s.find("%s as %s shows %s", q, who, m)
		}
	}
}

// rights checks the answer against the printed matrix.
func (s *sweeper) rights(who string, q request, r reply) {
	role := roleOf(who)
	switch q.route.Perm {
	case authz.Public, authz.Self:
		return
	}
	may := authz.Perms([]string{role})[string(q.route.Perm)]
	if !may && r.status != http.StatusForbidden {
		s.find("%s as %s without %s: %d %s", q, who, q.route.Perm, r.status, r.body)
	}
	if may && r.status == http.StatusForbidden && strings.Contains(string(r.body), `"code":"forbidden"`) && !inner[q.route.Path] {
		s.find("%s as %s with %s: %s", q, who, q.route.Perm, r.body)
	}
}

// inner are routes that ask for one more right when the input wants more.
var inner = map[string]bool{httpapi.Prefix + "/customers": true, httpapi.Prefix + "/customers/bulk": true, httpapi.Prefix + "/export": true, httpapi.Prefix + "/imports": true,
	httpapi.Prefix + "/people/{id}/export-grant": true}

// told are figures about others that a role needs for its work.
var told = map[string]string{
	"support /hold":  "who hands out sees how much everybody has in hand",
	"finance2 /hold": "whose scope is everybody sees how much everybody has in hand",
	"admin /pools":   "who keeps the pools sees how many customers lie in each",
}

// wholeOrganisation are rights over everybody of an organisation, whatever the
// scope: who answers people's requests about their own data, who hands over what
// a person leaves behind, and who moves a person with all that they have.
func wholeOrganisation(q request) bool {
	return q.route.Perm == authz.PersonalData && (q.route.Method == http.MethodGet || inside(q.ids)) || q.route.Path == httpapi.Prefix+"/people/{id}/disable" ||
		q.route.Path == httpapi.Prefix+"/people/{id}" && q.route.Method == http.MethodPatch
}

// inside reports whether a copy is of the first organisation's other team.
func inside(whose string) bool { return whose == hotel || whose == india || whose == juliet }

// wordOf is the copy that a mark stands for.
func wordOf(m string) string {
	for name, digits := range digitsOf {
		if m == digits {
			return name
		}
	}
	return m
}

// paidFor reports whether an answer tells of customers of other teams what its
// reader pays for: an import's dry run and error file do so for whoever may
// import lists (docs/security.md), a rep's own reading never.
func paidFor(who string, q request) bool {
	dry := q.route.Path == httpapi.Prefix+"/imports/{id}" && q.route.Method == http.MethodPatch || q.route.Path == httpapi.Prefix+"/imports/{id}/errors"
	return dry && !strings.HasPrefix(bare(who), "rep")
}

// widened reports whether an answer is about the whole organisation, so that it
// is compared with what is said where there is no other one.
func widened(who string, q request) bool {
	if wholeOrganisation(q) || paidFor(who, q) {
		return true
	}
	for of := range told {
		role, path, _ := strings.Cut(of, " ")
		if role == who && strings.HasPrefix(q.path, path) {
			return true
		}
	}
	return false
}
