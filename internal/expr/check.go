package expr

import (
	"slices"

	"laidan/internal/crm"
)

// Cond is a condition that is known to be right: every field exists, may be
// asked, and meets values of its type. The zero Cond is met by every record.
type Cond struct {
	node Node
	root check
}

// Node is the parsed condition, nil for the empty one.
func (c Cond) Node() Node { return c.node }

// IsZero reports whether every record meets the condition.
func (c Cond) IsZero() bool { return c.root == nil }

// String is the canonical form.
func (c Cond) String() string { return Print(c.node) }

// Uses lists the fields that the condition reads, each once.
func (c Cond) Uses() []string {
	var names []string
	var walk func(n Node)
	walk = func(n Node) {
		switch n := n.(type) {
		case And:
			for _, k := range n.Of {
				walk(k)
			}
		case Or:
			for _, k := range n.Of {
				walk(k)
			}
		case Not:
			walk(n.Of)
		case Test:
			if !slices.Contains(names, n.Field) {
				names = append(names, n.Field)
			}
		}
	}
	walk(c.node)
	return names
}

// check is one node of a checked condition, for both back ends.
type check interface {
	// sql prints a condition that is true where the node, or its complement
	// when negated, is met, and false or NULL elsewhere. Negation is pushed
	// down to the tests, so NULL never stands under a NOT.
	sql(p *printer, negated bool)
	eval(e *evaluator) bool
}

type (
	both   []check // all of them
	either []check // at least one
	other  struct{ than check }
	// test compares the value of a field in one of the ways below; Ne, NotIn
	// and Empty are the complement of their positive form.
	test struct {
		field *Field
		how   way
		args  []operand // of is, oneOf, holds, starts: the values
		low   bound     // of within
		high  bound
	}
)

type way uint8

const (
	is       way = iota // equal to args[0]
	oneOf               // equal to one of args
	within              // between low and high
	holds               // contains args[0]
	starts              // begins with args[0]
	notEmpty            // has a value
)

// bound is one end of a range; without an operand the range is open there.
type bound struct {
	at     *operand
	strict bool // the bound itself is outside
}

// Check resolves a parsed condition against the declared fields. The errors
// are crm.Error of kind Invalid with the position in "at".
func Check(n Node, fields Fields) (Cond, error) {
	root, err := resolve(n, fields)
	return Cond{node: n, root: root}, err
}

func resolve(n Node, fields Fields) (check, error) {
	switch n := n.(type) {
	case And:
		of, err := resolveAll(n.Of, fields)
		return both(of), err
	case Or:
		of, err := resolveAll(n.Of, fields)
		return either(of), err
	case Not:
		of, err := resolve(n.Of, fields)
		return other{of}, err
	case Test:
		return resolveTest(n, fields)
	}
	return nil, nil
}

func resolveAll(of []Node, fields Fields) ([]check, error) {
	list := make([]check, len(of))
	for i, n := range of {
		c, err := resolve(n, fields)
		if err != nil {
			return nil, err
		}
		list[i] = c
	}
	return list, nil
}

func resolveTest(t Test, fields Fields) (check, error) {
	f, ok := fields.Find(t.Field)
	if !ok {
		return nil, crm.Fail(crm.Invalid, "expr.unknown_field", "field", t.Field, "at", t.Pos)
	}
	if f.Sensitive {
		return nil, crm.Fail(crm.Invalid, "expr.forbidden_field", "field", t.Field, "at", t.Pos)
	}
	if !slices.Contains(f.Operators(), t.Op) {
		return nil, crm.Fail(crm.Invalid, "expr.operator", "field", t.Field, "op", string(t.Op), "at", t.Pos)
	}
	args := make([]operand, len(t.Args))
	for i, a := range t.Args {
		v, err := f.operand(a)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	c := test{field: f, args: args}
	switch t.Op {
	case Eq, Ne, Has:
		c = c.equal()
	case In, NotIn:
		c.how = oneOf
	case Contains:
		c.how = holds
	case Starts:
		c.how = starts
	case Empty, NotEmpty:
		c.how = notEmpty
	default:
		return c.ordered(t)
	}
	if (c.how == holds || c.how == starts) && args[0].s == "" {
		return nil, wrongType(f, t.Args[0])
	}
	if t.Op == Ne || t.Op == NotIn || t.Op == Empty {
		return other{c}, nil
	}
	return c, nil
}

// equal compares with one value; an instant equals a day when it lies in it.
func (c test) equal() test {
	if a := c.args[0]; c.field.Type == Instant && a.isDay() {
		c.how, c.low, c.high = within, bound{at: a.dayStart(0)}, bound{a.dayStart(1), true}
		return c
	}
	c.how = is
	return c
}

// ordered makes the range of a comparison.
func (c test) ordered(t Test) (check, error) {
	c.how = within
	a, b := c.args[0], c.args[len(c.args)-1]
	switch t.Op {
	case Lt:
		c.high = c.field.below(a, true)
	case Le:
		c.high = c.field.below(a, false)
	case Gt:
		c.low = c.field.above(a, true)
	case Ge:
		c.low = c.field.above(a, false)
	case Between:
		c.low, c.high = c.field.above(a, false), c.field.below(b, false)
	}
	if c.field.Type != Layer {
		return c, nil
	}
	for i, arg := range c.args {
		if arg.i == 0 {
			return nil, crm.Fail(crm.Invalid, "expr.operator", "field", t.Field, "op", string(t.Op)+" "+Quote(t.Args[i].Text), "at", t.Args[i].Pos)
		}
	}
	if c.low.at == nil { // 0 is outside the order
		c.low.at = &operand{what: anInt, i: 1}
	}
	return c, nil
}

// below and above are the ends of a range. A day as the end of a range of
// instants is taken whole: <= reaches to its last moment, > begins after it.
func (f *Field) below(a operand, strict bool) bound {
	if f.Type == Instant && a.isDay() {
		if strict {
			return bound{a.dayStart(0), true}
		}
		return bound{a.dayStart(1), true}
	}
	return bound{&a, strict}
}

func (f *Field) above(a operand, strict bool) bound {
	if f.Type == Instant && a.isDay() {
		if strict {
			return bound{at: a.dayStart(1)}
		}
		return bound{at: a.dayStart(0)}
	}
	return bound{&a, strict}
}

func wrongType(f *Field, a Arg) error {
	shown := a.Text
	if a.Kind == CallArg {
		shown = call(a)
	}
	return crm.Fail(crm.Invalid, "expr.type", "field", f.Name, "type", string(f.Type), "value", shown, "at", a.Pos)
}
