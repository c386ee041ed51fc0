// Package calendar knows working days: Monday to Friday, without public
// holidays, with make-up days of work (调休), in an organisation's zone.
//
// Working time is time on working days, all 24 hours of them: from Friday 15:00
// to Monday 15:00 is one working day, and so is a Tuesday's night to
// Wednesday's. Nothing depends on office hours, which differ from person to
// person.
package calendar

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"laidan/internal/crm"
)

// Calendar tells working days from free ones. It never changes; use it from
// any goroutine.
type Calendar struct {
	zone *time.Location
	// days whose work differs from their weekday, as days since 1970, in order
	odd []int
	// extra[i]: how many working days odd[:i] add to those of the weekdays
	extra []int
}

// Mode says how a deadline counts.
type Mode string

// The modes: every hour, or working days only.
const (
	Clock   Mode = "clock"
	Working Mode = "working"
)

// china.txt is written by package gen from holiday-cn (see NOTICE).
//
//go:embed china.txt
var chinaList string

// ChinaFrom and ChinaUntil are the years whose Chinese holidays are known;
// other years have weekends only.
const ChinaFrom, ChinaUntil = 2007, 2026

var china = sync.OnceValues(func() (off, on []crm.Day) {
	for line := range strings.Lines(chinaList) {
		n, err := strconv.Atoi(strings.TrimSpace(line[1:]))
		if err != nil {
			panic("calendar: china.txt is damaged: " + line)
		}
		if line[0] == '+' {
			on = append(on, crm.Day(n))
		} else {
			off = append(off, crm.Day(n))
		}
	}
	return off, on
})

var known sync.Map // "CN Asia/Shanghai" -> *Calendar

// For is the calendar of a country (CN has holidays, others weekends only) in a
// zone.
func For(country string, zone *time.Location) *Calendar {
	key := country + " " + zone.String()
	if c, ok := known.Load(key); ok {
		return c.(*Calendar)
	}
	var off, on []crm.Day
	if country == "CN" {
		off, on = china()
	}
	c, _ := known.LoadOrStore(key, New(zone, off, on))
	return c.(*Calendar)
}

// New is a calendar with its own days off and days of work; a day in both is a
// day of work.
func New(zone *time.Location, off, on []crm.Day) *Calendar {
	works := map[int]bool{}
	for _, d := range off {
		works[number(d)] = false
	}
	for _, d := range on {
		works[number(d)] = true
	}
	c := &Calendar{zone: zone, extra: []int{0}}
	for n, w := range works {
		if w != weekday(n) {
			c.odd = append(c.odd, n)
		}
	}
	slices.Sort(c.odd)
	for i, n := range c.odd {
		delta := 1
		if weekday(n) {
			delta = -1
		}
		c.extra = append(c.extra, c.extra[i]+delta)
	}
	return c
}

// Zone is where the calendar's days begin and end.
func (c *Calendar) Zone() *time.Location { return c.zone }

// number is a day as days since 1970-01-01, which was a Thursday.
func number(d crm.Day) int {
	return int(time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dayOf(n int) crm.Day { return crm.DayOf(time.Unix(int64(n)*86400, 0), time.UTC) }

// weekday reports Monday to Friday.
func weekday(n int) bool { return mod7(n+3) < 5 }

func mod7(n int) int { return (n%7 + 7) % 7 }

// before is how many working days lie before day n, counted from a Monday
// before 1970.
func (c *Calendar) before(n int) int {
	m := n + 3 // days since Monday 1969-12-29
	week := (m - mod7(m)) / 7
	i, _ := slices.BinarySearch(c.odd, n)
	return week*5 + min(mod7(m), 5) + c.extra[i]
}

func (c *Calendar) works(n int) bool {
	_, odd := slices.BinarySearch(c.odd, n)
	return weekday(n) != odd
}

// WorkingDay reports whether a day is worked.
func (c *Calendar) WorkingDay(day crm.Day) bool { return c.works(number(day)) }

// AddWorkingDays moves by n working days: 1 is the next working day after day,
// -1 the last one before, 0 the first on or after.
func (c *Calendar) AddWorkingDays(day crm.Day, n int) crm.Day {
	from := number(day)
	target := c.before(from) + n // so many working days come before the answer
	if n > 0 && !c.works(from) {
		target--
	}
	return dayOf(c.nth(target))
}

// nth is the working day that has count working days before it.
func (c *Calendar) nth(count int) int {
	// seven days for five, give or take the odd ones
	lo, hi := count*7/5-len(c.odd)*2-14, count*7/5+len(c.odd)*2+14
	for lo < hi { // the last day with at most count before it
		mid := (lo + hi + 1) >> 1
		if c.before(mid) <= count {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// at splits an instant into its day and the part of the day that has passed.
func (c *Calendar) at(t time.Time) (n int, start time.Time, length time.Duration) {
	y, m, d := t.In(c.zone).Date()
	start = time.Date(y, m, d, 0, 0, 0, 0, c.zone)
	n = int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	return n, start, time.Date(y, m, d+1, 0, 0, 0, 0, c.zone).Sub(start)
}

// position is the working time before t, in working days.
func (c *Calendar) position(t time.Time) (days int, fraction float64) {
	n, start, length := c.at(t)
	if c.works(n) {
		fraction = max(0, float64(t.Sub(start))/float64(length))
	}
	return c.before(n), fraction
}

// WorkingDaysBetween is the working time from a to b in days: 1.5 is a day and
// twelve hours on working days; negative when b is earlier. Days in a layer are
// counted so.
func (c *Calendar) WorkingDaysBetween(a, b time.Time) float64 {
	da, fa := c.position(a)
	db, fb := c.position(b)
	return float64(db-da) + (fb - fa)
}

// Deadline is start plus d. In Working mode time stands still on free days: 24
// hours from Friday 15:00 end on Monday 15:00.
func (c *Calendar) Deadline(start time.Time, d time.Duration, mode Mode) time.Time {
	if mode != Working {
		return start.Add(d)
	}
	n, midnight, length := c.at(start)
	left := d
	if c.works(n) {
		rest := midnight.Add(length).Sub(start)
		if left <= rest {
			return start.Add(left)
		}
		left -= rest
	}
	const day = 24 * time.Hour
	whole := int((left - 1) / day) // ends within the following day
	if left == 0 {
		whole = 0
	}
	last := dayOf(c.nth(c.before(n+1) + whole))
	return last.Time(c.zone).Add(left - time.Duration(whole)*day)
}

// NextWorkingSlot is the first time after t that is at clock (10 * time.Hour is
// 10:00) on a working day.
func (c *Calendar) NextWorkingSlot(t time.Time, clock time.Duration) time.Time {
	n, _, _ := c.at(t)
	if slot := c.Slot(dayOf(n), clock); slot.After(t) {
		return slot
	}
	return c.Slot(dayOf(n+1), clock)
}

// Slot is clock on the first working day that is day or later.
func (c *Calendar) Slot(day crm.Day, clock time.Duration) time.Time {
	t := c.AddWorkingDays(day, 0).Time(c.zone)
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, int(clock), c.zone)
}
