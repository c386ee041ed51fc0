package followup

import (
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// Proposal is one chip beside 下一次: an instant and its label.
type Proposal struct {
	At          time.Time
	Label       Phrase
	Recommended bool
}

// Proposals are the chips and the sentence that explains them. With Choose the
// customer named a time: the chips are only a help, somebody has to pick.
type Proposals struct {
	Items  []Proposal
	Why    Phrase
	Choose bool
}

// Outlook is what a proposal depends on.
type Outlook struct {
	Temperature  string
	Result       string // of the touch being logged; "" when planning without one
	DoNotContact bool
	Now          time.Time
	Zone         *time.Location
	// Workday reports whether people work on a day (weekends, holidays, make-up
	// workdays).
	Workday func(crm.Day) bool
}

// offsets are the days after which each temperature is due again, earliest
// first; the recommended one is the first that keeps the rhythm without haste.
var offsets = map[string]struct {
	days        []int
	recommended int
}{
	words.Hot:  {[]int{1, 2, 5}, 0},
	words.Warm: {[]int{3, 4, 6}, 0},
	words.Cold: {[]int{3, 5, 7}, 2},
}

// morning and afternoon are the hours proposed for a contact.
const (
	morning   = 10
	afternoon = 15
)

// Propose gives the next dates: by the rhythm of the temperature after a talk,
// at another time of day after an unanswered call, a time to choose when the
// customer asked for a call back, none when contact is refused.
func Propose(o Outlook) Proposals {
	switch {
	case o.DoNotContact || o.Result == words.DoNotContact:
		return Proposals{Items: []Proposal{}, Why: phrase("rhythm.do_not_contact")}
	case o.Result == words.Refused:
		return Proposals{Items: []Proposal{}, Why: phrase("rhythm.refused")}
	case o.Result == words.Callback:
		return o.callback()
	case o.Result == words.NoAnswer || o.Result == words.Busy || o.Result == words.Off:
		return o.retry()
	}
	p := o.byRhythm()
	if o.Result == words.WrongNumber {
		p.Why = phrase("rhythm.wrong_number")
	}
	return p
}

func (o Outlook) byRhythm() Proposals {
	plan, ok := offsets[o.Temperature]
	if !ok {
		plan = offsets[words.Cold]
	}
	today := crm.DayOf(o.Now, o.Zone)
	var items []Proposal
	last := today
	for i, offset := range plan.days {
		day := o.workdayFrom(laterDay(today.Add(offset), last.Add(1)))
		last = day
		items = append(items, o.at(day, morning, i == plan.recommended))
	}
	// "Next Monday" is how people put things off: it stands last for the hot
	// ones, whose third date would only be a vague "some day".
	if o.Temperature == words.Hot {
		monday := o.workdayFrom(nextMonday(today))
		if days := []crm.Day{dayOf(items[0], o.Zone), dayOf(items[1], o.Zone)}; !slices.Contains(days, monday) {
			items[2] = o.at(monday, morning, false)
		}
		slices.SortFunc(items, func(a, b Proposal) int { return a.At.Compare(b.At) })
	}
	return Proposals{Items: items, Why: phrase("rhythm." + o.heat())}
}

// retry proposes another time of day: this afternoon when the morning call rang
// in vain, tomorrow at the other half of the day otherwise.
func (o Outlook) retry() Proposals {
	today := crm.DayOf(o.Now, o.Zone)
	hour := o.Now.In(o.Zone).Hour()
	var items []Proposal
	if hour < afternoon-2 && o.Workday(today) {
		items = append(items, o.at(today, afternoon, true))
	}
	other := morning
	if hour < 12 {
		other = afternoon
	}
	next := o.workdayFrom(today.Add(1))
	items = append(items, o.at(next, other, len(items) == 0))
	items = append(items, o.at(o.workdayFrom(next.Add(1)), morning, false))
	return Proposals{Items: items, Why: phrase("rhythm.retry", "result", resultWord(o.Result))}
}

// callback offers usual times, but the customer named one: somebody must choose.
func (o Outlook) callback() Proposals {
	today := crm.DayOf(o.Now, o.Zone)
	var items []Proposal
	if o.Now.In(o.Zone).Hour() < afternoon-1 && o.Workday(today) {
		items = append(items, o.at(today, afternoon, false))
	}
	next := o.workdayFrom(today.Add(1))
	items = append(items, o.at(next, morning, false), o.at(next, afternoon, false))
	return Proposals{Items: items, Why: phrase("rhythm.callback"), Choose: true}
}

func (o Outlook) heat() string {
	if _, ok := offsets[o.Temperature]; ok {
		return o.Temperature
	}
	return words.Cold
}

func (o Outlook) at(day crm.Day, hour int, recommended bool) Proposal {
	at := on(day, hour, 0, o.Zone)
	return Proposal{At: at, Label: label(at, clock{o.Now, o.Zone}), Recommended: recommended}
}

// workdayFrom is the first working day at or after a day. It gives up after a
// month, so that a calendar without working days cannot hang a request.
func (o Outlook) workdayFrom(day crm.Day) crm.Day {
	for d, i := day, 0; i < 31; d, i = d.Add(1), i+1 {
		if o.Workday(d) {
			return d
		}
	}
	return day
}

func laterDay(a, b crm.Day) crm.Day { return max(a, b) }

func dayOf(p Proposal, zone *time.Location) crm.Day { return crm.DayOf(p.At, zone) }

func nextMonday(day crm.Day) crm.Day {
	return day.Add(8 - isoWeekday(day))
}

// isoWeekday is 1 for Monday .. 7 for Sunday.
func isoWeekday(day crm.Day) int {
	return (int(day.Time(time.UTC).Weekday())+6)%7 + 1
}

// label tells when a proposal is: 今天 15:00, 明天 10:00, 周五 10:00, 下周一,
// 10月28日 10:00. Next week's label leaves the usual morning hour out.
func label(at time.Time, c clock) Phrase {
	local := at.In(c.zone)
	day, today := crm.DayOf(at, c.zone), crm.DayOf(c.now, c.zone)
	hhmm := local.Format("15:04")
	weekday := Word([]string{"", "weekday.1", "weekday.2", "weekday.3", "weekday.4", "weekday.5", "weekday.6", "weekday.7"}[isoWeekday(day)])
	switch monday := nextMonday(today); {
	case day == today:
		return phrase("when.today", "time", hhmm)
	case day == today.Add(1):
		return phrase("when.tomorrow", "time", hhmm)
	case day > today && day < monday:
		return phrase("when.weekday", "weekday", weekday, "time", hhmm)
	case day >= monday && day < monday.Add(7) && local.Hour() == morning && local.Minute() == 0:
		return phrase("when.next_week", "weekday", weekday)
	case day >= monday && day < monday.Add(7):
		return phrase("when.next_week_time", "weekday", weekday, "time", hhmm)
	}
	return phrase("when.date", "date", Date{day}, "time", hhmm)
}
