package followup

import (
	"context"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

func TestComment(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "评论"})
		_, touch := w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.Connected})
		say := func(who string, to crm.TouchID, text string, mention ...string) error {
			return w.as(who, func(tx *db.Tx) error {
				ids := []crm.PersonID{}
				for _, m := range mention {
					ids = append(ids, w.As(m).Person)
				}
				_, err := AddComment(tx, id, to, CommentRequest{text, ids})
				return err
			})
		}
		if err := say("manager1", touch.ID, "做得好", "rep1", "director"); err != nil {
			w.t.Fatal(err)
		}
		w.field(say("manager1", touch.ID, "看看", "rep1", "rep3"), "/mentions/1", "comment.cannot_see")
		w.field(say("manager1", touch.ID, "  "), "/content", "field.required")
		w.refused(say("rep3", touch.ID, "我看不到"), "not_found")
		w.refused(say("manager1", crm.IDOf[crm.Touch](9), "没有这条"), "not_found")
		if n := w.count(`SELECT COUNT(*) FROM touch_comment WHERE tenant_id = @tenant AND touch_id = @id`, db.Args{"id": touch.ID}); n != 1 {
			w.t.Errorf("%d comments", n)
		}
	})
}

func TestEvidence(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "凭据"})
		facts := func() Evidence {
			var e Evidence
			err := w.d.View(context.Background(), w.As("rep1"), func(tx *db.Tx) error {
				var err error
				e, err = TouchFacts(tx, id)
				return err
			})
			if err != nil {
				w.t.Fatal(err)
			}
			return e
		}
		if e := facts(); e != (Evidence{}) {
			w.t.Errorf("from nothing: %+v", e)
		}
		w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.NoAnswer})
		if e := facts(); e != (Evidence{}) {
			w.t.Errorf("from an unanswered call: %+v", e)
		}
		_, touch := w.log("rep1", id, TouchRequest{Channel: words.Call, Result: words.Connected, Feedback: "想看演示", Next: &NextStep{At: at("10-15 10:00"), Channel: words.Visit}})
		if e := facts(); e.Connected != touch.ID || e.Feedback != touch.ID || e.PlanAt != at("10-15 10:00") || !e.Met.IsZero() {
			w.t.Errorf("%+v", e)
		}
		w.clock("10-16 09:00")
		if e := facts(); !e.PlanAt.IsZero() {
			w.t.Errorf("an appointment of yesterday is none: %+v", e)
		}
	})
}
