package proof

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// relations seeds what portfolios and pools leave out, so that no table is empty
// and every relation has somebody who may and somebody who may not: a team below
// a team, custom values, calls, a share that has ended, comments that mention,
// papers of money, what was merged, erased and given back.
func (l *lab) relations(n *int, product string) {
	l.t.Helper()
	noonHour := noon.Add(-time.Hour)
	at := noon.Add(28 * time.Hour).Format(time.RFC3339)
	money := func(amount int) object { return object{"amount": amount, "currency": "CNY"} }
	east := l.must("rep1", http.MethodGet, "/me", nil).text("department", "id")
	north := l.must("founder", http.MethodPost, "/departments", object{"name": mark + "north", "parentId": east}).text("id")
	l.must("founder", http.MethodPost, "/people", object{"name": mark + "rep4", "email": "rep4@alpha.test", "departmentId": north, "roles": []string{"rep"}})
	l.token("rep4", "rep4@alpha.test")
	l.must("founder", http.MethodPost, "/people", object{"name": mark + "gone", "email": "gone@alpha.test", "departmentId": east, "roles": []string{"manager"}})
	l.token("gone", "gone@alpha.test")
	l.names["rep4"], l.names["gone"] = l.person("rep4"), l.person("gone")
	l.left(north)
	l.must("founder", http.MethodPost, "/people/"+l.names["gone"]+"/disable", object{"receiverId": l.names["rep4"]})

	custom := object{}
	items, _ := l.must("admin", http.MethodGet, "/fields", nil).json()["items"].([]any)
	for _, i := range items {
		it := i.(object)
		if key := strings.TrimPrefix(fmt.Sprint(it["key"]), "custom."); it["custom"] == true {
			custom[key] = map[any]any{"text": mark + "值 " + number + "5560", "number": 12.5 + float64(*n), "date": "2026-10-20"}[it["kind"]]
		}
	}
	for _, who := range []string{"rep1", "rep2", "rep4"} {
		rich := l.customer(who, n, object{"custom": custom, "grade": "B", "temperature": "hot", "productId": product})
		l.names[who+" rich"] = rich
		contact := l.must(who, http.MethodPost, "/customers/"+rich+"/contacts", object{"name": mark + "第二", "channels": []any{object{"kind": "phone", "value": number + num(int64(5600+*n))}}}).text("id")
		touch := l.must(who, http.MethodPost, "/customers/"+rich+"/touches", object{"channel": "wechat", "result": "replied", "content": mark + "微信", "feedback": mark + "回", "contactId": contact,
			"files": []string{l.upload(who, "/files", mark+"图.jpg", mark+who).text("id")}, "next": object{"at": at, "channel": "call", "content": mark}})
		l.must("manager1", http.MethodPost, "/customers/"+rich+"/touches/"+touch.text("touch", "id")+"/comments", object{"content": mark + "看", "mentions": []string{l.person(who), l.person("director")}})
		l.names[who+" loose"] = l.upload(who, "/files", mark+"附.txt", mark).text("id") // next to the picture: see notices
		l.names[who+" rich contact"], l.names[who+" rich touch"] = contact, touch.text("touch", "id")
		l.call(l.tokens[who], http.MethodPost, "/customers/"+rich+"/call", object{})
		done := l.customer(who, n, nil)
		l.names[who+" done"] = done
		plan := l.must(who, http.MethodPost, "/customers/"+done+"/plans", object{"at": at, "channel": "call", "content": mark}).text("plan", "id")
		l.must(who, http.MethodPost, "/customers/"+done+"/plans/"+plan+"/done", object{})
		l.must(who, http.MethodPost, "/customers/"+done+"/plans", object{"at": noon.Add(5 * time.Hour).Format(time.RFC3339), "channel": "call", "content": mark + "二"})
		lost := l.must(who, http.MethodPost, "/customers/"+done+"/deals", object{"name": mark + "丢", "amount": money(7)}).text("id")
		l.must(who, http.MethodPost, "/deals/"+lost+"/lost", object{"reason": mark + "价"})
	}
	l.sold("rep1", product, n)
	l.sold("rep2", product, n)
	l.merged(n)
	l.begun()

	// Shares: one that has ended, one that ends later.
	ended := l.customer("rep2", n, nil)
	l.app.DB.SetClock(func() time.Time { return noon.Add(-3 * time.Hour) })
	for _, who := range []string{"rep1", "rep3"} {
		l.must("rep2", http.MethodPut, "/customers/"+ended+"/collaborators/"+l.person(who), object{"mayTouch": true, "until": noon.Add(-90 * time.Minute).Format(time.RFC3339)})
	}
	l.app.DB.SetClock(func() time.Time { return noonHour })
	l.names["ended"] = ended
	l.must("rep2", http.MethodPost, "/customers/"+ended+"/touches", object{"channel": "call", "result": "no_answer"})
	l.must("manager1", http.MethodPost, "/customers/shared-numbers", object{"phone": number + "5601", "reason": mark + "总机"})
	l.names["bulk"] = l.must("manager1", http.MethodPost, "/bulk-acts", object{"filter": `grade = "B"`, "action": "tags", "add": []string{mark + "批量"}}).text("id")
	back := l.customer("rep1", n, object{"grade": "A", "productId": product, "goal": mark})
	l.must("rep1", http.MethodPost, "/customers/"+back+"/moves", object{"to": "graded"})
	l.must("rep1", http.MethodPost, "/customers/"+back+"/moves", object{"to": "abandoned", "reason": "unfit"})
	l.must("manager1", http.MethodPost, "/customers/"+back+"/evaluate", object{"verdict": "release", "note": mark, "ownerId": l.person("rep1")})
	l.names["back"] = back
	l.must("rep1", http.MethodPost, "/customers/"+back+"/moves", object{"to": "graded"})
	l.pooled(n)
	l.pairs(n, product)
	l.corners(product)
	l.seconds(n, product)
	// A contact whose name stands in every text of the organisation: who erases it
	// goes through all that hangs on the customer.
	for _, name := range everywhere {
		l.names[name+" everywhere"] = l.must("director", http.MethodPost, "/customers/"+l.names[name]+"/contacts", object{"name": mark}).text("id")
	}
}

// everywhere are the customers with a contact that is called like everything.
var everywhere = []string{"rep1 rich", "rep1 done", "rep1 sold", "rep2 rich", "rep2 sold", "kept", "ended", "back", "laden", "plain", "before", "after", "imported"}

// pooled are customers that came out of pools: one taken by the other team, one
// that was handed on since; and one that still lies there, beside an empty pool.
func (l *lab) pooled(n *int) {
	l.t.Helper()
	l.must("support", http.MethodPost, "/pools", object{"name": mark + "空"})
	pool := ""
	items, _ := l.must("support", http.MethodGet, "/pools", nil).json()["items"].([]any)
	for _, i := range items {
		if it := i.(object); strings.HasPrefix(fmt.Sprint(it["name"]), mark+"西区") {
			pool = fmt.Sprint(it["id"])
		}
	}
	l.customer("support", n, object{"poolId": pool})
	l.names["taken"] = l.customer("support", n, object{"poolId": pool})
	l.must("rep3", http.MethodPost, "/customers/"+l.names["taken"]+"/claim", nil)
	for _, name := range []string{"claimed", "passed"} {
		l.names[name] = l.customer("support", n, nil)
		l.must("rep1", http.MethodPost, "/customers/"+l.names[name]+"/claim", nil)
	}
	l.must("manager1", http.MethodPost, "/customers/"+l.names["passed"]+"/assign", object{"ownerId": l.names["rep4"]})
}

// sold is a customer with a contract, its papers, money and acceptance.
func (l *lab) sold(who, product string, n *int) {
	l.t.Helper()
	id := l.customer(who, n, object{"grade": "A", "productId": product, "goal": mark + "目标"})
	l.names[who+" sold"] = id
	at := noon.Add(6 * time.Hour).Format(time.RFC3339)
	money := object{"amount": 700000 + *n, "currency": "CNY"}
	l.must(who, http.MethodPost, "/customers/"+id+"/touches", object{"channel": "visit", "result": "met", "content": mark + "访", "feedback": mark + "好", "next": object{"at": at, "channel": "visit", "content": mark}})
	deal := l.must(who, http.MethodPost, "/customers/"+id+"/deals", object{"name": mark + "大单", "productId": product, "amount": money, "expectedOn": "2026-12-20"}).text("id")
	l.must(who, http.MethodPost, "/customers/"+id+"/moves", object{"to": "opportunity"})
	paper := func(name string) string {
		return l.upload(who, "/files", mark+name, "%PDF-1.4 "+mark+name+who).text("id")
	}
	contract := l.must(who, http.MethodPost, "/deals/"+deal+"/contract", object{"number": mark + "-S-" + who, "amount": money, "signedOn": "2026-10-11", "fileId": paper("约.pdf")}).text("id")
	l.must(who, http.MethodPost, "/customers/"+id+"/moves", object{"to": "signed"})
	receipt := l.upload("finance", "/files", mark+"回单.pdf", "%PDF-1.4 "+mark+"款").text("id")
	l.must("finance", http.MethodPost, "/contracts/"+contract+"/payments", object{"amount": object{"amount": 900, "currency": "CNY"}, "paidOn": "2026-10-12", "method": mark, "fileId": receipt})
	l.must(who, http.MethodPost, "/contracts/"+contract+"/acceptance", object{"acceptedOn": "2026-10-13", "fileId": paper("验收.pdf")})
	l.names[who+" contract"] = contract
}

// merged makes a pair that became one, one that is left to merge, and one whose
// person was erased.
func (l *lab) merged(n *int) {
	l.t.Helper()
	kept, from := l.customer("rep1", n, nil), l.customer("rep1", n, nil)
	l.must("rep1", http.MethodPost, "/customers/"+from+"/touches", object{"channel": "call", "result": "no_answer"})
	l.must("manager1", http.MethodPost, "/customers/"+kept+"/merge", object{"from": from})
	l.names["kept"], l.names["from"] = kept, from
	erased := l.customer("rep1", n, nil)
	l.names["erased"] = erased
	l.names["erased phone"] = fmt.Sprintf("%s%04d", number, *n)
	l.must("rep1", http.MethodPost, "/customers/"+erased+"/touches", object{"channel": "call", "result": "do_not_contact"})
	name := l.must("rep1", http.MethodGet, "/customers/"+erased, nil).text("name")
	l.must("admin", http.MethodPost, "/customers/"+erased+"/erasure", object{"confirm": name, "reason": mark + "本人要求"})
}
