package followup

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/words"

	"pgregory.net/rapid"
)

var shanghai = mustZone("Asia/Shanghai")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// at reads "10-14 10:42" in 2026 and Shanghai; "" is no instant.
func at(s string) crm.Millis {
	if s == "" {
		return 0
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+s, shanghai)
	if err != nil {
		panic(err)
	}
	return crm.At(t)
}

// morningOf14 is the moment of the picture a-today: Wednesday, 10:42.
var morningOf14 = at("10-14 10:42").Time()

// goldenFacts are the customers of the picture, in no order, and some around
// them: who must not appear, ties, the same customer without one fact.
func goldenFacts() map[string]Facts {
	return map[string]Facts{
		"霖川冷链 plan today at 16:00": {Layer: 6, LayerDays: 2, IdealDays: 5, Grade: "A", Temperature: words.Hot, LastTouch: at("10-13 16:00"),
			Plan: Step{At: at("10-14 16:00"), Channel: words.Call, Content: "首付款今天到期，验收资料待寄", MadeAt: at("10-13 16:00")}},
		"澜禾精密机械 promise late": {Layer: 5, LayerDays: 0.1, IdealDays: 5, Grade: "A", Temperature: words.Hot, LastTouch: at("10-13 15:42"),
			Plan: Step{At: at("10-14 10:00"), Channel: words.Call, Content: "回电说报价", Promised: true, MadeAt: at("10-13 15:42")}},
		"柏砾建材 visit today": {Layer: 5, LayerDays: 3, IdealDays: 5, Grade: "B", Temperature: words.Warm, LastTouch: at("10-12 15:00"),
			Plan: Step{At: at("10-14 14:30"), Channel: words.Visit, Content: "上门演示，出发前确认参会人", MadeAt: at("10-12 15:00")}},
		"朗汇包装 fast mover": {Layer: 4, LayerDays: 1, IdealDays: 5, Fast: true, Stride: Stride{Layers: 2, Days: 2, Ideal: 5},
			Grade: "A", Temperature: words.Hot, LastTouch: at("10-12 11:00"), Plan: Step{At: at("10-16 10:00"), Channel: words.WeChat, MadeAt: at("10-12 11:00")}},
		"启珩机械 hot rhythm": {Layer: 4, LayerDays: 2, IdealDays: 5, Grade: "B", Temperature: words.Hot, LastTouch: at("10-12 09:00"),
			Plan: Step{At: at("10-15 10:00"), Channel: words.Call, MadeAt: at("10-12 09:00")}},
		"晟谷食品 plan today without words": {Layer: 4, LayerDays: 4, IdealDays: 5, Grade: "B", Temperature: words.Warm, LastTouch: at("10-11 09:00"),
			Plan: Step{At: at("10-14 17:00"), Channel: words.Call, MadeAt: at("10-11 09:00")}},
		"朴澜电子 promise to come": {Layer: 3, LayerDays: 1, IdealDays: 5, Grade: "A", Temperature: words.Warm, LastTouch: at("10-14 09:05"), LastResult: words.Callback,
			Plan: Step{At: at("10-14 11:30"), Channel: words.Call, Promised: true, MadeAt: at("10-14 09:05")}},
		"沐辰医药 warm rhythm": {Layer: 3, LayerDays: 4, IdealDays: 5, Grade: "B", Temperature: words.Warm, LastTouch: at("10-10 17:00"),
			Plan: Step{At: at("10-15 10:00"), Channel: words.Call, MadeAt: at("10-10 17:00")}},
		"绮原纺织 cold, no answer": {Layer: 3, LayerDays: 4, IdealDays: 5, Grade: "C", Temperature: words.Cold, LastTouch: at("10-07 17:00"), LastResult: words.NoAnswer,
			Plan: Step{At: at("10-20 10:00"), Channel: words.Call, MadeAt: at("10-07 17:00")}},
		"铄合塑业 layer overdue": {Layer: 2, LayerDays: 1.2, IdealDays: 1, Grade: "B", Temperature: words.Cold, LastTouch: at("10-12 17:00")},
		"远岑物流 first response soon": {Layer: 1, LayerDays: 0.8, IdealDays: 1, Temperature: words.Cold,
			AssignedAt: at("10-13 14:02"), FirstDue: at("10-14 14:02")},
		"嘉榉家居 first response": {Layer: 1, LayerDays: 0.2, IdealDays: 1, Temperature: words.Cold,
			AssignedAt: at("10-14 08:55"), FirstDue: at("10-15 08:55")},
		"首响超时": {Layer: 1, LayerDays: 0.9, IdealDays: 1, Temperature: words.Cold,
			AssignedAt: at("10-13 09:00"), FirstDue: at("10-14 09:00")},
		"别人的首响": {Layer: 1, LayerDays: 0.9, IdealDays: 1, Temperature: words.Hot, Owner: "许婷希",
			AssignedAt: at("10-13 12:00"), FirstDue: at("10-14 12:00")},
		"没有下一次":   {Layer: 3, LayerDays: 1, IdealDays: 5, Grade: "A", Temperature: words.Hot, LastTouch: at("10-13 12:00")},
		"分过来没联系过": {Layer: 2, LayerDays: 0.5, IdealDays: 1, Grade: "C", Temperature: words.Warm, AssignedAt: at("10-10 08:00")},
		"很快": {Layer: 4, LayerDays: 1, IdealDays: 5, Fast: true, Stride: Stride{Layers: 3, Days: 1.6, Ideal: 7},
			Grade: "C", Temperature: words.Cold, LastTouch: at("10-13 11:00")},
		"逾期的计划，没有承诺": {Layer: 4, LayerDays: 6, IdealDays: 5, Grade: "C", Temperature: words.Cold, LastTouch: at("10-09 12:00"),
			Plan: Step{At: at("10-12 10:00"), Channel: words.WeChat, Goal: "发案例", MadeAt: at("10-09 12:00")}},
		"谢绝来电，有计划": {Layer: 3, LayerDays: 1, IdealDays: 5, Grade: "B", Temperature: words.Hot, DoNotContact: true, LastTouch: at("10-01 12:00"),
			Plan: Step{At: at("10-14 18:00"), Channel: words.WeChat, Content: "发书面资料", MadeAt: at("10-01 12:00")}},
		"今天联系过": {Layer: 5, LayerDays: 9, IdealDays: 5, Grade: "A", Temperature: words.Hot, LastTouch: at("10-14 09:30"),
			Plan: Step{At: at("10-15 10:00"), Channel: words.Call, MadeAt: at("10-14 09:30")}},
		"今天改期": {Layer: 3, LayerDays: 1, IdealDays: 5, Grade: "A", Temperature: words.Hot, LastTouch: at("10-10 09:30"),
			Plan: Step{At: at("10-15 10:00"), Channel: words.Call, MadeAt: at("10-14 09:30")}},
		"已实施":       {Layer: 7, Temperature: words.Hot, LastTouch: at("09-01 09:00"), Plan: Step{At: at("10-14 10:00"), Channel: words.Call}},
		"放弃":        {Layer: 0, Temperature: words.Hot, LastTouch: at("09-01 09:00")},
		"还早":        {Layer: 4, LayerDays: 1, IdealDays: 5, Grade: "A", Temperature: words.Warm, LastTouch: at("10-12 09:00"), Plan: Step{At: at("10-15 10:00"), Channel: words.Call, MadeAt: at("10-12 09:00")}},
		"谢绝来电，没有计划": {Layer: 3, LayerDays: 1, IdealDays: 5, Grade: "B", Temperature: words.Hot, DoNotContact: true, LastTouch: at("10-01 12:00")},
	}
}

func judgeGolden() (open []Line, done, out []string, names map[int64]string) {
	facts := goldenFacts()
	names = map[int64]string{}
	keys := make([]string, 0, len(facts))
	for name := range facts {
		keys = append(keys, name)
	}
	slices.Sort(keys)
	for i, name := range keys {
		f := facts[name]
		f.ID = int64(i + 1)
		names[f.ID] = name
		line, in := Judge(f, morningOf14, shanghai)
		switch {
		case !in:
			out = append(out, name)
		case line.Done:
			done = append(done, name)
		default:
			open = append(open, line)
		}
	}
	rand.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
	Rank(open)
	return open, done, out, names
}

// TestQueueGolden holds the order, the kind, tone and sentence of every line
// against testdata/queue.golden. Run with -update after a wanted change.
func TestQueueGolden(t *testing.T) {
	open, done, out, names := judgeGolden()
	var b strings.Builder
	for _, l := range open {
		params, err := json.Marshal(l.Reason.Params)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d %s | %s %s urgent=%v | %s %s\n", l.Layer, names[l.ID], l.Kind, l.Reason.Tone, l.Urgent, l.Reason.Code, params)
	}
	fmt.Fprintf(&b, "done: %s\nout: %s\n", strings.Join(done, " / "), strings.Join(out, " / "))
	checkGolden(t, "queue.golden", b.String())
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; set UPDATE_GOLDEN=1 after a wanted change\n--- want\n%s--- got\n%s", name, want, got)
	}
}

func TestAlarms(t *testing.T) {
	open, _, _, _ := judgeGolden()
	got := Alarm(open, morningOf14, shanghai)
	want := Alarms{Overdue: 2, First: 3, Visits: 1}
	if got != want {
		t.Errorf("alarms = %+v, want %+v", got, want)
	}
}

// TestMembership tries each ground alone, a moment before it holds and when it does.
func TestMembership(t *testing.T) {
	base := Facts{Layer: 4, IdealDays: 5, LayerDays: 1, Grade: "A", Temperature: words.Warm,
		AssignedAt: at("10-01 09:00"), LastTouch: at("10-13 09:00"),
		Plan: Step{At: at("10-20 10:00"), Channel: words.Call, MadeAt: at("10-13 09:00")}}
	with := func(change func(*Facts)) Facts { f := base; change(&f); return f }
	for name, c := range map[string]struct {
		facts Facts
		kind  string // "" = not in the queue
		done  bool
	}{
		"nothing due":                  {facts: base},
		"plan tomorrow at midnight":    {facts: with(func(f *Facts) { f.Plan.At = at("10-15 00:00") })},
		"plan today at 23:59":          {facts: with(func(f *Facts) { f.Plan.At = at("10-14 23:59") }), kind: KindPlan},
		"plan long ago":                {facts: with(func(f *Facts) { f.Plan.At = at("09-14 10:00") }), kind: KindPlan},
		"promise today":                {facts: with(func(f *Facts) { f.Plan.At, f.Plan.Promised = at("10-14 18:00"), true }), kind: KindPromise},
		"warm after 3 days":            {facts: with(func(f *Facts) { f.LastTouch = at("10-11 23:59") })},
		"warm after 4 days":            {facts: with(func(f *Facts) { f.LastTouch = at("10-10 23:59") }), kind: KindRhythm},
		"hot after 1 day":              {facts: with(func(f *Facts) { f.Temperature = words.Hot })},
		"hot after 2 days":             {facts: with(func(f *Facts) { f.Temperature, f.LastTouch = words.Hot, at("10-12 23:59") }), kind: KindRhythm},
		"cold after 6 days":            {facts: with(func(f *Facts) { f.Temperature, f.LastTouch = words.Cold, at("10-08 00:01") })},
		"cold after 7 days":            {facts: with(func(f *Facts) { f.Temperature, f.LastTouch = words.Cold, at("10-07 23:59") }), kind: KindRhythm},
		"first response open":          {facts: with(func(f *Facts) { f.FirstDue = at("10-15 09:00") }), kind: KindFirst},
		"days in layer equal ideal":    {facts: with(func(f *Facts) { f.LayerDays = 5 })},
		"days in layer over ideal":     {facts: with(func(f *Facts) { f.LayerDays = 5.1 }), kind: KindLayer},
		"no standard, no overdue":      {facts: with(func(f *Facts) { f.IdealDays, f.LayerDays = 0, 99 })},
		"no plan when contacted":       {facts: with(func(f *Facts) { f.Layer, f.Plan = 3, Step{} }), kind: KindNoPlan},
		"no plan when graded":          {facts: with(func(f *Facts) { f.Layer, f.Plan = 2, Step{} })},
		"signed counts":                {facts: with(func(f *Facts) { f.Layer, f.LayerDays = 6, 6 }), kind: KindLayer},
		"implemented does not":         {facts: with(func(f *Facts) { f.Layer, f.LayerDays = 7, 6 })},
		"touched today":                {facts: with(func(f *Facts) { f.LastTouch, f.LayerDays = at("10-14 00:00"), 9 }), done: true},
		"touched today, due later":     {facts: with(func(f *Facts) { f.LastTouch, f.Plan.At = at("10-14 09:00"), at("10-14 15:00") }), kind: KindPlan},
		"re-planned today":             {facts: with(func(f *Facts) { f.Plan.MadeAt, f.LayerDays = at("10-14 09:00"), 9 }), done: true},
		"re-planned, first still open": {facts: with(func(f *Facts) { f.Plan.MadeAt, f.FirstDue = at("10-14 09:00"), at("10-14 20:00") }), kind: KindFirst},
		"touched yesterday 23:59":      {facts: with(func(f *Facts) { f.LastTouch, f.LayerDays = at("10-13 23:59"), 9 }), kind: KindLayer},
	} {
		t.Run(name, func(t *testing.T) {
			line, in := Judge(c.facts, morningOf14, shanghai)
			if in != (c.kind != "" || c.done) || line.Kind != c.kind || line.Done != c.done {
				t.Errorf("in %v kind %q done %v", in, line.Kind, line.Done)
			}
		})
	}
}

// TestFirstResponseUrgency: under four hours left sorts as an overdue promise.
func TestFirstResponseUrgency(t *testing.T) {
	for due, want := range map[string]bool{"10-14 14:41": true, "10-14 14:42": false, "10-14 10:42": true, "10-13 10:00": true} {
		f := Facts{Layer: 1, Temperature: words.Cold, AssignedAt: at("10-13 10:42"), FirstDue: at(due)}
		line, _ := Judge(f, morningOf14, shanghai)
		if line.Urgent != want {
			t.Errorf("due %s: urgent %v, want %v", due, line.Urgent, want)
		}
	}
}

// TestRankIsTotal: any order of the same lines ranks to the same order, deeper
// layers never stand after shallower ones, and each key decides only where all
// earlier ones are equal.
func TestRankIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		lines := make([]Line, 0, n)
		for i := range n {
			f := Facts{
				ID: int64(i + 1), Layer: rapid.IntRange(1, 6).Draw(t, "layer"),
				Grade:       rapid.SampledFrom([]string{"A", "B", "C", ""}).Draw(t, "grade"),
				Temperature: rapid.SampledFrom(words.Temperatures).Draw(t, "temperature"),
				Fast:        rapid.Bool().Draw(t, "fast"),
				LastTouch:   morningOf14Millis(-rapid.IntRange(0, 20).Draw(t, "days")),
			}
			lines = append(lines, Line{ID: f.ID, Layer: f.Layer, Urgent: rapid.Bool().Draw(t, "urgent"), facts: f})
		}
		a, b := slices.Clone(lines), slices.Clone(lines)
		slices.Reverse(b)
		Rank(a)
		Rank(b)
		for i := range a {
			if a[i].ID != b[i].ID {
				t.Fatalf("place %d: %d and %d", i, a[i].ID, b[i].ID)
			}
			if i > 0 && !inOrder(a[i-1], a[i]) {
				t.Fatalf("place %d: %+v after %+v", i, a[i], a[i-1])
			}
		}
	})
}

func morningOf14Millis(days int) crm.Millis { return crm.At(morningOf14.AddDate(0, 0, days)) }

// inOrder spells the rule out a second time, as the product page words it.
func inOrder(a, b Line) bool {
	switch {
	case a.Layer != b.Layer:
		return a.Layer > b.Layer
	case a.Urgent != b.Urgent:
		return a.Urgent
	case a.facts.Fast != b.facts.Fast:
		return a.facts.Fast
	case a.facts.Grade != b.facts.Grade:
		return strings.Index("ABC ", (a.facts.Grade + " ")[:1]) < strings.Index("ABC ", (b.facts.Grade + " ")[:1])
	case a.facts.Temperature != b.facts.Temperature:
		return a.facts.Temperature == words.Hot || b.facts.Temperature == words.Cold
	case a.facts.LastTouch != b.facts.LastTouch:
		return a.facts.LastTouch < b.facts.LastTouch
	}
	return a.ID < b.ID
}
