package proof

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/bulk"
	"laidan/internal/crm"
)

// others are customers that rep1 does not see: what a list can name of them, and
// what no report may tell.
type others struct {
	keys    []string // numbers, WeChat ids and addresses
	secrets []string
}

func (l *lab) others() others {
	l.t.Helper()
	o := others{secrets: []string{"别人家", "别人甲", "别人乙"}}
	for i, who := range []string{"rep2", "rep3", "support"} {
		for j := range 2 {
			n := 10*i + j
			mobile, second := fmt.Sprintf("1391234%04d", 4100+n), fmt.Sprintf("1391234%04d", 4200+n)
			wechat, email := fmt.Sprintf("wx1234_%d", 345000+n), fmt.Sprintf("o1234_%d@others.example", n)
			id := l.must(who, http.MethodPost, "/customers", object{"name": "别人家" + inWords(fmt.Sprintf("%02d", n)) + "公司", "kind": "company", "contacts": []any{
				object{"name": "别人甲", "primary": true, "channels": []any{object{"kind": "phone", "value": mobile}, object{"kind": "wechat", "value": wechat}, object{"kind": "email", "value": email}}},
				object{"name": "别人乙", "channels": []any{object{"kind": "phone", "value": second}}}}}).text("id")
			o.keys = append(o.keys, mobile+",,", second+",,", ","+wechat+",", ",,"+email)
			o.secrets = append(o.secrets, id)
		}
		o.secrets = append(o.secrets, mark+who, l.person(who))
	}
	return o
}

// unknown is the same list or answer with numbers that nobody has: only digits
// that a mask hides are other ones, and the place that goes by them.
func unknown(text string) string {
	return strings.ReplaceAll(regions.ReplaceAllString(text, "-"), "1234", "7777")
}

var regions = regexp.MustCompile(`"region":"[^"]*"`)

// list are rows that meet the others, each between two that meet nobody.
func (o others) list(name string) string {
	var b strings.Builder
	b.WriteString("公司,联系人,手机,微信,邮箱\n")
	for i, key := range o.keys {
		fmt.Fprintf(&b, "%s甲%s,新人,158%04d%04d,,\n%s乙%s,新人,%s\n%s坏%d,新人,12,,\n", name, inWords(fmt.Sprint(i)), 2000+7*i, 3000+i, name, inWords(fmt.Sprint(i)), key, name, i)
	}
	return b.String()
}

// reports are all answers about an import of rep1.
func (l *lab) reports(id string) map[string]string {
	l.t.Helper()
	out := map[string]string{}
	for _, path := range []string{"/imports/" + id, "/imports/" + id + "/errors", "/imports/" + id + "/errors?outcome=duplicate", "/imports/" + id + "/errors?outcome=all", "/imports/" + id + "/errors?outcome=rejected", "/imports"} {
		r := l.must("rep1", http.MethodGet, path, nil)
		text := strings.ReplaceAll(volatile.ReplaceAllString(string(content(r)), "-"), `,"`, ",\n\"") + fmt.Sprint(headerTexts(r))
		out[strings.ReplaceAll(path, id, "{id}")] = longNumber.ReplaceAllString(text, "#")
		out["raw "+path] = text
	}
	return out
}

// TestOwnListReports: what a rep is told about an own list that meets customers
// of others is what they are told of one that meets nobody; after the run it is
// the sum besides.
func TestOwnListReports(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.establish()
		l.staff()
		o := l.others()
		for _, mode := range []string{bulk.Skip, bulk.Fill, bulk.Overwrite} {
			list := o.list("名" + mode)
			plain := l.own(unknown(list), mode)
			alone := l.reports(plain)
			l.must("rep1", http.MethodDelete, "/imports/"+plain, nil)
			id := l.own(list, mode)
			together := l.reports(id)
			for path, text := range together {
				if want := alone[path]; !strings.HasPrefix(path, "raw ") && unknown(text) != unknown(want) {
					t.Errorf("%s: %s tells that a row is known:\n%s\n%s", mode, path, clip(less(unknown(want), unknown(text))), clip(less(unknown(text), unknown(want))))
				}
			}
			o.absent(t, mode, together)
			o.absent(t, mode+" run", l.ran(t, id, o))
			l.must("rep1", http.MethodPost, "/imports/"+id+"/undo", nil)
			if _, err := bulk.RunUndo(context.Background(), l.app.DB, l.tenant(), crm.IDOf[crm.Import](number64of(id))); err != nil {
				t.Fatal(err)
			}
			o.absent(t, mode+" undone", l.reports(id))
		}
	})
}

// staff are the people of the cast in one team.
func (l *lab) staff() {
	l.t.Helper()
	root := l.must("founder", http.MethodGet, "/me", nil).text("department", "id")
	for _, p := range cast {
		l.must("founder", http.MethodPost, "/people", object{"name": mark + p.key, "email": p.key + "@alpha.test", "departmentId": root, "roles": []string{p.role}})
		l.token(p.key, p.key+"@alpha.test")
	}
}

// own is a list of rep1, tried.
func (l *lab) own(list, mode string) string {
	l.t.Helper()
	kind, body := form("名单.csv", []byte(list), map[string]string{"options": `{"duplicates":"` + mode + `"}`})
	r := l.send(l.tokens["rep1"], http.MethodPost, "/imports", kind, body)
	if r.status != http.StatusCreated {
		l.t.Fatalf("%d %s", r.status, r.body)
	}
	return r.text("id")
}

// ran runs a list and gives all that rep1 is told of it: its reports, the export,
// and the customers that it made.
func (l *lab) ran(t *testing.T, id string, o others) map[string]string {
	t.Helper()
	l.must("rep1", http.MethodPost, "/imports/"+id+"/run", nil)
	if _, err := bulk.Run(context.Background(), l.app.DB, l.app.Files, l.tenant(), crm.IDOf[crm.Import](number64of(id))); err != nil {
		t.Fatal(err)
	}
	told := l.reports(id)
	counts, _ := l.must("rep1", http.MethodGet, "/imports/"+id, nil).json()["counts"].(object)
	if fmt.Sprint(counts["duplicate"]) != fmt.Sprint(3*len(o.keys)/4) {
		t.Errorf("the list met nobody: %v", counts)
	}
	for path, text := range told {
		for _, key := range o.keys {
			if strings.Contains(path, "/errors") && strings.Contains(text, strings.Trim(key, ",")) {
				t.Errorf("%s names the row of %s", path, key)
			}
		}
	}
	for _, path := range []string{"/export?format=csv", "/export?format=xlsx", "/customers?limit=100", "/notices", "/queue"} {
		told["raw "+path] = string(content(l.call(l.tokens["rep1"], http.MethodGet, path, nil)))
	}
	items, _ := l.must("rep1", http.MethodGet, "/customers?limit=100", nil).json()["items"].([]any)
	for _, it := range items[:min(len(items), 12)] {
		here := "/customers/" + fmt.Sprint(it.(object)["id"])
		for _, path := range []string{here, here + "/timeline?limit=100"} {
			told["raw "+path] = string(content(l.must("rep1", http.MethodGet, path, nil)))
		}
	}
	return told
}

// absent fails if an answer names others' customers or who has them.
func (o others) absent(t *testing.T, when string, told map[string]string) {
	t.Helper()
	for path, text := range told {
		for _, secret := range o.secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s: %s names %s", when, path, secret)
			}
		}
	}
}
