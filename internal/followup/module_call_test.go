package followup

import (
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

func (w world) call(who string, id crm.CustomerID) (Start, error) {
	var s Start
	err := w.as(who, func(tx *db.Tx) error {
		var err error
		s, err = StartCall(tx, id, crm.ID[crm.Channel]{})
		return err
	})
	return s, err
}

func TestStartCall(t *testing.T) {
	each(t, func(w world) {
		const phone = "+8613800004172"
		id := w.customer(given{name: "能打", phone: phone})
		none := w.customer(given{name: "没号码"})
		denied := w.customer(given{name: "谢绝的", phone: "+8613900000056", denied: true})
		sameNumber := w.customer(given{name: "同号", phone: "+8613900000056", owner: "rep2"})
		foreign := w.customer(given{name: "别人的", phone: phone, owner: "rep3"})
		s, err := w.call("rep1", id)
		if err != nil || s.Tel != "tel:"+phone || s.Contact.IsZero() {
			w.t.Errorf("%+v %v", s, err)
		}
		var fact string
		w.View(w.t, "admin", func(tx *db.Tx) error {
			var err error
			fact, err = db.One[string](tx, `SELECT payload FROM fact WHERE tenant_id = @tenant AND kind = 'followup.CallStarted' AND customer_id = @id AND actor_id = @rep`,
				db.Args{"id": id, "rep": w.As("rep1").Person})
			return err
		})
		if want := `"number":"138****4172"`; !strings.Contains(fact, want) || strings.Contains(fact, phone) {
			w.t.Errorf("audit: %s", fact)
		}
		_, err = w.call("rep1", none)
		w.refused(err, "customer.no_number")
		_, err = w.call("rep1", denied)
		w.refused(err, "call.do_not_contact")
		if e, ok := err.(*crm.Error); !ok || e.Params["manager"] != "顾隽灿" || e.Params["name"] != "谢绝的" {
			w.t.Errorf("who may allow: %v", err)
		}
		_, err = w.call("rep2", sameNumber)
		w.refused(err, "call.do_not_contact")
		_, err = w.call("rep1", foreign)
		w.refused(err, "not_found")
		w.clock("10-14 21:00")
		_, err = w.call("rep1", id)
		w.refused(err, "call.quiet_hours")
	})
}

// TestCallLimitsCountTheNumber: over all people and records, three in five
// minutes and five in a day; a refused start does not count.
func TestCallLimitsCountTheNumber(t *testing.T) {
	each(t, func(w world) {
		const phone = "+8613800004172"
		a := w.customer(given{name: "甲", phone: phone})
		b := w.customer(given{name: "乙", phone: phone, owner: "rep3"})
		start := w.At
		for i, c := range []struct {
			after time.Duration
			who   string
			id    crm.CustomerID
			code  string
		}{
			{0, "rep1", a, ""}, {time.Minute, "rep3", b, ""}, {2 * time.Minute, "rep1", a, ""},
			{3 * time.Minute, "rep3", b, "call.limit"}, {4*time.Minute + 59*time.Second, "rep1", a, "call.limit"},
			{5 * time.Minute, "rep1", a, ""}, {6 * time.Minute, "rep3", b, ""},
			{2 * time.Hour, "rep1", a, "call.limit_daily"}, {24 * time.Hour, "rep1", a, ""},
		} {
			w.SetNow(start.Add(c.after))
			if _, err := w.call(c.who, c.id); crm.CodeOf(err) != c.code {
				w.t.Errorf("call %d: %v, want %q", i, err, c.code)
			}
		}
	})
}

// TestCallersRaceForTheLastStart: of many callers at once exactly three pass.
func TestCallersRaceForTheLastStart(t *testing.T) {
	each(t, func(w world) {
		a := w.customer(given{name: "甲", phone: "+8613800004172"})
		b := w.customer(given{name: "乙", phone: "+8613800004172", owner: "rep3"})
		var wg sync.WaitGroup
		var mu sync.Mutex
		passed := 0
		for i := range 10 {
			wg.Go(func() {
				who, id := "rep1", a
				if i%2 == 1 {
					who, id = "rep3", b
				}
				_, err := w.call(who, id)
				mu.Lock()
				defer mu.Unlock()
				switch crm.CodeOf(err) {
				case "":
					if err != nil {
						w.t.Error(err)
					}
					passed++
				case "call.limit":
				default:
					w.t.Error(err)
				}
			})
		}
		wg.Wait()
		if passed != 3 {
			w.t.Errorf("%d passed", passed)
		}
	})
}

func TestCollaboratorsDoNotSeeNumbers(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "协作", phone: "+8613800004172"})
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `INSERT INTO collaborator (tenant_id, customer_id, person_id, may_touch, created_by, created_at)
				VALUES (@tenant, @id, @person, TRUE, @me, @now)`, db.Args{"id": id, "person": w.As("rep3").Person})
			return err
		})
		_, err := w.call("rep3", id)
		w.refused(err, "call.masked")
	})
}

func TestRhythmOf(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "节奏", temperature: words.Hot})
		var v RhythmView
		w.View(w.t, "rep1", func(tx *db.Tx) error {
			var err error
			v, err = getRhythm(tx, &rhythmIn{Customer: id})
			return err
		})
		if len(v.Proposals) != 3 || v.Proposals[0].Label != "明天 10:00" || !v.Proposals[0].Recommended || v.Why != "热客户 1–2 天一次" || v.Choose {
			w.t.Errorf("%+v", v)
		}
		err := w.as("rep3", func(tx *db.Tx) error { _, err := RhythmOf(tx, id, "", ""); return err })
		w.refused(err, "not_found")
	})
}

func TestCalleeZone(t *testing.T) {
	for number, want := range map[string]string{
		"+8613800004172": "Asia/Shanghai", "+81312345678": "Asia/Tokyo", "+12125550123": "America/New_York", "+18005550123": "home",
	} {
		home := time.FixedZone("home", 0)
		if got := calleeZone(number, home).String(); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}
