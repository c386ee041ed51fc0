package followup

import (
	"cmp"
	"math"

	"laidan/internal/crm"
	"laidan/internal/words"
)

// The tones of a reason: red is late, amber needs somebody soon, green is
// faster than ideal.
const (
	Red   = "red"
	Amber = "amber"
	Green = "green"
	None  = "none"
)

// Reason is the one sentence beside a line. Its words are made by Say.
type Reason struct {
	Phrase
	Tone string
}

// reason words the most pressing cause. A fast mover's pace replaces a mere
// rhythm: it is the better ground to call.
func (f Facts) reason(c cause, day clock) Reason {
	switch c.kind {
	case KindPlan, KindPromise:
		return f.planReason(c, day)
	case KindFirst:
		return f.firstReason(c, day)
	case KindLayer:
		return Reason{phrase("queue.layer", "layer", layerWord(f.Layer),
			"day", int(math.Floor(f.LayerDays))+1, "ideal", f.IdealDays), Amber}
	}
	if f.Fast && f.Stride.Layers > 0 && f.Stride.Ideal > 0 {
		return f.fastReason()
	}
	if c.kind == KindNoPlan {
		return Reason{phrase("queue.no_plan"), None}
	}
	days, _ := f.silent(day)
	if f.LastTouch.IsZero() {
		return Reason{phrase("queue.never", "days", days), None}
	}
	if f.Temperature == words.Cold && !words.Reached(f.LastResult) {
		return Reason{phrase("queue.rhythm_cold_last", "days", days, "result", resultWord(f.LastResult)), None}
	}
	return Reason{phrase("queue.rhythm_"+f.Temperature, "days", days), None}
}

func (f Facts) planReason(c cause, day clock) Reason {
	code, tone := "queue.plan", None
	if c.kind == KindPromise {
		code = "queue.promise"
	}
	pairs := []any{"at", Hour{c.due}}
	if c.late {
		code, tone = code+"_late", Red
		pairs = append(pairs, "late", minutesBetween(c.due, day))
	}
	// What was promised: the words of the plan, or else just its channel.
	var what any = Word("plan.do." + f.Plan.Channel)
	if text := cmp.Or(f.Plan.Content, f.Plan.Goal); text != "" {
		what = text
	}
	return Reason{phrase(code, append(pairs, "what", what)...), tone}
}

func (f Facts) firstReason(c cause, day clock) Reason {
	code, tone := "queue.first", None
	pairs := []any{"at", Moment{f.AssignedAt}}
	switch {
	case c.late:
		code, tone = "queue.first_late", Red
		pairs = append(pairs, "late", minutesBetween(c.due, day))
	case c.urgent:
		code, tone = "queue.first_soon", Amber
		pairs = append(pairs, "left", -minutesBetween(c.due, day))
	}
	if f.Owner != "" {
		code += "_of"
		pairs = append(pairs, "owner", f.Owner)
	}
	return Reason{phrase(code, pairs...), tone}
}

// fastReason says how fast; up to 2.5 times is "twice as fast", beyond that the
// share of the ideal time is clearer than a multiple.
func (f Facts) fastReason() Reason {
	days := Count{max(1, int(math.Ceil(f.Stride.Days))), "span.days"}
	layers := Count{f.Stride.Layers, "unit.layers"}
	if f.Stride.Days*2.5 >= f.Stride.Ideal {
		return Reason{phrase("queue.fast", "days", days, "layers", layers), Green}
	}
	share := max(1, int(math.Round(100*f.Stride.Days/f.Stride.Ideal)))
	return Reason{phrase("queue.fast_share", "days", days, "layers", layers, "percent", share), Green}
}

// minutesBetween is how many minutes ago an instant was; negative if to come.
func minutesBetween(at crm.Millis, day clock) Minutes {
	return Minutes(day.now.Sub(at.Time()).Minutes())
}
