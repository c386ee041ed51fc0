package proof

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"laidan/internal/phone"
)

// The numbers of a customer with three contacts: a mobile, a landline, and a
// WeChat id of digits.
var ownNumbers = []string{"+8613812345678", "+8651266778899", "66008899"}

// spelled are writings of these numbers, every third of the table of the
// scanner and all of the in a long run.
func spelled(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../phone/testdata/writings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		text, rest, _ := strings.Cut(line, "\t")
		own, _, _ := strings.Cut(rest, "\t")
		known := own == ""
		for _, o := range ownNumbers {
			known = known || own == o
		}
		if known && text != "" && len(text) < 60 && !strings.Contains(text, "/p/") && (full() || n%19 == 1) {
			list = append(list, text)
		}
	}
	return append(list, "备用1 13812345678", "A座1502 13812345678", "一三八一二三四五六七八", "座机6677-8899", "138转1234转5678", "微信 6600 8899")
}

// TestNumbersInTexts puts writings of a customer's numbers into every text that
// takes one and reads everything as everybody: no seven digits of any contact's
// number leave the server, and the texts are else as they were.
func TestNumbersInTexts(t *testing.T) {
	each(t, func(t *testing.T, l *lab) {
		l.found()
		w := l.spoken()
		for i, text := range spelled(t) {
			w.say(i, text)
			w.page(t, text)
		}
		w.sold()
		for _, path := range w.paths() {
			w.read(t, "rep1", path)
		}
		w.must("manager1", http.MethodPost, "/customers/"+w.id+"/assign", object{"ownerId": l.person("rep2"), "reason": "备用 6677-8899"})
		for _, who := range []string{"rep2", "manager1", "director", "support", "service", "finance", "admin"} {
			for _, path := range w.paths() {
				w.read(t, who, path)
			}
		}
		if w.asked < 100 {
			t.Errorf("only %d answers", w.asked)
		}
	})
}

// spokenOf is the customer that is talked about.
type spokenOf struct {
	*lab
	id, deal, contact, product string
	files                      []string
	asked                      int
}

func (l *lab) spoken() *spokenOf {
	l.t.Helper()
	w := &spokenOf{lab: l}
	products, _ := l.must("rep1", http.MethodGet, "/products", nil).json()["items"].([]any)
	w.product = products[0].(object)["id"].(string)
	w.id = l.must("rep1", http.MethodPost, "/customers", object{"name": "说话公司", "kind": "company", "grade": "A", "productId": w.product, "goal": "签约", "contacts": []any{
		object{"name": "王一", "primary": true, "channels": []any{object{"kind": "phone", "value": "13812345678"}}},
		object{"name": "李二", "channels": []any{object{"kind": "phone", "value": "0512-66778899"}}}}}).text("id")
	// The third one comes later, by an edit of its own.
	w.contact = l.must("rep1", http.MethodPost, "/customers/"+w.id+"/contacts", object{"name": "赵三", "channels": []any{object{"kind": "wechat", "value": "66008899"}}}).text("id")
	return w
}

func (w *spokenOf) version(path string) any {
	w.t.Helper()
	return w.must("rep1", http.MethodGet, path, nil).json()["version"]
}

// say puts a text into every field.
func (w *spokenOf) say(n int, text string) {
	w.t.Helper()
	at := noon.Add(time.Duration(30+n) * time.Hour).Format(time.RFC3339)
	here := "/customers/" + w.id
	custom := object{}
	fields, _ := w.must("rep1", http.MethodGet, "/fields", nil).json()["items"].([]any)
	for _, f := range fields {
		if key, ok := strings.CutPrefix(fmt.Sprint(f.(object)["key"]), "custom."); ok && f.(object)["kind"] == "text" {
			custom[key] = text
		}
	}
	edit := object{"version": w.version(here), "custom": custom, "tags": []string{clip30(text)}}
	for _, f := range []string{"name", "goal", "need", "source", "sourceDetail", "industry", "province", "city", "address", "preference", "remark", "competitor"} {
		edit[f] = text
	}
	w.must("rep1", http.MethodPatch, here, edit)
	contacts, _ := w.must("rep1", http.MethodGet, here, nil).json()["contacts"].([]any)
	for _, c := range contacts {
		if id := c.(object)["id"]; id == w.contact {
			w.must("rep1", http.MethodPatch, here+"/contacts/"+w.contact, object{"version": c.(object)["version"], "title": text, "remark": text, "preferred": "微信"})
		}
	}
	file := w.upload("rep1", "/files", text+".txt", "x").text("id")
	w.files = append(w.files, file)
	touch := w.must("rep1", http.MethodPost, here+"/touches", object{"channel": "visit", "result": "met", "content": text, "feedback": text, "confirmTwice": true,
		"files": []string{file}, "next": object{"at": at, "channel": "visit", "content": text, "goal": text}})
	w.must("manager1", http.MethodPost, here+"/touches/"+touch.text("touch", "id")+"/comments", object{"content": text, "mentions": []string{w.person("rep1")}})
	w.must("rep1", http.MethodPost, here+"/plans", object{"at": at, "channel": "call", "content": text, "goal": text, "reason": text})
	deal := w.must("rep1", http.MethodPost, here+"/deals", object{"name": text, "amount": object{"amount": 100, "currency": "CNY"}, "competitor": text}).text("id")
	w.must("rep1", http.MethodPost, "/deals/"+deal+"/lost", object{"reason": text, "competitor": text})
	if leaked(phone.MaskText(text)) != "" {
		return // nobody's text hides what looks like a number, not a customer's own writings
	}
	w.must("rep1", http.MethodPost, "/views", object{"list": "customers", "name": fmt.Sprint(n, "号视图 ", text), "filter": `grade = "A"`})
}

func clip30(s string) string { return string([]rune(s)[:min(30, len([]rune(s)))]) }

// page checks what the masked reader sees of the texts just written.
func (w *spokenOf) page(t *testing.T, text string) {
	t.Helper()
	want := phone.Masker{Own: phone.NumbersOf(ownNumbers...)}.Text(strings.Join(strings.Fields(text), " "))
	r := w.must("rep1", http.MethodGet, "/customers/"+w.id, nil)
	for _, f := range []string{"goal", "need", "source", "sourceDetail", "industry", "province", "city", "address", "preference", "remark", "competitor"} {
		got := r.text(f)
		if strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("%s of %q: %q, want %q", f, text, got, want)
		}
	}
}

// sold goes on to a contract, whose papers and words hold numbers too.
func (w *spokenOf) sold() {
	w.t.Helper()
	here, text := "/customers/"+w.id, "备用 6677-8899"
	money := object{"amount": 500000, "currency": "CNY"}
	w.must("rep1", http.MethodPost, here+"/moves", object{"to": "graded", "reason": text})
	w.deal = w.must("rep1", http.MethodPost, here+"/deals", object{"name": text, "productId": w.product, "amount": money, "expectedOn": "2026-12-01"}).text("id")
	w.must("rep1", http.MethodPost, here+"/moves", object{"to": "opportunity", "reason": text})
	for _, path := range []string{"/moves/check?to=signed", "?standing=true"} {
		w.read(w.t.(*testing.T), "rep1", here+path)
	}
	paper := w.upload("rep1", "/files", "合同 138/1234/5678.pdf", "%PDF-1.4").text("id")
	contract := w.must("rep1", http.MethodPost, "/deals/"+w.deal+"/contract", object{"number": "HT 6600 8899", "amount": money, "signedOn": "2026-10-10", "fileId": paper}).text("id")
	w.must("rep1", http.MethodPatch, "/contracts/"+contract, object{"version": 1, "number": w.must("rep1", http.MethodGet, "/contracts/"+contract, nil).text("number"), "signedOn": "2026-10-11"})
	w.must("finance", http.MethodPost, "/contracts/"+contract+"/payments", object{"amount": object{"amount": 1000, "currency": "CNY"}, "paidOn": "2026-10-11", "method": "转账6677 8899", "remark": text})
	w.files = append(w.files, paper, contract)
}

// paths are the routes that answer texts of the customer.
func (w *spokenOf) paths() []string {
	here := "/customers/" + w.id
	list := []string{here, here + "?standing=true", here + "/receipts", here + "/deals", here + "/moves/check?to=signed", "/customers?limit=100", "/customers?limit=100&fields=name,remark,tags,custom,contactName",
		"/deals?limit=100", "/deals?limit=100&state=lost", "/contracts?limit=100", "/queue", "/plans", "/notices", "/audit?limit=100", "/funnel/board", "/views", "/export?format=csv", "/summary", "/rhythm"}
	for _, tab := range []string{"", "touch", "move", "deal", "file", "change"} {
		list = append(list, here+"/timeline?limit=100&tab="+tab)
	}
	for _, f := range w.files {
		list = append(list, "/files/"+f, "/contracts/"+f)
	}
	return list
}

// read asks as somebody and looks for the numbers in each text of the answer.
func (w *spokenOf) read(t *testing.T, who, path string) {
	t.Helper()
	r := w.call(w.tokens[who], http.MethodGet, path, nil)
	if r.status >= 500 {
		t.Fatalf("%s as %s: %d %s", path, who, r.status, r.body)
	}
	if r.status == http.StatusOK {
		w.asked++
	}
	for _, text := range append(r.texts(), headerTexts(r)...) {
		if shown := leaked(text); shown != "" {
			t.Errorf("%s as %s shows %s: %s", path, who, shown, text)
		}
	}
}

// leaked is a row of seven digits of one of the numbers that stands in a text.
func leaked(text string) string {
	if found := ownWindows.in(text); len(found) > 0 {
		return found[0]
	}
	return ""
}

var ownWindows = windowsOf(ownNumbers...)
