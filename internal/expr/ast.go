package expr

import (
	"strings"
)

// Node is a parsed condition: And, Or, Not, Test, or nil for the empty one.
type Node interface {
	print(b *strings.Builder, within level)
}

// And is met when all its parts are. It has two or more, none of them an And.
type And struct{ Of []Node }

// Or is met when one of its parts is. It has two or more, none of them an Or.
type Or struct{ Of []Node }

// Not is met when its part is not.
type Not struct{ Of Node }

// Test compares one field.
type Test struct {
	Field string
	Op    Op
	Args  []Arg
	Pos   int // character position of the field in the source, from 1
}

// Op is an operator as it is written.
type Op string

// The operators.
const (
	Eq       Op = "="
	Ne       Op = "!="
	Lt       Op = "<"
	Le       Op = "<="
	Gt       Op = ">"
	Ge       Op = ">="
	In       Op = "in"
	NotIn    Op = "not in"
	Between  Op = "between"
	Contains Op = "contains"
	Starts   Op = "startsWith"
	Has      Op = "has"
	Empty    Op = "is empty"
	NotEmpty Op = "is not empty"
)

// Words lists the operators.
func (Op) Words() []string {
	ops := []Op{Eq, Ne, Lt, Le, Gt, Ge, In, NotIn, Between, Contains, Starts, Has, Empty, NotEmpty}
	words := make([]string, len(ops))
	for i, op := range ops {
		words[i] = string(op)
	}
	return words
}

// ArgKind tells the kinds of value in a source apart.
type ArgKind uint8

// The kinds of value.
const (
	TextArg   ArgKind = iota // Text is the content
	NumberArg                // Text is the canonical number
	BoolArg                  // Text is true or false
	CallArg                  // Text is the function, N its parameter if it has one
)

// Arg is one value of a Test.
type Arg struct {
	Kind ArgKind
	Text string
	N    int64
	Pos  int // character position in the source, from 1
}

// functions lists the functions and whether they take a number.
var functions = map[string]bool{
	"me": false, "myDepartment": false, "today": false, "now": false,
	"daysAgo": true, "daysAhead": true, "hoursAgo": true,
}

// level orders the operators by how tightly they bind.
type level uint8

const (
	loose level = iota // the top, or inside parentheses
	inOr               // a part of an Or
	inAnd              // a part of an And
	inNot              // the part of a Not
)

// Print writes a condition in its canonical form: one spelling per meaning of
// the syntax, so that equal filters are equal texts. Parse reads it back.
func Print(n Node) string {
	var b strings.Builder
	if n != nil {
		n.print(&b, loose)
	}
	return b.String()
}

func (n And) print(b *strings.Builder, within level) {
	printAll(b, n.Of, " and ", inAnd, within > inAnd)
}

func (n Or) print(b *strings.Builder, within level) { printAll(b, n.Of, " or ", inOr, within > inOr) }

func printAll(b *strings.Builder, of []Node, sep string, inside level, parens bool) {
	if parens {
		b.WriteByte('(')
	}
	for i, n := range of {
		if i > 0 {
			b.WriteString(sep)
		}
		n.print(b, inside)
	}
	if parens {
		b.WriteByte(')')
	}
}

func (n Not) print(b *strings.Builder, _ level) {
	b.WriteString("not ")
	n.Of.print(b, inNot)
}

func (n Test) print(b *strings.Builder, _ level) {
	b.WriteString(n.Field + " " + string(n.Op))
	switch n.Op {
	case Empty, NotEmpty:
	case In, NotIn:
		b.WriteString(" (")
		for i, a := range n.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			a.print(b)
		}
		b.WriteByte(')')
	case Between:
		b.WriteByte(' ')
		n.Args[0].print(b)
		b.WriteString(" and ")
		n.Args[1].print(b)
	default:
		b.WriteByte(' ')
		n.Args[0].print(b)
	}
}

func (a Arg) print(b *strings.Builder) {
	switch a.Kind {
	case TextArg:
		b.WriteString(Quote(a.Text))
	case CallArg:
		b.WriteString(call(a))
	default:
		b.WriteString(a.Text)
	}
}

var escapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// Quote writes a text as a value of the language.
func Quote(s string) string { return `"` + escapes.Replace(s) + `"` }
