package followup

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

func TestLogTouch(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "澜禾精密机械", temperature: words.Hot, firstDue: "10-14 14:00", assigned: "10-13 14:00",
			plan: Step{At: at("10-14 10:00"), Channel: words.Call, Goal: "报价", MadeAt: at("10-13 15:42")}})
		before := w.get(id)
		c, touch := w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.Connected, Content: "认可省 3.2 人", Feedback: "分两期我就能定", Seconds: 378,
			Next: &NextStep{At: at("10-16 10:00"), Goal: "请董事长看演示"}})
		got := w.get(id)
		if got.Touches != 1 || got.LastTouchAt != at("10-14 10:42") || got.LastChannel != words.Call || got.LastResult != words.Connected {
			t := w.t
			t.Errorf("last touch: %+v", got.Row)
		}
		if !got.FirstDueAt.IsZero() || got.NextAt != at("10-16 10:00") || got.NextChannel != words.Call || got.NextGoal != "请董事长看演示" {
			w.t.Errorf("next: %+v", got.Row)
		}
		if got.Version != before.Version || c.Row != got.Row {
			w.t.Errorf("version %d after %d; answer %+v, stored %+v", got.Version, before.Version, c.Row, got.Row)
		}
		plans := w.plans(id)
		if len(plans) != 2 || plans[0].State != planDone || plans[0].ClosedAt != at("10-14 10:42") || plans[1].State != "open" ||
			plans[1].Person != w.As("rep1").Person {
			w.t.Errorf("plans: %+v", plans)
		}
		if touch.Day != 20261014 || touch.Direction != words.Out || touch.Layer != words.Contacted || touch.By != w.As("rep1").Person {
			w.t.Errorf("touch: %+v", touch)
		}
		n := w.count(`SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'followup.Touched' AND customer_id = @id AND subject_id = @touch`,
			db.Args{"id": id, "touch": touch.ID})
		if n != 1 {
			w.t.Errorf("%d facts", n)
		}
	})
}

// TestTouchVariants: what each kind of touch does to plan, first response and flags.
func TestTouchVariants(t *testing.T) {
	each(t, func(w world) {
		friday := Step{At: at("10-16 10:00"), Channel: words.Visit, Goal: "演示", MadeAt: at("10-13 09:00")}
		for _, c := range []struct {
			name  string
			given given
			touch TouchRequest
			check func(c customer.Customer) bool
		}{
			{"a later plan stays", given{plan: friday}, TouchRequest{Channel: words.WeChat, Result: words.Sent},
				func(c customer.Customer) bool { return c.NextAt == friday.At }},
			{"a later plan is replaced by a new one", given{plan: friday}, TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-15 10:00"), Channel: words.WeChat}},
				func(c customer.Customer) bool { return c.NextAt == at("10-15 10:00") && c.NextChannel == words.WeChat }},
			{"an unanswered call answers the first response", given{assigned: "10-14 08:00", firstDue: "10-15 08:00"}, TouchRequest{Channel: words.Call, Result: words.NoAnswer},
				func(c customer.Customer) bool { return c.FirstDueAt.IsZero() && c.Touches == 1 }},
			{"a touch from before the hand-over does not", given{assigned: "10-14 08:00", firstDue: "10-15 08:00"}, TouchRequest{Channel: words.Call, Result: words.Connected, At: at("10-14 07:00")},
				func(c customer.Customer) bool { return c.FirstDueAt == at("10-15 08:00") }},
			{"a touch written down late does not become the last", given{last: "10-14 09:00", lastResult: words.NoAnswer}, TouchRequest{Channel: words.Call, Result: words.Connected, At: at("10-13 09:00")},
				func(c customer.Customer) bool {
					return c.LastTouchAt == at("10-14 09:00") && c.LastResult == words.NoAnswer && c.Touches == 1
				}},
			{"do not contact sets the flag and cancels the plan", given{plan: friday}, TouchRequest{Channel: words.Call, Result: words.DoNotContact},
				func(c customer.Customer) bool { return c.DoNotContact && c.NextAt.IsZero() && c.Version == 2 }},
			{"temperature moves the rhythm's plan", given{temperature: words.Cold, plan: Step{At: at("10-21 14:00"), Channel: words.Call, Content: "再打"}}, TouchRequest{Channel: words.Call, Result: words.Connected, Temperature: words.Hot},
				func(c customer.Customer) bool {
					return c.Temperature == words.Hot && c.NextAt == at("10-15 14:00") && c.Version == 2
				}},
			{"a clock some seconds ahead is now", given{}, TouchRequest{Channel: words.Call, Result: words.Busy, At: at("10-14 10:44")},
				func(c customer.Customer) bool { return c.LastTouchAt == at("10-14 10:42") }},
			{"a call back is a promise", given{}, TouchRequest{Channel: words.Call, Result: words.Callback, Next: &NextStep{At: at("10-14 15:00")}},
				func(c customer.Customer) bool { return c.NextAt == at("10-14 15:00") }},
		} {
			c.given.name = c.name
			id := w.customer(c.given)
			w.log("rep1", id, c.touch)
			if got := w.get(id); !c.check(got) {
				w.t.Errorf("%s: %+v", c.name, got.Row)
			}
			open := 0
			for _, p := range w.plans(id) {
				if p.State == "open" {
					open++
					if got := w.get(id); got.NextAt != p.At || got.NextChannel != p.Channel {
						w.t.Errorf("%s: plan %+v, customer %v %v", c.name, p, got.NextAt, got.NextChannel)
					}
					if p.Promised != (c.touch.Result == words.Callback) {
						w.t.Errorf("%s: promised %v", c.name, p.Promised)
					}
				}
			}
			if want := !w.get(id).NextAt.IsZero(); (open == 1) != want {
				w.t.Errorf("%s: %d open plans", c.name, open)
			}
		}
	})
}

func TestTouchRefusals(t *testing.T) {
	each(t, func(w world) {
		mine := w.customer(given{name: "我的"})
		other := w.customer(given{name: "别人的", owner: "rep3"})
		try := func(who string, id crm.CustomerID, r TouchRequest) error {
			return w.as(who, func(tx *db.Tx) error { _, _, err := LogTouch(tx, id, r); return err })
		}
		w.refused(try("rep1", other, TouchRequest{Channel: words.Call, Result: words.Connected}), "not_found")
		w.refused(try("rep1", crm.IDOf[crm.Customer](7), TouchRequest{Channel: words.Call, Result: words.Connected}), "not_found")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.Read}), "/result", "touch.result_channel")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.Connected, At: at("10-14 11:00")}), "/at", "touch.future")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.Connected, ContactID: crm.IDOf[crm.Contact](5)}), "/contactId", "touch.contact")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.Connected, Files: []crm.BlobID{crm.IDOf[crm.Blob](5)}}), "/files", "touch.file")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-14 11:00") + 1000*86400*800}}), "/next/at", "plan.too_far")
		w.field(try("rep1", mine, TouchRequest{Channel: words.Call, Result: words.DoNotContact, Next: &NextStep{At: at("10-15 11:00"), Channel: words.Call}}), "/next/channel", "plan.do_not_contact")
		if c := w.get(mine); c.Touches != 0 {
			w.t.Errorf("%d touches after refusals", c.Touches)
		}
		w.log("manager1", mine, TouchRequest{Channel: words.Call, Result: words.Connected})
		w.refused(try("rep1", mine, TouchRequest{Channel: words.WeChat, Result: words.Sent}), "touch.twice_today")
		w.log("rep1", mine, TouchRequest{Channel: words.WeChat, Result: words.Sent, ConfirmTwice: true})
		w.clock("10-15 10:00")
		w.log("rep1", mine, TouchRequest{Channel: words.WeChat, Result: words.Sent})
	})
}

// TestQuietHoursNeverBlockTheRecord: a touch at night with someone who must not
// be contacted is written down all the same.
func TestQuietHoursNeverBlockTheRecord(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "夜里", denied: true})
		w.clock("10-14 23:30")
		w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.Connected})
	})
}

// TestTwoPeopleLogAtOnce: both touches count, one open plan remains, and the
// customer's row agrees with it.
func TestTwoPeopleLogAtOnce(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "两个人", plan: Step{At: at("10-14 10:00"), Channel: words.Call, MadeAt: at("10-13 10:00")}})
		const people = 8
		var wg sync.WaitGroup
		errs := make(chan error, people)
		for i := range people {
			who := []string{"rep1", "manager1"}[i%2]
			wg.Go(func() {
				errs <- w.as(who, func(tx *db.Tx) error {
					_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.Call, Result: words.Connected, ConfirmTwice: true,
						Next: &NextStep{At: at(fmt.Sprintf("10-%d 10:00", 15+i)), Channel: words.Call}})
					return err
				})
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				w.t.Error(err)
			}
		}
		c := w.get(id)
		rows := w.count(`SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant AND customer_id = @id`, db.Args{"id": id})
		if c.Touches != people || rows != people {
			w.t.Errorf("touches %d, rows %d", c.Touches, rows)
		}
		open := crm.Millis(0)
		for _, p := range w.plans(id) {
			if p.State == "open" {
				if !open.IsZero() {
					w.t.Error("two open plans")
				}
				open = p.At
			}
		}
		if open != c.NextAt {
			w.t.Errorf("open plan %v, customer %v", open, c.NextAt)
		}
	})
}

// TestStatements holds the number of statements of each act.
func TestStatements(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "数语句", plan: Step{At: at("10-14 10:00"), Channel: words.Call, Content: "再打"}, temperature: words.Cold})
		var files []crm.BlobID
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			for range 3 {
				f := db.NewID[crm.Blob](tx)
				files = append(files, f)
				if _, err := db.Exec(tx, `INSERT INTO blob (tenant_id, id, kind, name, mime, size, sha256, created_by, created_at)
					VALUES (@tenant, @id, 'attachment', 'a.jpg', 'image/jpeg', 1, 'x', @me, @now)`, db.Args{"id": f}); err != nil {
					return err
				}
			}
			return nil
		})
		contact := crm.IDOf[crm.Contact](nextContact)
		for _, c := range []struct {
			name string
			most int
			act  func(tx *db.Tx) error
		}{
			{"three taps", 6, func(tx *db.Tx) error {
				_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-16 10:00")}})
				return err
			}},
			{"everything at once", 9, func(tx *db.Tx) error {
				_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-17 10:00")}, ConfirmTwice: true,
					Temperature: words.Hot, ContactID: contact, Files: files[:2]})
				return err
			}},
			{"a temperature that moves the plan", 9, func(tx *db.Tx) error {
				_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.Call, Result: words.Connected, ConfirmTwice: true, Temperature: words.Cold, ContactID: contact, Files: files[2:]})
				return err
			}},
			{"plan", 5, func(tx *db.Tx) error {
				_, _, err := SetPlan(tx, id, NextStep{At: at("10-18 10:00")}, "客户出差")
				return err
			}},
			{"queue", 3, func(tx *db.Tx) error { _, err := QueueOf(tx, crm.PersonID{}, customer.Part{}); return err }},
			{"evidence", 1, func(tx *db.Tx) error { _, err := TouchFacts(tx, id); return err }},
			{"summary", 3, func(tx *db.Tx) error { _, err := SummaryOf(tx, tx.Me(), tx.Today()); return err }},
		} {
			w.Update(w.t, "rep1", func(tx *db.Tx) error {
				err := c.act(tx)
				if n := tx.Statements(); n > c.most {
					w.t.Errorf("%s: %d statements, at most %d", c.name, n, c.most)
				}
				return err
			})
		}
	})
}

// TestQueueStatements: three, however many customers.
func TestQueueStatements(t *testing.T) {
	each(t, func(w world) {
		for i := range 40 {
			w.customer(given{name: fmt.Sprint("客户", i), plan: Step{At: at("10-14 10:00"), Channel: words.Call}})
		}
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			q, err := QueueOf(tx, crm.PersonID{}, customer.Part{})
			if n := tx.Statements(); n > 3 || len(q.Lines) != 40 {
				w.t.Errorf("%d lines with %d statements", len(q.Lines), n)
			}
			return err
		})
	})
}

func TestCorrectTouch(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "改错", phone: "+8613800004172"})
		_, touch := w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.DoNotContact, Content: "按错了"})
		fix := func(who string, c Correction) error {
			return w.as(who, func(tx *db.Tx) error { _, _, err := CorrectTouch(tx, id, touch.ID, c); return err })
		}
		result, said := words.Callback, "他请我下周再打"
		w.refused(fix("rep2", Correction{Result: &result}), "not_found")
		w.refused(fix("manager1", Correction{Result: &result}), "touch.not_author")
		same := "按错了"
		w.field(fix("rep1", Correction{Content: &same}), "", "touch.nothing_changed")
		wrong := words.Read
		w.field(fix("rep1", Correction{Result: &wrong}), "/result", "touch.result_channel")
		if err := fix("rep1", Correction{Result: &result, Content: &said}); err != nil {
			w.t.Fatal(err)
		}
		c := w.get(id)
		if c.LastResult != words.Callback || c.DoNotContact {
			w.t.Errorf("customer after the correction: %s, do not contact %v", c.LastResult, c.DoNotContact)
		}
		var payload string
		w.View(w.t, "admin", func(tx *db.Tx) error {
			var err error
			payload, err = db.One[string](tx, `SELECT payload FROM fact WHERE tenant_id = @tenant AND kind = 'followup.Corrected' AND subject_id = @id`, db.Args{"id": touch.ID})
			return err
		})
		var fact Corrected
		if err := json.Unmarshal([]byte(payload), &fact); err != nil || fact.Before.Content != "按错了" || fact.After.Content != said || fact.Before.Result != words.DoNotContact {
			w.t.Errorf("history %s: %v", payload, err)
		}
		w.clock("10-15 10:43")
		w.refused(fix("rep1", Correction{Content: &same}), "touch.too_late")
	})
}

// TestCorrectionKeepsAnOlderBlock: a touch that did not set do-not-contact
// cannot lift it.
func TestCorrectionKeepsAnOlderBlock(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "早已谢绝", denied: true})
		_, touch := w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.DoNotContact})
		result := words.Connected
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			_, _, err := CorrectTouch(tx, id, touch.ID, Correction{Result: &result})
			return err
		})
		if !w.get(id).DoNotContact {
			w.t.Error("the correction lifted a block that somebody else had set")
		}
	})
}

func TestFiles(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "有文件"})
		var mine, foreign crm.BlobID
		insert := func(who string, to *crm.BlobID) {
			w.Update(w.t, who, func(tx *db.Tx) error {
				*to = db.NewID[crm.Blob](tx)
				_, err := db.Exec(tx, `INSERT INTO blob (tenant_id, id, kind, name, mime, size, sha256, created_by, created_at)
					VALUES (@tenant, @id, 'attachment', '截图.png', 'image/png', 12, 'x', @me, @now)`, db.Args{"id": *to})
				return err
			})
		}
		insert("rep1", &mine)
		insert("rep2", &foreign)
		_, touch := w.log("rep1", id, TouchRequest{Channel: words.WeChat, Result: words.Replied, Content: "粘贴的聊天", Files: []crm.BlobID{mine, mine}})
		n := w.count(`SELECT COUNT(*) FROM touch_file f JOIN blob b ON b.tenant_id = @tenant AND b.id = f.blob_id AND b.customer_id = f.customer_id
			WHERE f.tenant_id = @tenant AND f.customer_id = @id AND f.touch_id = @touch`, db.Args{"id": id, "touch": touch.ID})
		if n != 1 {
			w.t.Errorf("%d files at the touch", n)
		}
		err := w.as("rep1", func(tx *db.Tx) error {
			_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.WeChat, Result: words.Sent, Files: []crm.BlobID{foreign}, ConfirmTwice: true})
			return err
		})
		w.field(err, "/files", "touch.file")
	})
}

func TestCollaborator(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "协作", firstDue: "10-15 09:00"})
		share := func(who string, touch bool) {
			w.Update(w.t, "rep1", func(tx *db.Tx) error {
				_, err := db.Exec(tx, `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, created_by, created_at)
					VALUES (@tenant, @id, @person, @touch, @me, @now)`, db.Args{"id": id, "person": w.As(who).Person, "touch": touch})
				return err
			})
		}
		share("rep3", true)
		share("rep2", false)
		w.log("rep3", id, TouchRequest{Channel: words.Call, Result: words.Connected, Next: &NextStep{At: at("10-15 10:00")}})
		if c := w.get(id); !c.FirstDueAt.IsZero() {
			w.t.Error("a helper's touch must answer the first response")
		}
		if p := w.plans(id); len(p) != 1 || p[0].Person != w.As("rep1").Person {
			w.t.Errorf("the plan belongs to the owner: %+v", p)
		}
		err := w.as("rep2", func(tx *db.Tx) error {
			_, _, err := LogTouch(tx, id, TouchRequest{Channel: words.Call, Result: words.Connected, ConfirmTwice: true})
			return err
		})
		w.refused(err, "customer.not_allowed")
	})
}
