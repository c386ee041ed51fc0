package followup

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"

	"pgregory.net/rapid"
)

// workdays are Monday to Friday, without the given days off.
func workdays(off ...crm.Day) func(crm.Day) bool {
	return func(d crm.Day) bool { return isoWeekday(d) <= 5 && !slices.Contains(off, d) }
}

func show(p Proposals) string {
	var b strings.Builder
	for _, i := range p.Items {
		mark := ""
		if i.Recommended {
			mark = "*"
		}
		fmt.Fprintf(&b, "%s%s %s; ", mark, i.At.In(shanghai).Format("01-02 15:04"), i.Label.Code)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestPropose(t *testing.T) {
	for _, c := range []struct {
		name, now, temperature, result string
		off                            []crm.Day
		want                           string
		why                            string
	}{
		{name: "hot on a Wednesday, as in the picture", now: "10-14 10:42", temperature: words.Hot, result: words.Connected,
			want: "*10-15 10:00 when.tomorrow; 10-16 10:00 when.weekday; 10-19 10:00 when.next_week", why: "rhythm.hot"},
		{name: "hot on a Thursday", now: "10-15 10:42", temperature: words.Hot,
			want: "*10-16 10:00 when.tomorrow; 10-19 10:00 when.next_week; 10-20 10:00 when.next_week", why: "rhythm.hot"},
		{name: "hot on a Friday skips the weekend", now: "10-16 17:00", temperature: words.Hot, result: words.Connected,
			want: "*10-19 10:00 when.next_week; 10-20 10:00 when.next_week; 10-21 10:00 when.next_week", why: "rhythm.hot"},
		{name: "hot before a holiday", now: "10-14 10:42", temperature: words.Hot, off: []crm.Day{20261015, 20261016},
			want: "*10-19 10:00 when.next_week; 10-20 10:00 when.next_week; 10-21 10:00 when.next_week", why: "rhythm.hot"},
		{name: "warm on a Wednesday", now: "10-14 10:42", temperature: words.Warm, result: words.Read,
			want: "*10-19 10:00 when.next_week; 10-20 10:00 when.next_week; 10-21 10:00 when.next_week", why: "rhythm.warm"},
		{name: "warm on a Monday", now: "10-12 10:42", temperature: words.Warm,
			want: "*10-15 10:00 when.weekday; 10-16 10:00 when.weekday; 10-19 10:00 when.next_week", why: "rhythm.warm"},
		{name: "cold recommends the full week", now: "10-14 10:42", temperature: words.Cold, result: words.Connected,
			want: "10-19 10:00 when.next_week; 10-20 10:00 when.next_week; *10-21 10:00 when.next_week", why: "rhythm.cold"},
		{name: "no answer in the morning: afternoon today", now: "10-14 10:42", temperature: words.Hot, result: words.NoAnswer,
			want: "*10-14 15:00 when.today; 10-15 15:00 when.tomorrow; 10-16 10:00 when.weekday", why: "rhythm.retry"},
		{name: "busy in the afternoon: tomorrow morning", now: "10-14 16:10", temperature: words.Hot, result: words.Busy,
			want: "*10-15 10:00 when.tomorrow; 10-16 10:00 when.weekday", why: "rhythm.retry"},
		{name: "off on a day off: next working day", now: "10-17 10:42", temperature: words.Cold, result: words.Off,
			want: "*10-19 15:00 when.next_week_time; 10-20 10:00 when.next_week", why: "rhythm.retry"},
		{name: "callback wants a choice", now: "10-14 10:42", temperature: words.Hot, result: words.Callback,
			want: "10-14 15:00 when.today; 10-15 10:00 when.tomorrow; 10-15 15:00 when.tomorrow", why: "rhythm.callback"},
		{name: "wrong number keeps the rhythm and says so", now: "10-12 10:42", temperature: words.Warm, result: words.WrongNumber,
			want: "*10-15 10:00 when.weekday; 10-16 10:00 when.weekday; 10-19 10:00 when.next_week", why: "rhythm.wrong_number"},
		{name: "refused", now: "10-14 10:42", temperature: words.Hot, result: words.Refused, why: "rhythm.refused"},
		{name: "do not contact", now: "10-14 10:42", temperature: words.Hot, result: words.DoNotContact, why: "rhythm.do_not_contact"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Propose(Outlook{Temperature: c.temperature, Result: c.result, Now: at(c.now).Time(), Zone: shanghai, Workday: workdays(c.off...)})
			if got := show(p); got != c.want || p.Why.Code != c.why {
				t.Errorf("got  %s (%s)\nwant %s (%s)", got, p.Why.Code, c.want, c.why)
			}
			if p.Choose != (c.result == words.Callback) {
				t.Errorf("choose = %v", p.Choose)
			}
		})
	}
}

// TestProposalsAreSound: whatever the day and result, chips lie in the future,
// on working days, in order, without doubles, and at most one is recommended.
func TestProposalsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := at("01-01 00:00").Time().Add(time.Duration(rapid.IntRange(0, 366*24*60).Draw(t, "minute")) * time.Minute)
		off := rapid.SliceOfN(rapid.IntRange(0, 400), 0, 40).Draw(t, "off")
		days := make([]crm.Day, 0, len(off))
		for _, n := range off {
			days = append(days, crm.Day(20260101).Add(n))
		}
		o := Outlook{Temperature: rapid.SampledFrom([]string{words.Hot, words.Warm, words.Cold, ""}).Draw(t, "temperature"),
			Result: rapid.SampledFrom(append([]string{""}, words.Results...)).Draw(t, "result"), Now: now, Zone: shanghai, Workday: workdays(days...)}
		p := Propose(o)
		recommended := 0
		for i, item := range p.Items {
			if !item.At.After(now) || !o.Workday(crm.DayOf(item.At, shanghai)) {
				t.Fatalf("%s at %s", show(p), now.In(shanghai))
			}
			if i > 0 && !item.At.After(p.Items[i-1].At) {
				t.Fatalf("order: %s", show(p))
			}
			if item.Recommended {
				recommended++
			}
		}
		if recommended > 1 || (recommended == 0) != (len(p.Items) == 0 || p.Choose) {
			t.Fatalf("%d recommended: %s", recommended, show(p))
		}
	})
}

func TestFinishAt(t *testing.T) {
	for _, c := range []struct {
		name       string
		done, left int
		first, now string
		want       string
	}{
		{"over lunch", 6, 12, "10-14 08:42", "10-14 10:42", "10-14 16:42"},
		{"before lunch", 6, 3, "10-14 08:42", "10-14 10:42", "10-14 11:42"},
		{"after lunch, lunch not counted", 6, 6, "10-14 11:00", "10-14 15:00", "10-14 17:00"},
		{"within lunch", 2, 2, "10-14 12:10", "10-14 12:40", "10-14 14:30"},
		{"one is no pace", 1, 12, "10-14 08:42", "10-14 10:42", ""},
		{"nothing left", 6, 0, "10-14 08:42", "10-14 10:42", ""},
		{"would not end today", 2, 30, "10-14 08:42", "10-14 16:42", ""},
		{"no first touch", 2, 3, "", "10-14 16:42", ""},
	} {
		var first time.Time
		if c.first != "" {
			first = at(c.first).Time()
		}
		got := FinishAt(c.done, c.left, first, at(c.now).Time(), shanghai)
		if crm.At(got) != at(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got.In(shanghai), c.want)
		}
	}
}
