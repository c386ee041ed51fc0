package assign

import (
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/words"
)

func TestMayClaim(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 10, 14, 2, 42, 0, 0, time.UTC)
	me, other := crm.IDOf[crm.Person](1), crm.IDOf[crm.Person](2)
	pool := Pool{Name: "公海", DailyClaims: 5, PreviousOwnerDays: 7, Active: true}
	in := customer.Row{Layer: words.Resource, PoolID: crm.IDOf[crm.Pool](9)}
	free := Claimer{Person: me, Member: true, Hold: Hold{Quota: 30, Used: 29, ClaimDay: 20261014, Claims: 4}}
	released := func(by crm.PersonID, ago time.Duration) func(*customer.Row, *Claimer, *Pool) {
		return func(c *customer.Row, _ *Claimer, _ *Pool) { c.ReleasedBy, c.ReleasedAt = by, crm.At(now.Add(-ago)) }
	}
	tests := []struct {
		name string
		make func(*customer.Row, *Claimer, *Pool)
		want string
	}{
		{"free", func(*customer.Row, *Claimer, *Pool) {}, ""},
		{"a colleague has it", func(c *customer.Row, _ *Claimer, _ *Pool) { c.OwnerID, c.PoolID = other, crm.PoolID{} }, "claim.taken"},
		{"I have it", func(c *customer.Row, _ *Claimer, _ *Pool) { c.OwnerID, c.PoolID = me, crm.PoolID{} }, "claim.taken"},
		{"it cools off", func(c *customer.Row, _ *Claimer, _ *Pool) { c.PoolID, c.Layer = crm.PoolID{}, 0 }, "claim.cooling"},
		{"it is archived", func(c *customer.Row, _ *Claimer, _ *Pool) { c.Archived = true }, "claim.archived"},
		{"another department's pool", func(_ *customer.Row, w *Claimer, _ *Pool) { w.Member = false }, "claim.not_member"},
		{"a closed pool", func(_ *customer.Row, _ *Claimer, p *Pool) { p.Active = false }, "claim.not_member"},
		{"I gave it back yesterday", released(me, 24*time.Hour), "claim.previous_owner"},
		{"I gave it back a moment less than 7 days ago", released(me, 7*24*time.Hour-time.Millisecond), "claim.previous_owner"},
		{"I gave it back 7 days ago", released(me, 7*24*time.Hour), ""},
		{"a colleague gave it back", released(other, time.Hour), ""},
		{"no ban in this pool", func(c *customer.Row, _ *Claimer, p *Pool) {
			c.ReleasedBy, c.ReleasedAt, p.PreviousOwnerDays = me, crm.At(now), 0
		}, ""},
		{"five claims today", func(_ *customer.Row, w *Claimer, _ *Pool) { w.Claims = 5 }, "claim.daily_limit"},
		{"five claims yesterday", func(_ *customer.Row, w *Claimer, _ *Pool) { w.Claims, w.ClaimDay = 5, 20261013 }, ""},
		{"full", func(_ *customer.Row, w *Claimer, _ *Pool) { w.Used = 30 }, "hold.full"},
		{"above quota", func(_ *customer.Row, w *Claimer, _ *Pool) { w.Used = 33 }, "hold.full"},
	}
	for _, tt := range tests {
		c, w, p := in, free, pool
		tt.make(&c, &w, &p)
		if got := crm.CodeOf(p.MayClaim(c, w, now, shanghai)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPoolCheck(t *testing.T) {
	good := Pool{Name: "公海", DailyClaims: 5, PreviousOwnerDays: 7}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, bad := range []Pool{{DailyClaims: 5}, {Name: "公海"}, {Name: "公海", DailyClaims: 5, PreviousOwnerDays: -1}} {
		if crm.KindOf(bad.Check()) != crm.Invalid {
			t.Errorf("%+v passes", bad)
		}
	}
}

func TestHoldLeft(t *testing.T) {
	for used, want := range map[int64]int64{0: 30, 29: 1, 30: 0, 35: 0} {
		if got := (Hold{Quota: 30, Used: used}).Left(); got != want {
			t.Errorf("%d used: %d left", used, got)
		}
	}
}
