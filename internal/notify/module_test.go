package notify

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/event"
	"laidan/internal/followup"
	"laidan/internal/room/roomtest"
)

type world struct {
	dbtest.World
	d *db.DB
	t *testing.T
}

func each(t *testing.T, fn func(w world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, customer.Needs{})
		fn(world{dbtest.Tenant(t, d), d, t})
	})
}

// customer inserts one as it stands; rep1 owns it.
func (w world) customer(name, owner string, set map[string]any) crm.CustomerID {
	w.t.Helper()
	var id crm.CustomerID
	w.Update(w.t, "admin", func(tx *db.Tx) error {
		id = db.NewID[crm.Customer](tx)
		args := db.Args{"id": id, "name": name, "owner": w.As(owner).Person, "department": w.As(owner).Department, "phone": "13800004172",
			"first": nil, "assigned": crm.At(tx.Now), "next": nil}
		for k, v := range set {
			args[k] = v
		}
		_, err := db.Exec(tx, `INSERT INTO customer (tenant_id, id, name, name_key, layer, layer_since, owner_id, department_id, assigned_at,
			first_due_at, next_at, phone, created_at, updated_at)
			VALUES (@tenant, @id, @name, @name, 3, @now, @owner, @department, @assigned, @first, @next, @phone, @now, @now)`, args)
		return err
	})
	return id
}

// react runs every reaction to the facts of a kind, as the dispatch job does.
func (w world) react(kind string, fn func(tx *db.Tx, f event.Row) error) {
	w.t.Helper()
	err := w.d.Update(context.Background(), w.System(w.t), func(tx *db.Tx) error {
		facts, err := db.All[event.Row](tx, `SELECT id, kind, subject_id, customer_id, actor_id, at, payload, salt, commitment
			FROM fact WHERE tenant_id = @tenant AND kind = @kind ORDER BY id`, db.Args{"kind": kind})
		for _, f := range facts {
			if err == nil {
				err = fn(tx, f)
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// texts are somebody's notices, newest first.
func (w world) texts(who string, unread bool) []string {
	w.t.Helper()
	out := []string{}
	w.View(w.t, who, func(tx *db.Tx) error {
		items, _, err := List(tx, unread, 0)
		for _, n := range items {
			out = append(out, n.Text)
		}
		return err
	})
	return out
}

func (w world) expect(who string, want ...string) {
	w.t.Helper()
	if got := w.texts(who, false); strings.Join(got, "\n") != strings.Join(want, "\n") {
		w.t.Errorf("%s reads %q, want %q", who, got, want)
	}
}

func (w world) handOver(by string, id crm.CustomerID, h customer.Handover) {
	w.t.Helper()
	w.Update(w.t, by, func(tx *db.Tx) error {
		c, err := customer.ForUpdate(tx, id)
		if err != nil {
			return err
		}
		_, err = customer.HandOver(tx, c, h)
		return err
	})
}

// TestHandedOver: the receiver hears once, several at once make one notice, the
// loser hears who it was, and nobody hears of their own act.
func TestHandedOver(t *testing.T) {
	each(t, func(w world) {
		for i := range 3 {
			id := w.customer(fmt.Sprint("客户", i), "rep1", nil)
			w.handOver("manager1", id, customer.Handover{To: w.As("rep2").Person, Kind: "assign"})
		}
		mine := w.customer("自己退回", "rep1", nil)
		w.handOver("rep1", mine, customer.Handover{Pool: w.Pool, Kind: "release"})
		for range 2 { // at least once
			w.react("customer.HandedOver", onHandedOver)
		}
		w.expect("rep2", "顾隽灿分给你 3 位客户")
		w.expect("rep1", "顾隽灿把客户2 从你名下转走了", "顾隽灿把客户1 从你名下转走了", "顾隽灿把客户0 从你名下转走了")
		w.expect("manager1")
		w.SetNow(w.At.Add(gather))
		id := w.customer("后来的 13800004172", "rep1", nil)
		w.handOver("manager1", id, customer.Handover{To: w.As("rep2").Person, Kind: "assign"})
		w.react("customer.HandedOver", onHandedOver)
		w.expect("rep2", "顾隽灿把后来的 138****4172 分给你", "顾隽灿分给你 3 位客户")
	})
}

func TestMoved(t *testing.T) {
	each(t, func(w world) {
		id := w.customer("霖川冷链", "rep1", nil)
		for _, by := range []string{"rep1", "manager1"} {
			w.Update(w.t, by, func(tx *db.Tx) error {
				return event.Record(tx, event.Fact{Kind: "funnel.Moved", Subject: id.Int64(), Customer: id,
					Data: moved{From: "lead", To: "contacted", Owner: w.As("rep1").Person}})
			})
		}
		w.react("funnel.Moved", onMoved)
		w.react("funnel.Moved", onMoved)
		w.expect("rep1", "顾隽灿把霖川冷链从有线索移到已接触")
	})
}

func TestCommented(t *testing.T) {
	each(t, func(w world) {
		id := w.customer("霖川冷链", "rep1", nil)
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			_, touch, err := followup.LogTouch(tx, id, followup.TouchRequest{Channel: "call", Result: "connected"})
			if err != nil {
				return err
			}
			tx.Actor = w.As("manager1")
			_, err = followup.AddComment(tx, id, touch.ID, followup.CommentRequest{Content: "问清付款，13800004172", Mentions: []crm.PersonID{w.As("director").Person, w.As("manager1").Person}})
			return err
		})
		w.react("followup.Commented", onCommented)
		w.react("followup.Commented", onCommented)
		w.expect("rep1", "顾隽灿评论了你对霖川冷链的跟进：问清付款，138****4172")
		w.expect("director", "顾隽灿在霖川冷链的跟进里提到你：问清付款，138****4172")
		w.expect("manager1")
	})
}

func TestImported(t *testing.T) {
	each(t, func(w world) {
		w.Update(w.t, "support", func(tx *db.Tx) error {
			for i, state := range []string{"done", "failed"} {
				id := db.NewID[crm.Import](tx)
				_, err := db.Exec(tx, `INSERT INTO import (tenant_id, id, blob_id, file_name, state, options, created, updated, rejected, created_by, created_at)
					VALUES (@tenant, @id, 1, @file, @state, '{}', 120, 3, 4, @me, @now)`, db.Args{"id": id, "state": state, "file": fmt.Sprint("名单", i, ".csv")})
				if err == nil {
					err = event.Record(tx, event.Fact{Kind: "bulk.Imported", Subject: id.Int64()})
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		w.react("bulk.Imported", onImported)
		w.expect("support", "导入名单1.csv 中断，已导入的 120 位都在", "导入名单0.csv 完成：新建 120 位，更新 3 位，未导入 4 行")
	})
}

// TestReminders: each plan and each stage of a first response is told once, to
// those concerned, when it is time.
func TestReminders(t *testing.T) {
	each(t, func(w world) {
		soon := w.customer("快到的", "rep1", map[string]any{"next": at("10-14 10:52")})
		w.customer("还早的", "rep1", map[string]any{"next": at("10-14 10:53")})
		w.Update(w.t, "admin", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, content, created_at)
				VALUES (@tenant, @customer, 5, @person, @at, 'call', '回电说报价', @now)`, db.Args{"customer": soon, "person": w.As("rep1").Person, "at": at("10-14 10:52")})
			return err
		})
		w.customer("首响", "rep1", map[string]any{"assigned": at("10-13 15:30"), "first": at("10-14 15:30")})
		w.customer("早已超时", "rep1", map[string]any{"assigned": at("10-12 09:00"), "first": at("10-13 09:00")})
		remind := func(s string) {
			w.SetNow(at(s).Time())
			for range 2 {
				if err := w.d.Update(context.Background(), w.System(w.t), Remind); err != nil {
					w.t.Fatal(err)
				}
			}
		}
		remind("10-14 10:41")
		w.expect("rep1")
		remind("10-14 10:42")
		w.expect("rep1", "首响首响 15:30 到期，还没联系", "10:52 回电说报价：快到的")
		w.expect("manager1", "许婷希的首响首响 15:30 到期，还没联系")
		remind("10-14 15:31")
		w.expect("rep1", "首响首响 15:30 到期，已超时", "首响首响 15:30 到期，还没联系", "10:52 回电说报价：快到的")
		w.expect("manager1", "许婷希的首响首响 15:30 到期，已超时", "许婷希的首响首响 15:30 到期，还没联系")
		w.expect("rep2")
		w.expect("director")
	})
}

func TestReadingNotices(t *testing.T) {
	each(t, func(w world) {
		id := w.customer("霖川冷链", "rep1", nil)
		w.Update(w.t, "manager1", func(tx *db.Tx) error {
			for i := range 60 {
				if err := Notify(tx, w.As("rep1").Person, Taken, id, int64(i+1), Params{By: fmt.Sprint("人", i)}); err != nil {
					return err
				}
			}
			if err := Notify(tx, w.As("rep1").Person, Taken, id, 1, Params{By: "again"}); err != nil {
				return err
			}
			return Notify(tx, crm.PersonID{}, Taken, id, 1, Params{})
		})
		var first, second NoticePage
		var left UnreadCount
		w.View(w.t, "rep1", func(tx *db.Tx) (err error) {
			if first, err = getNotices(tx, &noticesIn{}); err == nil {
				second, err = getNotices(tx, &noticesIn{Cursor: first.Next})
			}
			return err
		})
		if len(first.Items) != 50 || len(second.Items) != 10 || second.Next != "" || first.Items[0].Text != "人59 把霖川冷链从你名下转走了" {
			w.t.Errorf("%d and %d, %q", len(first.Items), len(second.Items), first.Items[0].Text)
		}
		read := func(who string, ids []crm.ID[crm.Notice], all bool) int {
			w.Update(w.t, who, func(tx *db.Tx) (err error) {
				in := readIn{}
				in.Body.IDs, in.Body.All = ids, all
				left, err = postRead(tx, &in)
				return err
			})
			return left.Unread
		}
		if n := read("rep1", []crm.ID[crm.Notice]{first.Items[0].ID, first.Items[1].ID}, false); n != 58 {
			w.t.Errorf("%d left", n)
		}
		if n := read("rep2", []crm.ID[crm.Notice]{first.Items[2].ID}, false); n != 0 {
			w.t.Errorf("rep2 has %d", n)
		}
		if got := w.texts("rep1", true); len(got) != 50 || got[0] != "人57 把霖川冷链从你名下转走了" {
			w.t.Errorf("%d unread, first %v", len(got), got[:1])
		}
		if n := read("rep1", nil, true); n != 0 || len(w.texts("rep1", true)) != 0 {
			w.t.Errorf("%d left", n)
		}
		w.SetNow(w.At.Add(kept + time.Hour))
		if err := w.d.Update(context.Background(), w.System(w.t), forget); err != nil {
			w.t.Fatal(err)
		}
		w.expect("rep1")
	})
}

// TestLive: a notice is announced to its reader alone, after commit.
func TestLive(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := world{dbtest.Tenant(t, d), d, t}
		id := w.customer("霖川冷链", "rep1", nil)
		got := make(chan db.Change, 10)
		stop := d.Subscribe(func(c db.Change) { got <- c })
		defer stop()
		w.Update(t, "manager1", func(tx *db.Tx) error {
			return Notify(tx, w.As("rep1").Person, Taken, id, 1, Params{By: "顾隽灿"})
		})
		select {
		case c := <-got:
			if c.Topic != Topic || len(c.People) != 1 || c.People[0] != w.As("rep1").Person {
				t.Errorf("%+v", c)
			}
		case <-time.After(5 * time.Second):
			t.Error("nothing announced")
		}
	})
}

var scan = regexp.MustCompile(`(?i)\b(SCAN|Seq Scan on) (c|customer|p|plan|n|notice)\b`)

// TestRemindersUseIndexes: the statements of every minute read no whole table.
func TestRemindersUseIndexes(t *testing.T) {
	args := db.Args{"person_id": 1, "source_id": 1, "from": 1, "to": 2, "people": []int64{1, 2}, "sources": []int64{1, 2}, "before": 9, "limit": 5, "person": 1, "kind": "x", "since": 1, "ids": []int64{1}}
	each(t, func(w world) {
		for name, text := range map[string]string{"plans": duePlansSQL, "firsts": openFirstsSQL, "told": toldSQL, "all": allSQL, "unread": unreadSQL,
			"gathered": gatheredSQL, "mark": markSQL, "mark all": markAllSQL, "count": countSQL} {
			err := w.d.Update(context.Background(), w.System(w.t), func(tx *db.Tx) error {
				lines := []string{}
				if tx.Postgres() {
					if _, err := db.GlobalExec(tx, "SET LOCAL enable_seqscan = off"); err != nil {
						return err
					}
					var err error
					if lines, err = db.All[string](tx, "EXPLAIN "+text, args); err != nil {
						return err
					}
				} else {
					rows, err := db.All[struct {
						ID     int    `db:"id"`
						Parent int    `db:"parent"`
						Unused int    `db:"notused"`
						Detail string `db:"detail"`
					}](tx, "EXPLAIN QUERY PLAN "+text, args)
					if err != nil {
						return err
					}
					for _, r := range rows {
						lines = append(lines, r.Detail)
					}
				}
				for _, l := range lines {
					if scan.MatchString(l) && !strings.Contains(l, "USING") && !strings.Contains(l, "Index") {
						w.t.Errorf("%s: %s", name, l)
					}
				}
				return nil
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}
	})
}
