package proof

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/httpapi"
)

// windows are the rows of seven digits of telephone numbers: none may leave the
// server. They are read without the program's own tables.
type windows map[string]bool

func windowsOf(numbers ...string) windows {
	w := windows{}
	for _, n := range numbers {
		n = aloud(n, false)
		for i := 0; i+7 <= len(n); i++ {
			w[n[i:i+7]] = true
		}
	}
	return w
}

// aloud are the digits of a text, whatever stands between them, and a * where
// some were hidden. Words such as 一 are digits or stand between them.
func aloud(text string, words bool) string {
	var digits strings.Builder
	stars := 0
	for _, r := range text {
		if r == '*' {
			if stars++; stars == 2 {
				digits.WriteByte('*')
			}
			continue
		}
		stars = 0
		switch {
		case '０' <= r && r <= '９':
			r += '0' - '０'
		case '①' <= r && r <= '⑨':
			r += '1' - '①'
		case words && r == '〇':
			r = '0'
		case words:
			if at := strings.IndexRune("零一二三四五六七八九", r); at >= 0 {
				r = rune('0' + at/3)
			}
		}
		if '0' <= r && r <= '9' {
			digits.WriteRune(r)
		}
	}
	return digits.String()
}

// in are the windows that stand in a text.
func (w windows) in(text string) []string {
	var found []string
	plain, all := aloud(text, false), aloud(text, true)
	for _, row := range []string{plain, all} {
		for i := 0; i+7 <= len(row); i++ {
			if w[row[i:i+7]] {
				found = append(found, row[i:i+7])
			}
		}
		if plain == all {
			break
		}
	}
	return found
}

// channels are the windows of all numbers of all contacts, WeChat ids among them.
func (s snapshot) channels() windows {
	t := s["channel"]
	var numbers []string
	for _, r := range t.rows {
		if r[t.column("kind")] != "email" {
			numbers = append(numbers, fmt.Sprint(r[t.column("norm")]))
		}
	}
	return windowsOf(numbers...)
}

// digest64 are sums of files and facts, whose digits mean nothing.
var digest64 = regexp.MustCompile(`[0-9a-f]{32,}|[A-Za-z0-9_-]{40,}`)

// numbers looks for seven digits of anybody's number in each text of an answer.
// What the asker sent may come back.
func (s *sweeper) numbers(who string, q request, r reply) {
	texts := headerTexts(r)
	if !s.tellsNumbers(who, q) {
		texts = append(texts, r.texts()...)
	}
	sent, _ := url.QueryUnescape(q.path)
	var known windows
	stored := s.windows
	if s.owner(who) != mark { // texts of the copy hang on other customers than its numbers
		stored = s.firsts
	}
	for _, text := range texts {
		text = digest64.ReplaceAllString(longNumber.ReplaceAllString(text, "#"), "~")
		for _, found := range stored.in(text) {
			if known == nil {
				known = windowsOf(sent, string(q.body))
			}
			if !known[found] {
				s.find("%s as %s shows %s of a number: %s", q, who, found, clip(text))
				return
			}
		}
	}
}

// tellsNumbers reports whether an answer is there to tell numbers, or gives a
// file back as somebody brought it.
func (s *sweeper) tellsNumbers(who string, q request) bool {
	path := strings.TrimPrefix(q.route.Path, httpapi.Prefix)
	switch {
	case q.route.Perm == authz.PersonalData, strings.HasSuffix(path, "/reveal"), strings.HasSuffix(path, "/call"), path == "/files/{id}":
		return true
	case path == "/imports/{id}", path == "/imports/{id}/errors":
		t := s.now["import"]
		for _, r := range t.rows {
			if by := num(number64(t, r, "created_by")); num(number64(t, r, "id")) == q.id && s.alone.cell(by, "email") == bare(who)+"@alpha.test" {
				return true
			}
		}
	}
	return false
}

// headerTexts are the names and addresses in the head of an answer.
func headerTexts(r reply) []string {
	var list []string
	for _, name := range []string{"Content-Disposition", "Location"} {
		for _, v := range r.header.Values(name) {
			text, err := url.PathUnescape(v)
			if err != nil {
				text = v
			}
			list = append(list, text)
		}
	}
	return list
}

// texts are the texts and numbers of an answer one by one: of JSON its values, of
// lists their cells.
func (r reply) texts() []string {
	body := volatile.ReplaceAll(content(r), []byte(`"$1":"-"`))
	if bytes.HasPrefix(r.body, []byte("PK\x03\x04")) {
		return strings.FieldsFunc(string(body), func(r rune) bool { return r == '<' || r == '>' })
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) == nil {
		return stringsIn(v)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		return []string{string(body)}
	}
	var list []string
	for _, row := range rows {
		list = append(list, row...)
	}
	return list
}

func stringsIn(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		out = append(out, v)
	case json.Number:
		out = append(out, v.String())
	case []any:
		for _, x := range v {
			out = append(out, stringsIn(x)...)
		}
	case map[string]any:
		for k, x := range v {
			out = append(append(out, k), stringsIn(x)...)
		}
	}
	return out
}

// spoken asks for all that is written about the customers of seconds.
func (s *sweeper) spoken(who string) []request {
	routes := s.router.Routes()
	paths := []string{"/customers?limit=100", "/customers?limit=100&fields=name,remark,tags,custom,contactName", "/plans", "/notices", "/contracts?limit=100", "/deals?limit=100",
		"/imports", "/export?format=csv", "/export?format=xlsx", "/audit?limit=100"}
	for _, name := range []string{"second rep1", "second rep2", "second support"} {
		here := "/customers/" + s.names[name]
		paths = append(paths, here, here+"?standing=true", here+"/timeline?limit=100", here+"/timeline?limit=100&tab=file", here+"/receipts", here+"/deals",
			"/files/"+s.names[name+" file"])
		if paper := s.names[name+" paper"]; paper != "" {
			paths = append(paths, "/files/"+paper, "/contracts/"+s.names[name+" contract"])
		}
	}
	list := "/imports/" + s.names["met"]
	paths = append(paths, list, list+"/errors?outcome=all", list+"/errors?outcome=duplicate")
	var out []request
	for _, path := range paths {
		q := request{route: routeOf(routes, http.MethodGet, path), path: path, ids: "own"}
		q.id = longNumber.FindString(path)
		out = append(out, q)
	}
	return out
}

// TestSecondContactsStayHidden reads all that is written about customers with
// several contacts as everybody: a short sweep for the numbers alone.
func TestSecondContactsStayHidden(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.found()
		world := l.dump()
		s := &sweeper{lab: l, worlds: worlds{alone: world, all: world}, now: world, windows: world.channels()}
		told := 0
		for _, p := range cast {
			for _, q := range s.spoken(p.key) {
				r := l.send(l.tokens[p.key], http.MethodGet, q.path, "", nil)
				if r.status >= 500 {
					t.Errorf("%s as %s: %d %s", q, p.key, r.status, r.body)
				} else if r.status == http.StatusOK {
					told++
				}
				s.numbers(p.key, q, r)
			}
		}
		for _, f := range s.findings {
			t.Error(f)
		}
		if told < 100 {
			t.Errorf("only %d answers", told)
		}
	})
}
