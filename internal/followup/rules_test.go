package followup

import (
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"
)

func starts(ago ...time.Duration) []crm.Millis {
	out := make([]crm.Millis, 0, len(ago))
	for _, d := range ago {
		out = append(out, crm.At(morningOf14.Add(-d)))
	}
	return out
}

func TestMayCall(t *testing.T) {
	noon := DefaultLimits
	noon.NoonFrom, noon.NoonTo = 12*time.Hour, 14*time.Hour
	gulf := time.FixedZone("UTC+4", 4*3600)
	min, hour := time.Minute, time.Hour
	for _, c := range []struct {
		name   string
		limits CallLimits
		facts  CallFacts
		now    string
		code   string
		time   string // when calls may start again
	}{
		{name: "in the morning", now: "10-14 10:42"},
		{name: "at 08:00", now: "10-14 08:00"},
		{name: "at 07:59", now: "10-14 07:59", code: "call.quiet_hours"},
		{name: "at 20:59", now: "10-14 20:59"},
		{name: "at 21:00", now: "10-14 21:00", code: "call.quiet_hours"},
		{name: "noon is free by default", now: "10-14 12:30"},
		{name: "noon rest when set", limits: noon, now: "10-14 12:30", code: "call.quiet_hours"},
		{name: "early at the callee's", facts: CallFacts{Zone: gulf}, now: "10-14 10:42", code: "call.quiet_hours"},
		{name: "our night, the callee's evening", facts: CallFacts{Zone: gulf}, now: "10-14 22:00"},
		{name: "do not contact", facts: CallFacts{DoNotContact: true}, now: "10-14 10:42", code: "call.do_not_contact"},
		{name: "two in five minutes", facts: CallFacts{Starts: starts(4*min, 1*min)}, now: "10-14 10:42"},
		{name: "three in five minutes", facts: CallFacts{Starts: starts(4*min, 2*min, 1*min)}, now: "10-14 10:42", code: "call.limit", time: "10:43"},
		{name: "the third left the window", facts: CallFacts{Starts: starts(5*min, 2*min, 1*min)}, now: "10-14 10:42"},
		{name: "five in a day", facts: CallFacts{Starts: starts(20*hour, 9*hour, 8*hour, 7*hour, 6*hour)}, now: "10-14 10:42", code: "call.limit_daily", time: "14:42"},
		{name: "six, the oldest left the day", facts: CallFacts{Starts: starts(24*hour, 9*hour, 8*hour, 7*hour, 6*hour)}, now: "10-14 10:42"},
	} {
		t.Run(c.name, func(t *testing.T) {
			limits := c.limits
			if limits == (CallLimits{}) {
				limits = DefaultLimits
			}
			if c.facts.Zone == nil {
				c.facts.Zone = shanghai
			}
			err := limits.MayCall(c.facts, at(c.now).Time())
			if crm.CodeOf(err) != c.code {
				t.Fatalf("got %v, want %q", err, c.code)
			}
			if c.time != "" && err.(*crm.Error).Params["time"] != c.time {
				t.Errorf("again at %v, want %s", err.(*crm.Error).Params["time"], c.time)
			}
		})
	}
}

func TestSecondToday(t *testing.T) {
	for _, c := range []struct {
		name, direction, at, last, result, plan string
		want                                    bool
	}{
		{"first ever", words.Out, "10-14 10:42", "", "", "", false},
		{"yesterday", words.Out, "10-14 10:42", "10-13 23:59", words.Connected, "", false},
		{"this morning", words.Out, "10-14 10:42", "10-14 00:00", words.Connected, "", true},
		{"sent this morning", words.Out, "10-14 10:42", "10-14 09:00", words.Sent, "", true},
		{"rang in vain", words.Out, "10-14 10:42", "10-14 09:00", words.NoAnswer, "", false},
		{"the customer called", words.In, "10-14 10:42", "10-14 09:00", words.Connected, "", false},
		{"planned for today", words.Out, "10-14 15:00", "10-14 09:00", words.Callback, "10-14 15:00", false},
		{"planned for tomorrow", words.Out, "10-14 15:00", "10-14 09:00", words.Connected, "10-15 10:00", true},
		{"written down a day later", words.Out, "10-13 15:00", "10-14 09:00", words.Connected, "", false},
	} {
		got := SecondToday(c.direction, at(c.at), at(c.last), c.result, at(c.plan), shanghai)
		if got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestPlanAfter(t *testing.T) {
	for _, c := range []struct {
		name, plan, at, result string
		next                   bool
		want                   string
	}{
		{"none", "", "10-14 10:00", words.Connected, true, ""},
		{"overdue", "10-12 10:00", "10-14 10:00", words.Connected, false, planDone},
		{"later today", "10-14 16:00", "10-14 10:00", words.NoAnswer, true, planDone},
		{"Friday stays", "10-16 10:00", "10-14 10:00", words.Connected, false, ""},
		{"Friday is replaced", "10-16 10:00", "10-14 10:00", words.Connected, true, planReplaced},
		{"Friday is off", "10-16 10:00", "10-14 10:00", words.DoNotContact, false, planCancelled},
		{"yesterday's call does not fulfil today's plan", "10-14 16:00", "10-13 10:00", words.Connected, false, ""},
	} {
		if got := PlanAfter(at(c.plan), at(c.at), c.result, c.next, shanghai); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReplanned(t *testing.T) {
	plan := Step{At: at("10-21 14:00"), Channel: words.Call}
	for _, c := range []struct {
		name        string
		plan        Step
		temperature string
		last        string
		want        string
	}{
		{"cold to hot comes to tomorrow, same hour", plan, words.Hot, "10-14 09:00", "10-15 14:00"},
		{"never into the past", plan, words.Hot, "10-01 09:00", "10-15 14:00"},
		{"to warm, on a working day", plan, words.Warm, "10-14 09:00", "10-19 14:00"},
		{"hot to cold moves away", Step{At: at("10-15 10:00"), Channel: words.Call}, words.Cold, "10-14 09:00", "10-21 10:00"},
		{"no change, no re-plan", plan, words.Cold, "10-14 09:00", ""},
		{"a promise stays", Step{At: at("10-21 14:00"), Channel: words.Call, Promised: true}, words.Hot, "10-14 09:00", ""},
		{"a visit stays", Step{At: at("10-21 14:00"), Channel: words.Visit}, words.Hot, "10-14 09:00", ""},
		{"nothing planned", Step{}, words.Hot, "10-14 09:00", ""},
	} {
		got, ok := Replanned(c.plan, at(c.last), Outlook{Temperature: c.temperature, Now: morningOf14, Zone: shanghai, Workday: workdays()})
		if ok != (c.want != "") || crm.At(got) != at(c.want) {
			t.Errorf("%s: %v %v, want %s", c.name, got, ok, c.want)
		}
	}
}

func TestMayCorrect(t *testing.T) {
	me, other := crm.IDOf[crm.Person](1), crm.IDOf[crm.Person](2)
	now := morningOf14
	for name, c := range map[string]struct {
		author crm.PersonID
		age    time.Duration
		code   string
	}{
		"mine, fresh":     {me, time.Hour, ""},
		"mine, a day old": {me, 24 * time.Hour, ""},
		"mine, too late":  {me, 24*time.Hour + time.Second, "touch.too_late"},
		"somebody else's": {other, time.Hour, "touch.not_author"},
	} {
		if err := MayCorrect(c.author, me, crm.At(now.Add(-c.age)), now); crm.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestResultsFitChannels(t *testing.T) {
	for _, c := range []struct {
		channel, result string
		want            bool
	}{
		{words.Call, words.Connected, true}, {words.Call, words.DoNotContact, true}, {words.Call, words.Read, false}, {words.Call, words.Met, false}, {words.WeChat, words.Read, true},
		{words.Visit, words.Met, true}, {words.Visit, words.Callback, true}, {words.Email, words.Sent, true}, {words.SMS, "delivered", false},
	} {
		if words.Fits(c.channel, c.result) != c.want {
			t.Errorf("%s %s", c.channel, c.result)
		}
	}
}
