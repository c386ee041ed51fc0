package followup

import (
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

func TestPlans(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "计划"})
		var first, second Plan
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			var err error
			_, first, err = SetPlan(tx, id, NextStep{At: at("10-15 10:00"), Channel: words.Call, Content: "回电说报价"}, "")
			return err
		})
		if c := w.get(id); c.NextAt != at("10-15 10:00") || c.NextGoal != "回电说报价" {
			w.t.Errorf("customer: %v %q", c.NextAt, c.NextGoal)
		}
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			var err error
			_, second, err = SetPlan(tx, id, NextStep{At: at("10-16 10:00"), Channel: words.Visit, Goal: "演示", Promised: true}, "客户周四出差")
			return err
		})
		plans := w.plans(id)
		if len(plans) != 2 || plans[0].State != planReplaced || plans[0].Reason != "客户周四出差" || plans[1].ID != second.ID || !plans[1].Promised {
			w.t.Errorf("plans: %+v", plans)
		}
		end := func(who string, p crm.PlanID, state string) error {
			return w.as(who, func(tx *db.Tx) error { _, err := ClosePlan(tx, id, p, state, "改天"); return err })
		}
		w.refused(end("rep1", first.ID, planDone), "plan.closed")
		w.refused(end("rep1", crm.IDOf[crm.Plan](4), planDone), "not_found")
		w.refused(end("rep3", second.ID, planDone), "not_found")
		if err := end("manager1", second.ID, planCancelled); err != nil {
			w.t.Fatal(err)
		}
		if c := w.get(id); !c.NextAt.IsZero() || c.NextChannel != "" || c.NextGoal != "" {
			w.t.Errorf("customer after the end: %+v", c.Row)
		}
		w.field(w.as("rep1", func(tx *db.Tx) error { _, _, err := SetPlan(tx, id, NextStep{}, ""); return err }), "/at", "field.required")
	})
}

func TestPlansOf(t *testing.T) {
	each(t, func(w world) {
		w.customer(given{name: "昨天的", plan: Step{At: at("10-13 10:00"), Channel: words.Call, Content: "打 13800004172"}, phone: "+8613800004172"})
		w.customer(given{name: "今天的", plan: Step{At: at("10-14 15:00"), Channel: words.Call}})
		w.customer(given{name: "别人的", owner: "rep3", plan: Step{At: at("10-14 15:00"), Channel: words.Call}})
		list := func(who, owner, from, to string) ([]PlanItem, error) {
			var items []PlanItem
			err := w.as(who, func(tx *db.Tx) error {
				var err error
				items, err = PlansOf(tx, w.As(owner).Person, at(from), at(to))
				return err
			})
			return items, err
		}
		items, err := list("manager1", "rep1", "", "10-15 00:00")
		if err != nil || len(items) != 2 || items[0].Customer.Name != "昨天的" || !items[0].Overdue || items[1].Overdue {
			w.t.Errorf("%+v %v", items, err)
		}
		if items[0].Content != "打 138****4172" {
			w.t.Errorf("numbers must be masked: %q", items[0].Content)
		}
		if items, _ := list("rep1", "rep1", "10-14 00:00", "10-15 00:00"); len(items) != 1 {
			w.t.Errorf("today only: %+v", items)
		}
		_, err = list("rep1", "rep3", "", "10-15 00:00")
		w.refused(err, "not_found")
	})
}

// TestOwnerLeft: plans end when the customer leaves its owner.
func TestOwnerLeft(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "转走", plan: Step{At: at("10-15 10:00"), Channel: words.Call, Promised: true}})
		w.Update(w.t, "manager1", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, id)
			if err != nil {
				return err
			}
			_, err = customer.HandOver(tx, c, customer.Handover{To: w.As("rep2").Person, Kind: "assign"})
			return err
		})
		c, plans := w.get(id), w.plans(id)
		if len(plans) != 1 || plans[0].State != planCancelled || !c.NextAt.IsZero() || c.FirstDueAt.IsZero() {
			w.t.Errorf("%+v %+v", plans, c.Row)
		}
		if got := sayer("zh-CN", w.At).PlanReason(plans[0].Reason); got != "客户换了负责人" {
			w.t.Errorf("reason %q", got)
		}
	})
}

// TestChanged: temperature moves the rhythm's plans, both ways, and keeps the
// reason; promises and appointments stay; a move only brings nearer.
func TestChanged(t *testing.T) {
	each(t, func(w world) {
		for _, c := range []struct {
			name, from, to string
			layer          int
			plan           Step
			want           string
		}{
			{"warmer", words.Cold, words.Hot, 3, Step{At: at("10-21 14:00"), Channel: words.Call}, "10-15 14:00"},
			{"colder", words.Hot, words.Cold, 3, Step{At: at("10-15 10:00"), Channel: words.Call}, "10-21 10:00"},
			{"promised", words.Cold, words.Hot, 3, Step{At: at("10-21 14:00"), Channel: words.Call, Promised: true}, "10-21 14:00"},
			{"visit", words.Cold, words.Hot, 3, Step{At: at("10-21 14:00"), Channel: words.Visit}, "10-21 14:00"},
			{"move forward brings a far plan nearer", words.Hot, words.Hot, 4, Step{At: at("10-30 14:00"), Channel: words.Call}, "10-15 14:00"},
			{"move forward leaves a near plan", words.Hot, words.Hot, 4, Step{At: at("10-16 14:00"), Channel: words.Call}, "10-16 14:00"},
			{"move back leaves it", words.Hot, words.Hot, 2, Step{At: at("10-30 14:00"), Channel: words.Call}, "10-30 14:00"},
			{"nothing planned", words.Cold, words.Hot, 4, Step{}, ""},
		} {
			id := w.customer(given{name: c.name, temperature: c.from, plan: c.plan, last: "10-14 09:00", layer: 3})
			w.Update(w.t, "rep1", func(tx *db.Tx) error {
				before, err := customer.ForUpdate(tx, id)
				if err != nil {
					return err
				}
				after := before
				after.Temperature, after.Layer = c.to, c.layer
				got := after
				err = Changed(tx, before, &got)
				if err == nil && got.NextAt != at(c.want) {
					w.t.Errorf("%s: answer %v, want %s", c.name, got.NextAt.Time().In(shanghai), c.want)
				}
				return err
			})
			if got := w.get(id); got.NextAt != at(c.want) {
				w.t.Errorf("%s: stored %v, want %s", c.name, got.NextAt.Time().In(shanghai), c.want)
			}
			plans := w.plans(id)
			if moved := at(c.want) != c.plan.At; moved && (len(plans) != 2 || plans[0].State != planReplaced || plans[0].Reason == "") {
				w.t.Errorf("%s: %+v", c.name, plans)
			}
		}
	})
}
