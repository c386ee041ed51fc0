package expr

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// SQL prints the condition for a WHERE, in the part of SQL that SQLite and
// PostgreSQL share, with the values as named parameters. It is true exactly
// where Eval is; elsewhere it is false or NULL, so it may be joined with AND
// and OR but not put under a NOT (write "not" in the language instead).
func (c Cond) SQL(env Env) (string, map[string]any) {
	if c.root == nil {
		return "TRUE", nil
	}
	p := printer{env: env, args: map[string]any{}}
	c.root.sql(&p, false)
	return p.b.String(), p.args
}

type printer struct {
	b    strings.Builder
	env  Env
	args map[string]any
}

// param binds a value and gives its name.
func (p *printer) param(v any) string {
	prefix := p.env.Prefix
	if prefix == "" {
		prefix = "f"
	}
	name := prefix + strconv.Itoa(len(p.args))
	p.args[name] = v
	return "@" + name
}

func (c both) sql(p *printer, negated bool)   { joinSQL(p, c, negated, negated) }
func (c either) sql(p *printer, negated bool) { joinSQL(p, c, negated, !negated) }
func (c other) sql(p *printer, negated bool)  { c.than.sql(p, !negated) }

func joinSQL(p *printer, of []check, negated, or bool) {
	sep := " AND "
	if or {
		sep = " OR "
	}
	p.b.WriteByte('(')
	for i, c := range of {
		if i > 0 {
			p.b.WriteString(sep)
		}
		c.sql(p, negated)
	}
	p.b.WriteByte(')')
}

// sql prints one test. A NULL makes a plain test NULL, which a WHERE takes as
// no; its complement must say yes to it in words. Behind EXISTS there is no
// NULL to think of: no row, no match.
func (c test) sql(p *printer, negated bool) {
	f := c.field
	switch {
	case f.Exists != "":
		if negated {
			p.b.WriteString("NOT ")
		}
		before, after, _ := strings.Cut(f.Exists, "%s")
		p.b.WriteString(before + c.plain(p) + after)
	case !negated:
		p.b.WriteString(c.plain(p))
	case c.how == notEmpty && !f.texts():
		p.b.WriteString(f.SQL + " IS NULL")
	case f.Nullable:
		p.b.WriteString("(" + f.SQL + " IS NULL OR NOT " + c.plain(p) + ")")
	default:
		p.b.WriteString("NOT " + c.plain(p))
	}
}

// plain is the test on a column that is not NULL, as one operand of NOT.
func (c test) plain(p *printer) string {
	col := c.field.SQL
	value := func() string { return p.param(c.args[0].in(p.env).param()) }
	switch c.how {
	case is:
		if c.field.Type == Bool {
			return "(" + col + " = " + strings.ToUpper(strconv.FormatBool(c.args[0].i == 1)) + ")"
		}
		return "(" + col + " = " + value() + ")"
	case oneOf:
		// One slice parameter, spread by db: few texts for many lists.
		values := make([]any, len(c.args))
		for i, a := range c.args {
			values[i] = a.in(p.env).param()
		}
		return "(" + col + " IN (" + p.param(values) + "))"
	case holds:
		// REPLACE takes every occurrence out: something changes if there is
		// one. LIKE ignores case on one database and not on the other.
		return "(REPLACE(LOWER(" + col + "), " + p.param(lower(c.args[0].s)) + ", '') <> LOWER(" + col + "))"
	case starts:
		n := p.param(int64(utf8.RuneCountInString(c.args[0].s)))
		return "(SUBSTR(" + col + ", 1, " + n + ") = " + value() + ")"
	case notEmpty:
		if c.field.texts() {
			return "(" + col + " <> '')"
		}
		return "(" + col + " IS NOT NULL)"
	}
	return c.within(p)
}

func (c test) within(p *printer) string {
	var parts []string
	add := func(b bound, op string) {
		if b.at == nil {
			return
		}
		if !b.strict {
			op += "="
		}
		parts = append(parts, c.field.SQL+" "+op+" "+p.param(b.at.in(p.env).param()))
	}
	add(c.low, ">")
	add(c.high, "<")
	return "(" + strings.Join(parts, " AND ") + ")"
}

// lower maps A-Z only, as LOWER does in SQLite and in PostgreSQL's C collation.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
