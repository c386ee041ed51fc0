// Package expr is the one condition language of saved views, segments, rules
// and automation. A condition is parsed, checked against declared fields, and
// then either printed as SQL or run on a record in memory; both give the same
// answer on every record.
//
//	grade in ("A", "B") and layer between "contacted" and "opportunity"
//	owner = me() and not (lastTouchAt >= daysAgo(3))
//	tags has "VIP" or name contains "医院"
//
// # Grammar
//
//	or    = and { "or" and }
//	and   = not { "and" not }
//	not   = "not" not | "(" or ")" | test
//	test  = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
//	      | field [ "not" ] "in" "(" value { "," value } ")"
//	      | field "between" value "and" value
//	      | field ( "contains" | "startsWith" | "has" ) text
//	      | field "is" [ "not" ] "empty"
//	value = text | number | "true" | "false" | function
//
// Texts stand in double quotes with the escapes \" \\ \n \r \t \uXXXX. Days are
// texts ("2026-10-14"), instants are days or RFC 3339 texts, references are ids
// as texts, money is in minor units as everywhere in the API. The functions are
// me(), myDepartment(), today(), daysAgo(n), daysAhead(n), now(), hoursAgo(n).
// Keywords are read in any case, fields and functions exactly.
//
// # Meaning
//
// Logic is two-valued. A test on an empty value is false, except "is empty",
// "!=" and "not in"; "not" is the exact complement. Texts are compared byte by
// byte; contains ignores the case of A-Z and of nothing else. An instant
// compared with a day means the whole day in the organisation's zone:
// lastTouchAt <= "2026-10-14" includes that day's evening. The order of layers
// has no place for abandoned: layer < "lead" does not match it.
package expr

import (
	"time"

	"laidan/internal/crm"
)

// Limits of one condition. Beyond them parsing stops with expr.too_long or
// expr.too_deep, so that neither the parser nor a database sees a monster.
const (
	MaxLength = 8000 // bytes of source
	MaxDepth  = 20   // parentheses and "not" inside each other
	MaxTests  = 100  // comparisons
	MaxValues = 200  // values of one "in"
)

// Env holds what the functions of the language stand for.
type Env struct {
	Me         crm.PersonID
	Department crm.DepartmentID
	Now        time.Time
	Zone       *time.Location
	// Prefix names the parameters of the printed SQL (@f0, @f1, ... by
	// default), so that two conditions fit into one statement.
	Prefix string
}

// EnvOf is the environment of an actor at an instant.
func EnvOf(a crm.Actor, now time.Time) Env {
	return Env{Me: a.Person, Department: a.Department, Now: now, Zone: a.Zone}
}

func (e Env) zone() *time.Location {
	if e.Zone == nil {
		return time.UTC
	}
	return e.Zone
}

// Compile parses and checks a condition. The empty source is the condition
// that every record meets.
func Compile(src string, fields Fields) (Cond, error) {
	n, err := Parse(src)
	if err != nil {
		return Cond{}, err
	}
	return Check(n, fields)
}
