package calendar

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laidan/internal/crm"
)

func zone(t testing.TB, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestWorkingDay(t *testing.T) {
	c := For("CN", zone(t, "Asia/Shanghai"))
	plain := For("US", zone(t, "America/New_York"))
	for day, want := range map[crm.Day][2]bool{ // China, plain
		20261001: {false, true}, // National Day, a Thursday
		20261010: {true, false}, // made up for on a Saturday
		20261012: {true, true},
		20261011: {false, false},
		20260216: {false, true}, // Spring Festival
		20260228: {true, false},
		20061231: {true, false}, // before the first file's year
		20270101: {true, true},  // not announced yet
		20061230: {true, false},
		19691231: {true, true},
		19700104: {false, false},
	} {
		if got := [2]bool{c.WorkingDay(day), plain.WorkingDay(day)}; got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
	days := 0
	for d := crm.Day(20260101); d <= 20261231; d = d.Add(1) {
		if c.WorkingDay(d) {
			days++
		}
	}
	if days != 248 { // 365 - 104 weekend days - 19 free weekdays + 6 made up
		t.Errorf("2026 has %d working days", days)
	}
	if For("CN", zone(t, "Asia/Shanghai")) != c {
		t.Error("calendars are kept")
	}
}

func TestOwnDays(t *testing.T) {
	c := New(time.UTC, []crm.Day{20261014, 20261015, 20261017}, []crm.Day{20261015, 20261018})
	for day, want := range map[crm.Day]bool{20261013: true, 20261014: false, 20261015: true, 20261017: false, 20261018: true} {
		if c.WorkingDay(day) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
}

func TestAddWorkingDays(t *testing.T) {
	c := For("CN", zone(t, "Asia/Shanghai"))
	for _, tt := range []struct {
		day  crm.Day
		n    int
		want crm.Day
	}{
		{20260930, 0, 20260930}, {20260930, 1, 20261008}, {20260930, 3, 20261010}, {20260930, 4, 20261012},
		{20261003, 0, 20261008}, {20261003, 1, 20261008}, {20261003, -1, 20260930}, {20261008, -1, 20260930},
		{20261012, -2, 20261009}, {20261012, 248, 20270923}, {20261012, -1000, 20220930},
	} {
		if got := c.AddWorkingDays(tt.day, tt.n); got != tt.want {
			t.Errorf("%s %+d: %s, want %s", tt.day, tt.n, got, tt.want)
		}
	}
}

func at(t testing.TB, z *time.Location, s string) time.Time {
	v, err := time.ParseInLocation("2006-01-02 15:04", s, z)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWorkingDaysBetween(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	c := For("CN", z)
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"2026-10-12 09:00", "2026-10-12 09:00", 0},
		{"2026-10-12 09:00", "2026-10-12 21:00", 0.5},
		{"2026-10-12 09:00", "2026-10-13 09:00", 1},
		{"2026-10-16 15:00", "2026-10-19 15:00", 1},  // over a weekend
		{"2026-10-17 10:00", "2026-10-18 22:00", 0},  // within it
		{"2026-10-09 12:00", "2026-10-10 12:00", 1},  // a Saturday made up
		{"2026-09-30 12:00", "2026-10-08 12:00", 1},  // National Day week
		{"2026-10-13 09:00", "2026-10-12 09:00", -1}, // backwards
		{"2026-01-01 00:00", "2027-01-01 00:00", 248},
	} {
		if got := c.WorkingDaysBetween(at(t, z, tt.a), at(t, z, tt.b)); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s - %s: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
	// the zone decides what day an instant is on: Sunday 23:00 in UTC is Monday in China
	a, b := at(t, time.UTC, "2026-10-18 16:00"), at(t, time.UTC, "2026-10-18 22:00")
	if c.WorkingDaysBetween(a, b) != 0.25 || For("CN", time.UTC).WorkingDaysBetween(a, b) != 0 {
		t.Error("zone is not used")
	}
}

func TestDeadline(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	c := For("CN", z)
	for _, tt := range []struct {
		start string
		d     time.Duration
		mode  Mode
		want  string
	}{
		{"2026-10-16 15:00", 24 * time.Hour, Clock, "2026-10-17 15:00"},
		{"2026-10-16 15:00", 24 * time.Hour, Working, "2026-10-19 15:00"},
		{"2026-10-16 15:00", 9 * time.Hour, Working, "2026-10-17 00:00"},
		{"2026-10-17 15:00", 24 * time.Hour, Working, "2026-10-20 00:00"},
		{"2026-10-17 15:00", time.Hour, Working, "2026-10-19 01:00"},
		{"2026-09-30 10:42", 24 * time.Hour, Working, "2026-10-08 10:42"},
		{"2026-10-12 10:42", 72 * time.Hour, Working, "2026-10-15 10:42"},
		{"2026-10-17 15:00", 0, Working, "2026-10-19 00:00"},
	} {
		if got := c.Deadline(at(t, z, tt.start), tt.d, tt.mode); !got.Equal(at(t, z, tt.want)) {
			t.Errorf("%s + %s %s: %s, want %s", tt.start, tt.d, tt.mode, got, tt.want)
		}
	}
}

func TestNextWorkingSlot(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	c := For("CN", z)
	for _, tt := range []struct{ t, want string }{
		{"2026-10-12 09:59", "2026-10-12 10:00"},
		{"2026-10-12 10:00", "2026-10-13 10:00"},
		{"2026-10-16 11:00", "2026-10-19 10:00"},
		{"2026-10-09 11:00", "2026-10-10 10:00"},
		{"2026-10-03 08:00", "2026-10-08 10:00"},
	} {
		if got := c.NextWorkingSlot(at(t, z, tt.t), 10*time.Hour); !got.Equal(at(t, z, tt.want)) {
			t.Errorf("%s: %s, want %s", tt.t, got, tt.want)
		}
	}
	berlin := zone(t, "Europe/Berlin")
	if got := For("DE", berlin).Slot(20260329, 10*time.Hour); !got.Equal(at(t, berlin, "2026-03-30 10:00")) {
		t.Errorf("summer time: %s", got)
	}
}

// Counting day by day is the definition; the prefix sums must agree with it.
func TestAgreesWithCounting(t *testing.T) {
	z := zone(t, "Asia/Shanghai")
	c := For("CN", z)
	rapid.Check(t, func(r *rapid.T) {
		day := dayOf(rapid.IntRange(12000, 21500).Draw(r, "day"))
		n := rapid.IntRange(1, 600).Draw(r, "n")
		want, left := day, n
		for left > 0 {
			if want = want.Add(1); c.WorkingDay(want) {
				left--
			}
		}
		if got := c.AddWorkingDays(day, n); got != want {
			r.Fatalf("%s + %d = %s, want %s", day, n, got, want)
		}
		if c.WorkingDay(day) {
			if back := c.AddWorkingDays(want, -n); back != day {
				r.Fatalf("%s - %d = %s, want %s", want, n, back, day)
			}
			if got := c.WorkingDaysBetween(day.Time(z), want.Time(z)); got != float64(n) {
				r.Fatalf("between %s and %s: %v, want %d", day, want, got, n)
			}
		}
	})
}

// A deadline is d of working time away, in a zone with summer time within the hour.
func TestDeadlineIsWorkingTimeAway(t *testing.T) {
	for _, name := range []string{"Asia/Shanghai", "Europe/Berlin"} {
		c := For("CN", zone(t, name))
		rapid.Check(t, func(r *rapid.T) {
			start := time.Unix(rapid.Int64Range(1.1e9, 1.8e9).Draw(r, "start"), 0)
			d := time.Duration(rapid.IntRange(1, 500*3600).Draw(r, "seconds")) * time.Second
			end := c.Deadline(start, d, Working)
			got := c.WorkingDaysBetween(start, end)
			if math.Abs(got-d.Hours()/24) > 1.01/24*2 || name == "Asia/Shanghai" && math.Abs(got-d.Hours()/24) > 1e-6 {
				r.Fatalf("%s + %s = %s, which is %v days away", start, d, end, got)
			}
		})
	}
}

func BenchmarkWorkingDaysBetween(b *testing.B) {
	c := For("CN", zone(b, "Asia/Shanghai"))
	from, to := time.Unix(1.5e9, 0), time.Unix(1.79e9, 0)
	b.ReportAllocs()
	for b.Loop() {
		c.WorkingDaysBetween(from, to)
	}
}

func BenchmarkAddWorkingDays(b *testing.B) {
	c := For("CN", zone(b, "Asia/Shanghai"))
	for b.Loop() {
		c.AddWorkingDays(20261012, 10)
	}
}
