package expr

import "strings"

// Eval runs the condition on a record in memory; record gives the value of a
// field by name. A value that does not fit the field's declaration panics.
func (c Cond) Eval(record func(field string) Value, env Env) bool {
	return c.root == nil || c.root.eval(&evaluator{record, env})
}

type evaluator struct {
	record func(field string) Value
	env    Env
}

func (c both) eval(e *evaluator) bool {
	for _, of := range c {
		if !of.eval(e) {
			return false
		}
	}
	return true
}

func (c either) eval(e *evaluator) bool {
	for _, of := range c {
		if of.eval(e) {
			return true
		}
	}
	return false
}

func (c other) eval(e *evaluator) bool { return !c.than.eval(e) }

func (c test) eval(e *evaluator) bool {
	v := e.record(c.field.Name)
	switch v.what {
	case none:
		return false
	case many:
		for _, s := range v.many {
			if c.meets(e, TextValue(s)) {
				return true
			}
		}
		return false
	}
	return c.meets(e, v)
}

// meets tests one value that is there.
func (c test) meets(e *evaluator, v Value) bool {
	switch c.how {
	case is, oneOf:
		for _, a := range c.args {
			if a.in(e.env).compare(c.field, v) == 0 {
				return true
			}
		}
		return false
	case holds:
		return strings.Contains(lower(v.s), lower(c.args[0].s))
	case starts:
		return strings.HasPrefix(v.s, c.args[0].s)
	case notEmpty:
		return !c.field.texts() || v.s != ""
	}
	if at := c.low.at; at != nil {
		if d := at.in(e.env).compare(c.field, v); d < 0 || d == 0 && c.low.strict {
			return false
		}
	}
	if at := c.high.at; at != nil {
		if d := at.in(e.env).compare(c.field, v); d > 0 || d == 0 && c.high.strict {
			return false
		}
	}
	return true
}
