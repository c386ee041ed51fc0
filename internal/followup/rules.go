package followup

import (
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// CallLimits are the bounds within which a call may start. They bind the start
// of a call and the sending of messages, never the record of what happened.
type CallLimits struct {
	From, To         time.Duration // of the day, in the callee's zone
	NoonFrom, NoonTo time.Duration // equal: no noon rest
	Burst            int           // starts to one number within BurstTime
	BurstTime        time.Duration
	Daily            int // starts to one number within DailyTime
	DailyTime        time.Duration
}

// DefaultLimits are what carriers enforce in China.
var DefaultLimits = CallLimits{
	From: 8 * time.Hour, To: 21 * time.Hour,
	Burst: 3, BurstTime: 5 * time.Minute,
	Daily: 5, DailyTime: 24 * time.Hour,
}

// CallFacts are what decides whether a call may start now.
type CallFacts struct {
	DoNotContact bool
	Starts       []crm.Millis   // earlier starts to the same number, over all people, oldest first
	Zone         *time.Location // the callee's, the organisation's where unknown
}

// MayCall reports why a call may not start now, or nil. The params name when it
// may start again.
func (l CallLimits) MayCall(f CallFacts, now time.Time) error {
	if f.DoNotContact {
		return crm.Fail(crm.Refused, "call.do_not_contact")
	}
	if until, quiet := l.quiet(now, f.Zone); quiet {
		return crm.Fail(crm.Refused, "call.quiet_hours", "from", hhmm(l.From), "to", hhmm(l.To),
			"until", crm.At(until), "time", now.In(f.Zone).Format("15:04"))
	}
	if until, hit := limited(f.Starts, l.Burst, l.BurstTime, now); hit {
		return crm.Fail(crm.Refused, "call.limit", "calls", l.Burst,
			"minutes", int(l.BurstTime.Minutes()), "until", crm.At(until), "time", until.In(f.Zone).Format("15:04"))
	}
	if until, hit := limited(f.Starts, l.Daily, l.DailyTime, now); hit {
		return crm.Fail(crm.Refused, "call.limit_daily", "calls", l.Daily,
			"hours", int(l.DailyTime.Hours()), "until", crm.At(until), "time", until.In(f.Zone).Format("15:04"))
	}
	return nil
}

// quiet says whether now is outside calling hours and when they begin again.
func (l CallLimits) quiet(now time.Time, zone *time.Location) (time.Time, bool) {
	local := now.In(zone)
	y, m, d := local.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, zone)
	at := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second
	switch {
	case at < l.From:
		return midnight.Add(l.From), true
	case at >= l.To:
		return midnight.AddDate(0, 0, 1).Add(l.From), true
	case at >= l.NoonFrom && at < l.NoonTo:
		return midnight.Add(l.NoonTo), true
	}
	return time.Time{}, false
}

// limited says whether a window already holds as many starts as it may, and
// when the oldest of those falls out of it.
func limited(starts []crm.Millis, most int, window time.Duration, now time.Time) (time.Time, bool) {
	inside := within(starts, window, now)
	if len(inside) < most {
		return time.Time{}, false
	}
	return inside[len(inside)-most].Time().Add(window), true
}

// within keeps the starts of a window that ends now; a start leaves the window
// exactly when it is as old as the window.
func within(starts []crm.Millis, window time.Duration, now time.Time) []crm.Millis {
	since := crm.At(now.Add(-window))
	for i, s := range starts {
		if s > since {
			return starts[i:]
		}
	}
	return nil
}

func hhmm(d time.Duration) string { return time.Time{}.Add(d).Format("15:04") }

// correctable is how long its author may correct a touch.
const correctable = 24 * time.Hour

// MayCorrect reports why a person may not correct a touch now, or nil.
func MayCorrect(author, person crm.PersonID, createdAt crm.Millis, now time.Time) error {
	if author != person {
		return crm.Fail(crm.Forbidden, "touch.not_author")
	}
	if now.Sub(createdAt.Time()) > correctable {
		return crm.Fail(crm.Refused, "touch.too_late", "hours", int(correctable.Hours()))
	}
	return nil
}

// SecondToday reports whether a touch at an instant would be the second one
// that reaches the customer on that day: it needs a confirmation. A customer
// who called us, an unanswered ring, and a contact planned for that very day
// need none.
func SecondToday(direction string, at, lastTouch crm.Millis, lastResult string, plan crm.Millis, zone *time.Location) bool {
	if direction == words.In || lastTouch.IsZero() || !words.Reached(lastResult) {
		return false
	}
	c := clock{at.Time(), zone}
	planned := !plan.IsZero() && c.of(plan) <= c.of(at)
	return c.today(lastTouch) && !planned
}

// The ways a touch ends the open plan; "" leaves it open.
const (
	planDone      = "done"
	planReplaced  = "replaced"
	planCancelled = "cancelled"
)

// PlanAfter decides what a touch does to the open plan: a due plan is done, a
// later one stays unless a new next step replaces it or the customer no longer
// wants to be contacted.
func PlanAfter(plan, at crm.Millis, result string, next bool, zone *time.Location) string {
	c := clock{at.Time(), zone}
	switch {
	case plan.IsZero():
		return ""
	case c.of(plan) <= c.of(at):
		return planDone
	case next:
		return planReplaced
	case result == words.DoNotContact:
		return planCancelled
	}
	return ""
}

// Answers reports whether a touch answers the first response: any contact after
// the hand-over does, reached or not, by the owner or by a helper. The clock
// asks that somebody tried within a day; whether the try succeeded is what the
// rhythm follows up.
func Answers(assignedAt, at crm.Millis) bool { return at >= assignedAt }

// Replanned decides where a plan moves when the rhythm changes: a plan that was
// only the rhythm's proposal follows, a promise or an appointment stays. It
// never moves into the past, and goes by the last touch.
func Replanned(plan Step, lastTouch crm.Millis, o Outlook) (time.Time, bool) {
	if plan.At.IsZero() || plan.Promised || words.OnSite(plan.Channel) {
		return time.Time{}, false
	}
	base := lastTouch.Time()
	if lastTouch.IsZero() {
		base = o.Now
	}
	step := offsets[o.heat()]
	day := crm.DayOf(base, o.Zone).Add(step.days[step.recommended])
	today := crm.DayOf(o.Now, o.Zone)
	local := plan.At.Time().In(o.Zone)
	at := on(o.workdayFrom(laterDay(day, today.Add(1))), local.Hour(), local.Minute(), o.Zone)
	if crm.At(at) == plan.At {
		return time.Time{}, false
	}
	return at, true
}
