package followup

import (
	"cmp"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Facts are what the queue looks at in one customer.
type Facts struct {
	ID    int64
	Layer int
	// LayerDays are the working days in the layer so far, IdealDays what the
	// funnel asks for (0: no standard).
	LayerDays, IdealDays float64
	Fast                 bool   // reached this layer in under half the ideal days
	Stride               Stride // how it got here, for fast movers; zero if unknown
	Grade, Temperature   string
	DoNotContact         bool
	CreatedAt            crm.Millis
	AssignedAt           crm.Millis
	FirstDue             crm.Millis // 0: answered
	LastTouch            crm.Millis
	LastResult           string
	Plan                 Step
	// Owner is set when somebody else reads the queue: "分给许婷希" instead of
	// "分给你".
	Owner string
}

// Step is the open plan of a customer; a zero At is no plan.
type Step struct {
	At       crm.Millis
	Channel  string
	Content  string
	Goal     string
	Promised bool
	MadeAt   crm.Millis
}

// Stride is the way of a fast mover: layers in days, against the ideal.
type Stride struct {
	Layers      int
	Days, Ideal float64
}

// The kinds of a line: what brought the customer into today's queue.
const (
	KindPromise = "promise" // a plan whose time has come or passed, promised to the customer
	KindPlan    = "plan"    // a plan due today or overdue
	KindFirst   = "first"   // the first response is open
	KindLayer   = "layer"   // longer in the layer than the standard
	KindRhythm  = "rhythm"  // the contact rhythm is reached
	KindNoPlan  = "no_plan" // from contacted on, and nothing planned
)

// Line is one customer of today's queue, with the one reason shown.
type Line struct {
	ID     int64
	Layer  int
	Kind   string
	Urgent bool // an overdue plan, an overdue or nearly due first response
	Done   bool // worked today and nothing left for today
	DueAt  crm.Millis
	Reason Reason
	facts  Facts
}

// firstSoon is how long before its end an open first response turns urgent.
const firstSoon = 4 * time.Hour

// Rhythm is after how many days without a touch a customer comes back.
var Rhythm = map[string]int{words.Hot: 2, words.Warm: 4, words.Cold: 7}

// Judge says whether the customer is in the queue of the day of now, and why.
// A customer touched or re-planned today is done, unless its plan asks for
// something later today. A re-plan does not answer a first response.
func Judge(f Facts, now time.Time, zone *time.Location) (Line, bool) {
	if !words.InQueue(f.Layer) {
		return Line{}, false
	}
	day := clock{now, zone}
	line, causes := f.line(day)
	worked := day.today(f.LastTouch) || day.today(f.Plan.MadeAt)
	if worked && !slices.ContainsFunc(causes, cause.binding) {
		line.Done = true
		return line, true
	}
	if len(causes) == 0 {
		return line, false
	}
	top := slices.MinFunc(causes, func(a, b cause) int { return cmp.Compare(a.tone(), b.tone()) })
	line.Kind, line.DueAt = top.kind, top.due
	line.Reason = f.reason(top, day)
	return line, true
}

// line is the customer's place in the order, whether or not it is in the queue.
func (f Facts) line(day clock) (Line, []cause) {
	causes := f.causes(day)
	urgent := slices.ContainsFunc(causes, func(c cause) bool { return c.urgent })
	return Line{ID: f.ID, Layer: f.Layer, Urgent: urgent, facts: f}, causes
}

// cause is one ground for being in the queue.
type cause struct {
	kind   string
	due    crm.Millis
	urgent bool
	late   bool
}

// binding causes stay even when the customer was worked on today.
func (c cause) binding() bool {
	return c.kind == KindPlan || c.kind == KindPromise || c.kind == KindFirst
}

// tone ranks causes for display: the most pressing one is shown.
func (c cause) tone() int {
	switch {
	case c.late && c.kind != KindFirst:
		return 0
	case c.late:
		return 1
	case c.urgent:
		return 2
	case c.kind == KindPromise, c.kind == KindPlan:
		return 3
	case c.kind == KindLayer:
		return 4
	case c.kind == KindFirst:
		return 5
	case c.kind == KindRhythm:
		return 6
	}
	return 7
}

// causes collects every ground, in no particular order. Who must not be
// contacted is not asked for by rhythm or for a missing plan: only an explicit
// plan or an overdue layer brings that customer back.
func (f Facts) causes(day clock) []cause {
	var out []cause
	if !f.Plan.At.IsZero() && day.of(f.Plan.At) <= day.of(crm.At(day.now)) {
		kind := KindPlan
		if f.Plan.Promised {
			kind = KindPromise
		}
		late := f.Plan.At.Time().Before(day.now)
		out = append(out, cause{kind: kind, due: f.Plan.At, urgent: late, late: late})
	}
	if !f.FirstDue.IsZero() {
		left := f.FirstDue.Time().Sub(day.now)
		out = append(out, cause{kind: KindFirst, due: f.FirstDue, urgent: left < firstSoon, late: left <= 0})
	}
	if f.IdealDays > 0 && f.LayerDays > f.IdealDays {
		out = append(out, cause{kind: KindLayer})
	}
	if f.DoNotContact {
		return out
	}
	if days, ok := f.silent(day); ok && days >= Rhythm[f.Temperature] {
		out = append(out, cause{kind: KindRhythm})
	}
	if f.Layer >= words.Contacted && f.Plan.At.IsZero() {
		out = append(out, cause{kind: KindNoPlan})
	}
	return out
}

// silent is the number of days since the last touch, or since the customer was
// handed over when there was none.
func (f Facts) silent(day clock) (int, bool) {
	since := f.LastTouch
	if since.IsZero() {
		since = f.AssignedAt
	}
	if since.IsZero() {
		return 0, false
	}
	return day.since(since), true
}

// waiting is the instant since which the customer waits.
func (f Facts) waiting() crm.Millis { return cmp.Or(f.LastTouch, f.AssignedAt, f.CreatedAt) }

// Rank orders lines from the bottom of the funnel up (上行原则): the deeper
// layer first; inside a layer overdue promises, fast movers, A before B before
// C, the hottest, the longest waiting. The id settles the rest, so that two
// readers see one order.
func Rank(lines []Line) {
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(
			-cmp.Compare(a.Layer, b.Layer),
			-compareBool(a.Urgent, b.Urgent),
			-compareBool(a.facts.Fast, b.facts.Fast),
			cmp.Compare(gradeRank(a.facts.Grade), gradeRank(b.facts.Grade)),
			cmp.Compare(heatRank(a.facts.Temperature), heatRank(b.facts.Temperature)),
			cmp.Compare(a.facts.waiting(), b.facts.waiting()),
			cmp.Compare(a.ID, b.ID),
		)
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// gradeRank puts the ungraded after C.
func gradeRank(grade string) int {
	if i := slices.Index(words.Grades, grade); i >= 0 {
		return i
	}
	return len(words.Grades)
}

func heatRank(temperature string) int {
	if i := slices.Index(words.Temperatures, temperature); i >= 0 {
		return i
	}
	return len(words.Temperatures)
}

// Alarms are the three figures on top of the queue.
type Alarms struct {
	Overdue int `json:"overdue" doc:"Plans whose time has passed"`
	First   int `json:"first" doc:"First responses overdue or with under 4 hours left"`
	Visits  int `json:"visits" doc:"Visits and meetings planned for today"`
}

// Alarm counts what needs a person now among the open lines.
func Alarm(lines []Line, now time.Time, zone *time.Location) Alarms {
	day := clock{now, zone}
	var a Alarms
	for _, l := range lines {
		for _, c := range l.facts.causes(day) {
			switch {
			case c.kind == KindFirst && c.urgent:
				a.First++
			case c.kind != KindFirst && c.late:
				a.Overdue++
			}
		}
		onSite := words.OnSite(l.facts.Plan.Channel)
		if onSite && day.today(l.facts.Plan.At) {
			a.Visits++
		}
	}
	return a
}
