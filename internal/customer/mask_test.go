package customer

import (
	"encoding/json"
	"strings"
	"testing"

	"laidan/internal/db"
)

// No number of a customer leaves the server in any record, for anybody.
func TestNothingLeaks(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		const number, second, wechat = "13812344172", "0512-66778899", "zhang13812344172"
		n := New{Name: "王 13812344172", Texts: Texts{Remark: "手机13812344172", Need: "另一个13911112222", Address: "到了打 138-1234-4172"},
			Contacts: []NewContact{{Name: "王芳13812344172", Primary: true, Remark: "微信同号 13812344172", Channels: []NewChannel{
				{Kind: ChannelPhone, Value: number}, {Kind: ChannelPhone, Value: second}, {Kind: ChannelWeChat, Value: wechat},
				{Kind: ChannelEmail, Value: "13812344172@139.example"}, {Kind: ChannelEmail, Value: "wang@example.cn"}}}}}
		c := w.create("rep1", n)
		goal := "签约后打13812344172"
		if _, err := w.act("rep1", c.ID, func(tx *db.Tx, c Customer) (Customer, error) {
			return Update(tx, c, Changes{TextChanges: TextChanges{Goal: &goal}})
		}); err != nil {
			t.Fatal(err)
		}
		w.must("rep1", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `INSERT INTO touch (tenant_id, customer_id, id, channel, result, at, day, content, feedback, by_id, created_at)
				VALUES (@tenant, @id, 5, 'call', 'connected', @now, @today, '说打13812344172', '我电话 138 1234 4172', @me, @now)`, db.Args{"id": c.ID})
			return err
		})
		for _, who := range []string{"rep1", "manager1", "director"} {
			var all []any
			w.must(who, func(tx *db.Tx) error {
				got, err := Get(tx, c.ID)
				if err != nil {
					return err
				}
				full, err := Read(tx, c.ID, false)
				if err != nil {
					return err
				}
				line, err := readLine(tx, c.ID, "", "", 50)
				if err != nil {
					return err
				}
				changes, err := readLine(tx, c.ID, "change", "", 50)
				all = append(all, View(tx, got), full, line.raw, changes.raw, stateOf[Record](t, Conflict(tx, got)))
				return err
			})
			list, err := listAs(w, who)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range append(all, list) {
				b, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				for _, part := range []string{"1381234", "12344172", "1391111", "6677889", "66778"} {
					if leaks(string(b), part) {
						t.Errorf("%s sees %s in %s", who, part, b)
					}
				}
			}
			w.must(who, func(tx *db.Tx) error {
				full, err := Read(tx, c.ID, false)
				ch := full.Contacts[0].Channels
				want := []string{"138****4172", "0512****8899", "zhang138****4172", "138****4172@139.example", "wang@example.cn"}
				for i, v := range want {
					if ch[i].Value != v || ch[i].Masked != (v != "wang@example.cn") {
						t.Errorf("channel %d: %+v, want %s", i, ch[i], v)
					}
				}
				return err
			})
		}
		w.must("finance", func(tx *db.Tx) error {
			if v := View(tx, c); v.Phone != "" || !v.PhoneMasked || strings.Contains(v.Name, "4172") {
				t.Errorf("finance sees %q %q", v.Phone, v.Name)
			}
			return nil
		})
	})
}

// leaks reports whether digits stand in a text one after the other, whatever
// separates them.
func leaks(text, digits string) bool {
	i, gap := 0, 0
	for _, r := range text {
		switch {
		case r == rune(digits[i]):
			if i++; i == len(digits) {
				return true
			}
			gap = 0
		case '0' <= r && r <= '9', r == '*', r == '"':
			i, gap = 0, 0
			if r == rune(digits[0]) {
				i = 1
			}
		default:
			if gap++; gap > 2 {
				i = 0
			}
		}
	}
	return false
}

// listAs lists as somebody.
func listAs(w world, who string) (any, error) {
	var page any
	err := w.look(who, func(tx *db.Tx) (err error) {
		page, err = List(tx, Query{})
		return err
	})
	return page, err
}

func TestReveal(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "拨打", Phone: "0512-66778899 转 8"})
		pool := w.create("support", New{Name: "公海", Phone: "13812344172"})
		for who, want := range map[string]string{"rep1": "0512-66778899 转 8", "manager1": "0512-66778899 转 8", "director": "0512-66778899 转 8"} {
			w.must(who, func(tx *db.Tx) error {
				c, err := Get(tx, c.ID)
				if err != nil {
					return err
				}
				s, err := Reveal(tx, c, noChannel)
				if s.Value != want || s.Tel != "tel:+8651266778899;ext=8" {
					t.Errorf("%s: %+v", who, s)
				}
				return err
			})
		}
		for _, who := range []string{"rep1", "support", "director"} {
			err := w.try(who, func(tx *db.Tx) error {
				c, err := Get(tx, pool.ID)
				if err != nil {
					return err
				}
				_, err = Reveal(tx, c, noChannel)
				return err
			})
			if codeOf(err) != "customer.not_allowed" {
				t.Errorf("%s reveals the pool: %v", who, err)
			}
		}
		n := 0
		for _, k := range w.facts(c.ID) {
			if k == "customer.Revealed" {
				n++
			}
		}
		if n != 3 {
			t.Errorf("%d audited", n)
		}
		w.must("rep1", func(tx *db.Tx) error {
			used, err := spent(tx, "probe")
			if used != 0 {
				t.Error("a reveal counts as a probe")
			}
			return err
		})
	})
}
