package expr

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"laidan/internal/crm"
)

// Parse reads a condition. It knows no fields; Check does. A source of spaces
// only is the empty condition, nil.
func Parse(src string) (Node, error) {
	if len(src) > MaxLength {
		return nil, crm.Fail(crm.Invalid, "expr.too_long", "max", MaxLength)
	}
	if !utf8.ValidString(src) {
		return nil, syntax("", 0)
	}
	p := parser{lexer: lexer{src: src}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == end {
		return nil, nil
	}
	n, err := p.or()
	if err == nil && p.tok.kind != end {
		err = p.unexpected()
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

type parser struct {
	lexer
	tok   token
	depth int
	tests int
}

func (p *parser) advance() (err error) {
	p.tok, err = p.lexer.next()
	return err
}

func (p *parser) unexpected() error { return syntax(p.src, p.tok.pos) }

// keyword says whether the token is a keyword; they are read in any case.
func (p *parser) keyword(k string) bool {
	return p.tok.kind == word && strings.EqualFold(p.tok.text, k)
}

// take steps over a keyword or sign if it is there.
func (p *parser) take(s string) (bool, error) {
	if !p.keyword(s) && (p.tok.kind != sign || p.tok.text != s) {
		return false, nil
	}
	return true, p.advance()
}

// need steps over a keyword or sign that must be there.
func (p *parser) need(s string) error {
	ok, err := p.take(s)
	if err == nil && !ok {
		err = p.unexpected()
	}
	return err
}

func (p *parser) or() (Node, error) {
	return p.chain("or", p.and, func(of []Node) Node { return Or{of} })
}

func (p *parser) and() (Node, error) {
	return p.chain("and", p.not, func(of []Node) Node { return And{of} })
}

// chain reads part { word part }. A part in parentheses of the same kind is
// spread into it: (a and b) and c is one And of three.
func (p *parser) chain(word string, part func() (Node, error), join func([]Node) Node) (Node, error) {
	var of []Node
	for {
		n, err := part()
		if err != nil {
			return nil, err
		}
		of = append(of, spread(n, word)...)
		more, err := p.take(word)
		if err != nil {
			return nil, err
		}
		if more {
			continue
		}
		if len(of) == 1 {
			return of[0], nil
		}
		return join(of), nil
	}
}

func spread(n Node, word string) []Node {
	switch n := n.(type) {
	case And:
		if word == "and" {
			return n.Of
		}
	case Or:
		if word == "or" {
			return n.Of
		}
	}
	return []Node{n}
}

func (p *parser) not() (Node, error) {
	negated, paren := p.keyword("not"), p.tok.kind == sign && p.tok.text == "("
	if !negated && !paren {
		return p.test()
	}
	if p.depth++; p.depth > MaxDepth {
		return nil, crm.Fail(crm.Invalid, "expr.too_deep", "max", MaxDepth, "at", at(p.src, p.tok.pos))
	}
	defer func() { p.depth-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	if negated {
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		return Not{n}, nil
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	return n, p.need(")")
}

var reserved = map[string]bool{
	"and": true, "or": true, "not": true, "in": true, "between": true, "contains": true,
	"startswith": true, "has": true, "is": true, "empty": true, "true": true, "false": true,
}

func (p *parser) test() (Node, error) {
	if p.tok.kind != word || reserved[strings.ToLower(p.tok.text)] {
		return nil, p.unexpected()
	}
	if p.tests++; p.tests > MaxTests {
		return nil, crm.Fail(crm.Invalid, "expr.too_long", "max", MaxLength)
	}
	t := Test{Field: p.tok.text, Pos: at(p.src, p.tok.pos)}
	if err := p.advance(); err != nil {
		return nil, err
	}
	var err error
	if t.Op, err = p.op(); err != nil {
		return nil, err
	}
	switch t.Op {
	case Empty, NotEmpty:
		return t, nil
	case In, NotIn:
		t.Args, err = p.values()
	case Between:
		t.Args, err = p.pair()
	default:
		t.Args, err = p.one()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// op reads an operator, all of its words.
func (p *parser) op() (Op, error) {
	if p.tok.kind == sign {
		if op := p.tok.text; strings.Contains("=!<>", op[:1]) {
			return Op(op), p.advance()
		}
		return "", p.unexpected()
	}
	for _, o := range []Op{In, Between, Contains, Starts, Has} {
		if ok, err := p.take(string(o)); ok {
			return o, err
		}
	}
	if ok, err := p.take("not"); err != nil {
		return "", err
	} else if ok {
		return NotIn, p.need("in")
	}
	if err := p.need("is"); err != nil {
		return "", err
	}
	op := Empty
	if ok, err := p.take("not"); err != nil {
		return "", err
	} else if ok {
		op = NotEmpty
	}
	return op, p.need("empty")
}

func (p *parser) one() ([]Arg, error) {
	a, err := p.value()
	return []Arg{a}, err
}

func (p *parser) pair() ([]Arg, error) {
	low, err := p.value()
	if err != nil {
		return nil, err
	}
	if err := p.need("and"); err != nil {
		return nil, err
	}
	high, err := p.value()
	return []Arg{low, high}, err
}

func (p *parser) values() ([]Arg, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
	var args []Arg
	for {
		if len(args) == MaxValues {
			return nil, crm.Fail(crm.Invalid, "expr.too_long", "max", MaxLength)
		}
		a, err := p.value()
		if err != nil {
			return nil, err
		}
		args = append(args, a)
		more, err := p.take(",")
		if err != nil {
			return nil, err
		}
		if !more {
			return args, p.need(")")
		}
	}
}

func (p *parser) value() (Arg, error) {
	a := Arg{Text: p.tok.text, Pos: at(p.src, p.tok.pos)}
	switch {
	case p.tok.kind == text:
		a.Kind = TextArg
	case p.tok.kind == number:
		a.Kind = NumberArg
	case p.keyword("true") || p.keyword("false"):
		a.Kind, a.Text = BoolArg, strings.ToLower(a.Text)
	default:
		return p.call()
	}
	return a, p.advance()
}

func (p *parser) call() (Arg, error) {
	a := Arg{Kind: CallArg, Text: p.tok.text, Pos: at(p.src, p.tok.pos)}
	numbered, known := functions[a.Text]
	if p.tok.kind != word || !known {
		return a, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return a, err
	}
	if err := p.need("("); err != nil {
		return a, err
	}
	if numbered {
		n, err := strconv.ParseInt(p.tok.text, 10, 64)
		if p.tok.kind != number || err != nil || n < 0 || n > maxSpan {
			return a, p.unexpected()
		}
		a.N = n
		if err := p.advance(); err != nil {
			return a, err
		}
	}
	return a, p.need(")")
}

// maxSpan bounds daysAgo, daysAhead and hoursAgo: a hundred years of days.
const maxSpan = 36500

func call(a Arg) string {
	if functions[a.Text] {
		return a.Text + "(" + strconv.FormatInt(a.N, 10) + ")"
	}
	return a.Text + "()"
}
