package list

import "laidan/internal/crm"

// Standing is what places a customer in the queue.
type Standing struct {
	Layer       int // 1 resource .. 6 signed
	NextAt      crm.Millis
	FirstDueAt  crm.Millis
	Fast        bool
	Grade       string
	Temperature string
	LastTouchAt crm.Millis
	AssignedAt  crm.Millis
	CreatedAt   crm.Millis
}

// FirstResponseNotice is how long before its end an unanswered first response
// counts as an overdue promise.
const FirstResponseNotice = crm.Millis(4 * 60 * 60 * 1000)

// Overdue reports whether a promise is overdue: the next step, or a first
// response that is late or will be soon.
func (s Standing) Overdue(now crm.Millis) bool {
	return !s.NextAt.IsZero() && s.NextAt < now || !s.FirstDueAt.IsZero() && s.FirstDueAt < now+FirstResponseNotice
}

var (
	gradePlace = map[string]int64{"A": 0, "B": 1, "C": 2}
	warmth     = map[string]int64{"hot": 0, "warm": 1}
)

// Rank orders the queue (上行原则), smallest first: the bottom of the funnel,
// inside a layer overdue promises, fast movers, A before B before C, hot before
// warm before cold; wait settles what remains: longest waiting first. It is the
// same number as the sort Queue computes in SQL.
func (s Standing) Rank(now crm.Millis) (rank, wait int64) {
	rank = int64(6-s.Layer) * rankLayer
	if !s.Overdue(now) {
		rank += rankOnTime
	}
	if !s.Fast {
		rank += rankSteady
	}
	if place, ok := gradePlace[s.Grade]; ok {
		rank += place * rankGrade
	} else {
		rank += int64(len(gradePlace)) * rankGrade
	}
	if place, ok := warmth[s.Temperature]; ok {
		rank += place
	} else {
		rank += int64(len(warmth))
	}
	for _, since := range []crm.Millis{s.LastTouchAt, s.AssignedAt, s.CreatedAt} {
		if !since.IsZero() {
			return rank, int64(since)
		}
	}
	return rank, 0
}

// Each weight is more than all that follow it can add up to.
const (
	rankBehind = 1_000_000 // not in the queue
	rankLayer  = 1000
	rankOnTime = 100
	rankSteady = 50
	rankGrade  = 10
)

// standingOf reads the columns of a customer record.
func standingOf(column func(string) any) Standing {
	n := func(name string) crm.Millis {
		v, _ := column(name).(int64) // NULL is none
		return crm.Millis(v)
	}
	text := func(name string) string {
		v, _ := column(name).(string)
		return v
	}
	fast, _ := column("fast").(bool)
	return Standing{Layer: int(n("layer")), NextAt: n("next_at"), FirstDueAt: n("first_due_at"), Fast: fast, Grade: text("grade"),
		Temperature: text("temperature"), LastTouchAt: n("last_touch_at"), AssignedAt: n("assigned_at"), CreatedAt: n("created_at")}
}
