package proof

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"laidan/internal/authz"
)

// The number that somebody tries to find out: of 138****5937 four digits are
// hidden.
const (
	head   = "138"
	secret = "5714"
	tail   = "5937"
)

// question is one way to ask, for a guess of the hidden digits.
type question struct {
	who, method, path string
	body              func(guess string) any
	query             func(guess string) string
}

// TestNumberOracle asks for the hidden digits of a number in every way but the
// full number, once with the right ones and once with wrong ones. The answers
// must be the same: 10,000 questions, and not one digit.
func TestNumberOracle(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.found()
		pool, fields := l.planted()
		l.nowhere()
		list := questions(pool, fields)
		rng := rand.New(rand.NewPCG(seed, 4))
		probes := 2_000
		if !l.postgres || full() {
			probes = 10_000
		}
		for n := 0; n < probes; n += 2 {
			q := list[(n/2)%len(list)]
			wrong := "6" // of digits that the number does not have
			for range secret[1:] {
				wrong += string("06"[rng.IntN(2)])
			}
			right, other := l.ask(q, secret), l.ask(q, wrong)
			if right != other {
				t.Errorf("%s %s tells the digits apart, guess %s:\n%s\n%s", q.method, q.path, wrong, clip(right), clip(other))
			}
			if strings.Contains(right, head+secret+tail) || strings.Contains(right, secret) {
				t.Errorf("%s %s shows them: %s", q.method, q.path, clip(right))
			}
			if t.Failed() && n > 600 {
				t.Fatal("enough")
			}
		}
		l.app.DB.SetClock(func() time.Time { return noon.Add(2 * time.Hour) }) // a new hour
		l.limited(t)
	})
}

// ask gives the answer without the guess itself.
func (l *lab) ask(q question, guess string) string {
	path := q.path
	if q.query != nil {
		path += q.query(guess)
	}
	var body any
	if q.body != nil {
		body = q.body(guess)
	}
	r := l.call(l.tokens[q.who], q.method, path, body)
	text := volatile.ReplaceAllString(string(content(r)), "-")
	text = strings.NewReplacer(head+guess+tail, "N", guess, "G").Replace(text)
	return fmt.Sprint(r.status, " ", longNumber.ReplaceAllString(text, "#"))
}

// planted makes a pooled customer with the number in every text that takes one.
func (l *lab) planted() (pool string, fields []string) {
	l.t.Helper()
	n := head + secret + tail
	custom := object{}
	items, _ := l.must("support", http.MethodGet, "/fields", nil).json()["items"].([]any)
	for _, i := range items {
		f := i.(object)
		key := f["key"].(string)
		switch f["kind"] {
		case "text", "number", "tags":
			fields = append(fields, key)
		}
		if bare, ok := strings.CutPrefix(key, "custom."); ok {
			switch f["kind"] {
			case "text":
				custom[bare] = "电话" + n
			case "number":
				custom[bare] = 13857145937
			}
		}
	}
	r := l.must("support", http.MethodPost, "/customers", object{"name": "单号" + n + "公司", "kind": "company", "goal": "打" + n, "need": n, "source": "源" + n, "sourceDetail": n,
		"industry": "业" + n, "province": "省" + n, "city": "市" + n, "address": "路" + n + "号", "website": "http://" + n + ".example.com", "preference": n, "remark": "备" + n,
		"tags": []string{"标" + n}, "custom": custom, "contacts": []any{object{"name": "人" + n, "title": "职" + n, "remark": n,
			"channels": []any{object{"kind": "phone", "value": n, "label": "号" + n}, object{"kind": "wechat", "value": "wx" + n}, object{"kind": "email", "value": n + "@mail.example"}}}}})
	return r.text("pool", "id"), fields
}

func questions(pool string, fields []string) []question {
	var list []question
	lists := []question{{who: "rep1", path: "/pools/" + pool + "/customers"}, {who: "manager1", path: "/customers"}, {who: "support", path: "/customers"},
		{who: "support", path: "/pools/" + pool + "/customers"}, {who: "manager1", path: "/export?in=pool&pool=" + pool + "&x=1"}}
	add := func(of question, name string, text func(guess string) string) {
		of.method = http.MethodGet
		sep := "?"
		if strings.Contains(of.path, "?") {
			sep = "&"
		}
		of.query = func(guess string) string { return sep + name + "=" + url.QueryEscape(text(guess)) }
		list = append(list, of)
	}
	for _, of := range lists {
		for _, form := range []string{"G", "138G", "G5937", "8G", "138G59", "wx138G", "@G", "38G5", "标138G"} {
			add(of, "q", func(g string) string { return strings.ReplaceAll(form, "G", g) })
		}
		for _, f := range fields {
			for _, cond := range []string{`%s contains "G"`, `%s contains "138G5937"`, `%s starts "138G"`, `%s = "138G5937"`, `%s in ("138G5937", "x")`, `%s > "138G"`, `%s < "138G9999"`, `%s has "标138G5937"`,
				`%s between "138G0000" and "138G9999"`, `%s > 138G0000`, `%s = 138G5937`, `%s between 138G0000 and 138G9999`, `not (%s contains "G5")`} {
				add(of, "filter", func(g string) string { return fmt.Sprintf(strings.ReplaceAll(cond, "G", g), f) })
			}
		}
		add(of, "filter", func(g string) string { return `phone contains "` + g + `"` })
	}
	for _, who := range []string{"rep1", "support"} {
		list = append(list,
			question{who: who, method: http.MethodPost, path: "/customers/duplicates", body: func(g string) any { return object{"name": "单号" + head + g + tail + "公司"} }},
			question{who: who, method: http.MethodPost, path: "/customers/duplicates", body: func(g string) any { return object{"phone": g + tail} }},
			question{who: who, method: http.MethodPost, path: "/customers/duplicates", body: func(g string) any { return object{"taxCode": head + g + tail} }},
			question{who: who, method: http.MethodPost, path: "/views", body: func(g string) any { return object{"name": "v", "filter": `phone contains "` + g + `"`} }},
			question{who: who, method: http.MethodGet, path: "/people", query: func(g string) string { return "?q=" + g }})
	}
	return list
}

// nowhere reads everything as everybody: the number is in no answer.
func (l *lab) nowhere() {
	l.t.Helper()
	s := &sweeper{lab: l, worlds: worlds{alone: l.dump()}}
	m := &maker{doc: l.router.OpenAPI(), world: s.alone, copies: map[string]snapshot{}, known: l.recipes, each: 40, bodies: 1}
	for _, p := range cast {
		for _, r := range l.router.Routes() {
			if r.Method != http.MethodGet || streams(r) || r.Perm == authz.PersonalData {
				continue // the answer to a person's own request holds all that is kept of them
			}
			m.rng = rand.New(rand.NewPCG(seed, hash(r.Path)))
			for _, q := range m.paths(r) {
				got := l.send(l.tokens[p.key], http.MethodGet, q.path, "", nil)
				text := string(content(got))
				if strings.Contains(text, head+secret+tail) || strings.Contains(text, secret+tail) || strings.Contains(text, head+secret) {
					l.t.Errorf("%s as %s shows the number: %s", q.path, p.key, clip(text[max(0, strings.Index(text, secret)-200):]))
				}
			}
		}
	}
}

// limited asks with full numbers, in every way together: 30 within the hour,
// each in the audit, and then no more.
func (l *lab) limited(t *testing.T) {
	t.Helper()
	for _, who := range []string{"rep2", "support"} {
		told, before := 0, l.probes(who)
		for i := range 60 {
			n := fmt.Sprintf("%s%04d%s", head, 6000+i, tail)
			var r reply
			switch i % 3 {
			case 0:
				r = l.call(l.tokens[who], http.MethodPost, "/customers/duplicates", object{"phone": n})
			case 1:
				r = l.call(l.tokens[who], http.MethodGet, "/customers?q="+n, nil)
			default:
				kind, body := form("n.csv", []byte("公司,手机\n试,"+n+"\n"), nil)
				r = l.send(l.tokens[who], http.MethodPost, "/imports", kind, body)
			}
			switch {
			case r.status < 300 && !strings.Contains(string(r.body), `"reject":1`): // an import leaves the row out
				told++
			case r.status < 300:
			case r.status != http.StatusTooManyRequests:
				t.Fatalf("%s: %d %s", who, r.status, r.body)
			}
		}
		audited := l.probes(who) - before
		if told != 30 || audited < 30 {
			t.Errorf("%s was told about %d numbers, %d are in the audit", who, told, audited)
		}
		if r := l.call(l.tokens[who], http.MethodPost, "/customers", object{"name": "新", "kind": "company", "phone": head + secret + tail}); r.status != http.StatusTooManyRequests {
			t.Errorf("%s is told by a new customer: %d %s", who, r.status, r.body)
		}
	}
	var guesses strings.Builder
	guesses.WriteString("公司,手机\n")
	for i := range 40 {
		fmt.Fprintf(&guesses, "试%d,%s%04d%s\n", i, head, 5700+i, tail)
	}
	kind, body := form("n.csv", []byte(guesses.String()), nil)
	if r := l.send(l.tokens["rep3"], http.MethodPost, "/imports", kind, body); r.status != http.StatusCreated || !strings.Contains(string(r.body), `"reject":10`) {
		t.Errorf("a list of guesses: %d %s", r.status, clip(string(r.body)))
	}
	contacts := []any{}
	for c := range 2 {
		channels := []any{}
		for i := range 18 {
			channels = append(channels, object{"kind": "phone", "value": fmt.Sprintf("%s%04d%s", head, 5700+100*c+i, tail)})
		}
		contacts = append(contacts, object{"name": "多", "channels": channels})
	}
	many := object{"name": "多号", "kind": "company", "contacts": contacts}
	if r := l.call(l.tokens["rep3"], http.MethodPost, "/customers", many); r.status != http.StatusTooManyRequests {
		t.Errorf("a customer with 36 numbers: %d %s", r.status, clip(string(r.body)))
	}
}

// probes counts what the audit knows of somebody's questions.
func (l *lab) probes(who string) int {
	l.t.Helper()
	s := l.dump()
	t, n := s["fact"], 0
	for _, r := range t.rows {
		if r[t.column("kind")] == "customer.Probed" && fmt.Sprint(r[t.column("actor_id")]) == l.person(who) {
			n++
		}
	}
	return n
}
