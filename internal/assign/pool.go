package assign

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
)

// Pool is where customers without an owner wait, with the rules of taking one.
type Pool struct {
	ID           crm.PoolID       `db:"id" json:"id"`
	Name         string           `db:"name" json:"name"`
	DepartmentID crm.DepartmentID `db:"department_id" json:"departmentId"` // whose members may claim; zero for everyone
	// DailyClaims is how many customers one person may claim on a day.
	DailyClaims int64 `db:"daily_claims" json:"dailyClaims"`
	// PreviousOwnerDays is how long who gave a customer back may not claim it.
	PreviousOwnerDays int64 `db:"previous_owner_days" json:"previousOwnerDays"`
	Active            bool  `db:"active" json:"active"`
	Version           int64 `db:"version" json:"version"`
}

// Hold is how many customers a person has and may have.
type Hold struct {
	Quota    int64   `db:"quota"`
	Used     int64   `db:"used"`
	ClaimDay crm.Day `db:"claim_day"`
	Claims   int64   `db:"claims"`
}

// Left is how many more customers fit; never less than none, although imports
// and moves back may exceed the quota.
func (h Hold) Left() int64 { return max(0, h.Quota-h.Used) }

// ClaimsOn is how many customers were claimed on a day.
func (h Hold) ClaimsOn(day crm.Day) int64 {
	if h.ClaimDay != day {
		return 0
	}
	return h.Claims
}

// Claimer is who wants to take a customer.
type Claimer struct {
	Person crm.PersonID
	Member bool // belongs to the pool's department, or everyone does
	Hold
}

// MayClaim reports why a person may not take a customer now, or nil. The write
// that follows repeats the conditions that a race could break.
func (p Pool) MayClaim(c customer.Row, who Claimer, now time.Time, zone *time.Location) error {
	if !c.OwnerID.IsZero() {
		return crm.Fail(crm.Conflict, "claim.taken")
	}
	if !c.InPool() {
		return crm.Fail(crm.Refused, "claim.cooling", "until", crm.DayOf(c.CoolUntil.Time(), zone))
	}
	if c.Archived {
		return crm.Fail(crm.Refused, "claim.archived")
	}
	if !who.Member || !p.Active {
		return crm.Fail(crm.Forbidden, "claim.not_member", "pool", p.Name)
	}
	if until, banned := p.bannedUntil(c, who.Person, now); banned {
		return crm.Fail(crm.Refused, "claim.previous_owner", "days", p.PreviousOwnerDays, "until", crm.DayOf(until, zone))
	}
	if n := who.ClaimsOn(crm.DayOf(now, zone)); n >= p.DailyClaims {
		return crm.Fail(crm.Refused, "claim.daily_limit", "limit", p.DailyClaims)
	}
	if who.Left() == 0 {
		return crm.Fail(crm.Refused, "hold.full", "quota", who.Quota, "used", who.Used)
	}
	return nil
}

// bannedUntil tells until when a person may not have back what they gave up.
func (p Pool) bannedUntil(c customer.Row, person crm.PersonID, now time.Time) (time.Time, bool) {
	if c.ReleasedBy.IsZero() || c.ReleasedBy != person {
		return time.Time{}, false
	}
	until := c.ReleasedAt.Time().Add(time.Duration(p.PreviousOwnerDays) * 24 * time.Hour)
	return until, now.Before(until)
}

// Check says what is wrong with a pool's rules.
func (p Pool) Check() error {
	var c crm.Checks
	c.That(p.Name != "", "/name", "field.required")
	c.That(p.DailyClaims >= 1 && p.DailyClaims <= 1000, "/dailyClaims", "pool.daily_claims")
	c.That(p.PreviousOwnerDays >= 0 && p.PreviousOwnerDays <= 3650, "/previousOwnerDays", "pool.previous_owner_days")
	return c.Err()
}
