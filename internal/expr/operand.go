package expr

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"laidan/internal/crm"
)

// operand is a value, or a function of the environment.
type operand struct {
	what  valueKind
	s     string
	f     float64
	i     int64
	call  string // me, myDepartment, today, now, hoursAgo: i is its number
	start bool   // of a day: the instant at which it starts
}

// A day is held as days relative to today (call today, i) or as yyyymmdd
// (call day, i); isDay tells both from instants.
func (o operand) isDay() bool { return o.call == "today" || o.call == "day" }

func (o operand) dayStart(add int) *operand {
	if o.call == "today" {
		o.i += int64(add)
	} else {
		o.i = int64(crm.Day(o.i).Add(add))
	}
	o.start = true
	return &o
}

// operand reads a value as one of the field's type.
func (f *Field) operand(a Arg) (operand, error) {
	var o operand
	ok := false
	switch f.Type {
	case Text, Tags:
		o, ok = operand{what: aText, s: a.Text}, a.Kind == TextArg
	case Number:
		n, err := strconv.ParseFloat(a.Text, 64)
		o, ok = operand{what: aFloat, f: n}, a.Kind == NumberArg && err == nil
	case Integer, Money:
		n, err := strconv.ParseInt(a.Text, 10, 64)
		o, ok = operand{what: anInt, i: n}, a.Kind == NumberArg && err == nil
	case Bool:
		o, ok = operand{what: anInt}, a.Kind == BoolArg
		if a.Text == "true" {
			o.i = 1
		}
	case Date:
		o, ok = dayOperand(a)
	case Instant:
		if o, ok = dayOperand(a); !ok {
			o, ok = instantOperand(a)
		}
	case Ref:
		o, ok = f.refOperand(a)
	case Choice, Layer:
		return f.optionOperand(a)
	}
	if !ok {
		return o, wrongType(f, a)
	}
	return o, nil
}

func dayOperand(a Arg) (operand, bool) {
	o := operand{what: anInt, call: "today"}
	switch {
	case a.Kind == TextArg:
		d, err := crm.ParseDay(a.Text)
		return operand{what: anInt, call: "day", i: int64(d)}, err == nil
	case a.Kind != CallArg:
		return o, false
	case a.Text == "today":
	case a.Text == "daysAgo":
		o.i = -a.N
	case a.Text == "daysAhead":
		o.i = a.N
	default:
		return o, false
	}
	return o, true
}

func instantOperand(a Arg) (operand, bool) {
	if a.Kind == TextArg {
		t, err := time.Parse(time.RFC3339, a.Text)
		return operand{what: anInt, i: t.UnixMilli()}, err == nil
	}
	o := operand{what: anInt, call: "now", i: a.N}
	return o, a.Kind == CallArg && (a.Text == "now" || a.Text == "hoursAgo")
}

func (f *Field) refOperand(a Arg) (operand, bool) {
	switch {
	case a.Kind == CallArg:
		fits := a.Text == "me" && f.To == "person" || a.Text == "myDepartment" && f.To == "department"
		return operand{what: anInt, call: a.Text}, fits
	case a.Kind == TextArg:
		n, err := strconv.ParseInt(a.Text, 10, 64)
		return operand{what: anInt, i: n}, err == nil && n > 0
	}
	return operand{}, false
}

func (f *Field) optionOperand(a Arg) (operand, error) {
	if a.Kind != TextArg {
		return operand{}, wrongType(f, a)
	}
	for _, o := range f.Options {
		if o.Key != a.Text {
			continue
		}
		if f.Type == Layer {
			return operand{what: anInt, i: o.N}, nil
		}
		return operand{what: aText, s: o.Key}, nil
	}
	return operand{}, crm.Fail(crm.Invalid, "expr.option", "field", f.Name, "value", a.Text, "at", a.Pos)
}

// in gives the operand its value in an environment: a string, a float64 or an
// int64, which is also what the database driver is handed.
func (o operand) in(env Env) scalar {
	switch o.call {
	case "me":
		// 0 for the system, not NULL: nobody's id, and comparable.
		return scalar{what: anInt, i: env.Me.Int64()}
	case "myDepartment":
		return scalar{what: anInt, i: env.Department.Int64()}
	case "now":
		return scalar{what: anInt, i: env.Now.Add(-time.Duration(o.i) * time.Hour).UnixMilli()}
	case "today":
		return o.day(crm.DayOf(env.Now, env.zone()).Add(int(o.i)), env)
	case "day":
		return o.day(crm.Day(o.i), env)
	}
	return scalar{what: o.what, s: o.s, i: o.i, f: o.f}
}

func (o operand) day(d crm.Day, env Env) scalar {
	if o.start {
		return scalar{what: anInt, i: d.Time(env.zone()).UnixMilli()}
	}
	return scalar{what: anInt, i: int64(d)}
}

// scalar is one value to compare with.
type scalar struct {
	what valueKind
	s    string
	i    int64
	f    float64
}

func (s scalar) param() any {
	switch s.what {
	case aText:
		return s.s
	case aFloat:
		return s.f
	}
	return s.i
}

// compare orders a record's value against a scalar of the field's type.
func (s scalar) compare(f *Field, v Value) int {
	switch {
	case s.what == aText && v.what == aText:
		return compareOrdered(v.s, s.s)
	case s.what == aFloat && v.what == aFloat:
		return compareOrdered(v.f, s.f)
	case s.what == aFloat && v.what == anInt:
		return compareOrdered(float64(v.i), s.f)
	case s.what == anInt && v.what == anInt:
		return compareOrdered(v.i, s.i)
	case s.what == anInt && v.what == aFloat && v.f == math.Trunc(v.f):
		return compareOrdered(int64(v.f), s.i)
	}
	// The record and the declaration disagree: a defect, not an answer.
	panic(fmt.Sprintf("expr: field %s (%s) has a value of another type", f.Name, f.Type))
}

func compareOrdered[T string | int64 | float64](a, b T) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}
