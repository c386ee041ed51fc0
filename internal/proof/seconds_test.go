package proof

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// inWords spells digits in Chinese.
func inWords(digits string) string {
	var b strings.Builder
	for _, r := range digits {
		b.WriteRune([]rune("零一二三四五六七八九")[r-'0'])
	}
	return b.String()
}

// second are the numbers of a second contact, and writings of them that only
// somebody who knows the numbers finds.
type second struct {
	mobile, landline, wechat string
	spelled                  []string
}

func secondOf(n int) second {
	s := second{mobile: fmt.Sprintf("%s%04d", number, 7000+n), landline: fmt.Sprintf("0512-8%s%03d", number[3:], n), wechat: fmt.Sprintf("66%s%03d", number[3:], n)}
	tail := s.mobile[7:]
	s.spelled = []string{"找 138/0013/" + tail, "138转0013转" + tail, "打8 0013 " + s.landline[len(s.landline)-3:], "微信 66.0013." + s.wechat[6:], inWords(s.mobile), "0013" + tail, "A座1502 " + s.mobile}
	return s
}

// seconds seeds customers with a second contact whose numbers are spelled in
// every text, and a list of a rep that meets customers of others.
func (l *lab) seconds(n *int, product string) {
	l.t.Helper()
	for _, who := range []string{"rep1", "rep2", "support"} {
		*n++
		s := secondOf(*n)
		name := "second " + who
		id := l.must(who, http.MethodPost, "/customers", object{"name": fmt.Sprintf("%s双联%02d有限公司", mark, *n), "kind": "company", "grade": "A", "productId": product, "goal": s.spelled[0], "need": s.spelled[1],
			"source": s.spelled[2], "address": s.spelled[6], "remark": s.spelled[3], "preference": s.spelled[4], "contacts": []any{
				object{"name": mark + "一号", "primary": true, "channels": []any{object{"kind": "phone", "value": fmt.Sprintf("%s%04d", number, *n)}}},
				object{"name": mark + "二号", "title": s.spelled[1], "remark": s.spelled[5], "channels": []any{object{"kind": "phone", "value": s.mobile}, object{"kind": "phone", "value": s.landline}, object{"kind": "wechat", "value": s.wechat}}}}}).text("id")
		l.names[name] = id
		if who == "support" {
			l.names[name+" file"] = l.upload(who, "/files", mark+s.spelled[0]+".txt", mark).text("id")
			continue
		}
		l.spell(who, name, s)
		if who == "rep1" {
			l.spellContract(name, product, s)
		}
	}
	l.met()
}

// spell writes the numbers into all that hangs on a customer.
func (l *lab) spell(who, name string, s second) {
	l.t.Helper()
	here, at := "/customers/"+l.names[name], noon.Add(29*time.Hour).Format(time.RFC3339)
	l.names[name+" file"] = l.upload(who, "/files", mark+"名片 "+s.spelled[1]+".jpg", mark).text("id")
	touch := l.must(who, http.MethodPost, here+"/touches", object{"channel": "visit", "result": "met", "content": s.spelled[0], "feedback": s.spelled[2], "files": []string{l.names[name+" file"]},
		"next": object{"at": at, "channel": "call", "content": s.spelled[3], "goal": s.spelled[4]}}).text("touch", "id")
	l.must("manager1", http.MethodPost, here+"/touches/"+touch+"/comments", object{"content": s.spelled[5], "mentions": []string{l.person(who)}})
	l.must(who, http.MethodPost, here+"/plans", object{"at": at, "channel": "call", "content": s.spelled[1], "goal": s.spelled[3], "reason": s.spelled[0]})
	deal := l.must(who, http.MethodPost, here+"/deals", object{"name": s.spelled[0], "amount": object{"amount": 100, "currency": "CNY"}, "competitor": s.spelled[2]}).text("id")
	l.must(who, http.MethodPost, "/deals/"+deal+"/lost", object{"reason": s.spelled[5], "competitor": s.spelled[3]})
}

// spellContract goes on to a contract, whose papers and words hold numbers too.
func (l *lab) spellContract(name, product string, s second) {
	l.t.Helper()
	here, money := "/customers/"+l.names[name], object{"amount": 510000, "currency": "CNY"}
	deal := l.must("rep1", http.MethodPost, here+"/deals", object{"name": s.spelled[1], "productId": product, "amount": money, "expectedOn": "2026-12-01"}).text("id")
	l.must("rep1", http.MethodPost, here+"/moves", object{"to": "opportunity", "reason": s.spelled[0]})
	paper := l.upload("rep1", "/files", mark+"合同 "+s.spelled[0]+".pdf", "%PDF-1.4 "+mark).text("id")
	contract := l.must("rep1", http.MethodPost, "/deals/"+deal+"/contract", object{"number": mark + " " + s.spelled[5], "amount": money, "signedOn": "2026-10-10", "fileId": paper}).text("id")
	l.must("rep1", http.MethodPost, here+"/moves", object{"to": "signed"})
	receipt := l.upload("finance", "/files", mark+"回单 "+s.spelled[2]+".pdf", "%PDF-1.4 "+mark).text("id")
	l.must("finance", http.MethodPost, "/contracts/"+contract+"/payments", object{"amount": object{"amount": 1000, "currency": "CNY"}, "paidOn": "2026-10-11", "method": s.spelled[3], "remark": s.spelled[1], "fileId": receipt})
	l.names[name+" paper"], l.names[name+" contract"] = paper, contract
}

// met is a list of a rep that meets customers of the other team and of another
// organisation: each row is as if nobody had its number.
func (l *lab) met() {
	l.t.Helper()
	var list strings.Builder
	list.WriteString("公司,联系人,手机\n")
	for _, whose := range []string{hotel, juliet, bravo} {
		for n := range 5 {
			fmt.Fprintf(&list, "%s碰%s%d,%s人,%s%04d\n", mark, inWords(digitsOf[whose][3:]), n, mark, digitsOf[whose], n+1)
		}
	}
	fmt.Fprintf(&list, "%s碰坏,%s人,%s\n", mark, mark, secondOf(1).mobile+"99")
	l.names["met"] = l.upload("rep1", "/imports", mark+"名单 "+secondOf(1).spelled[6]+".csv", list.String()).text("id")
}
