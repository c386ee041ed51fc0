//go:build rightsmutation

package rights

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

var (
	mu    sync.Mutex
	off   string
	used  = map[string]bool{}
	texts = map[string][]predicate{}
)

// Statements are the texts in which a predicate stands, as far as they were run.
func Statements(name string) []string {
	mu.Lock()
	defer mu.Unlock()
	var out []string
	for source, list := range texts {
		if slices.ContainsFunc(list, func(p predicate) bool { return p.name == name }) {
			out = append(out, source)
		}
	}
	slices.Sort(out)
	return out
}

// WrittenKeys: see kept.go.
const WrittenKeys = true

// Off switches one predicate off, and the one before on again; "" switches all on.
func Off(name string) {
	mu.Lock()
	defer mu.Unlock()
	off = name
}

// Used lists the predicates that decided something since the last call.
func Used() []string {
	mu.Lock()
	defer mu.Unlock()
	out := make([]string, 0, len(used))
	for name := range used {
		out = append(out, name)
	}
	clear(used)
	slices.Sort(out)
	return out
}

func isOff(name string) bool {
	mu.Lock()
	defer mu.Unlock()
	used[name] = true
	return name == off
}

// May is a condition that lets somebody see or do something; switched off it
// always does.
func May(name string, ok bool) bool { return isOff(name) || ok }

// MayOf is May for one of several rules of a kind.
func MayOf(kind, name string, ok bool) bool { return May(kind+":"+name, ok) }

// Must is a condition that hides something; switched off it never does.
func Must(name string, hide bool) bool { return !isOff(name) && hide }

// predicate is one condition in a statement, by its place and surroundings: the
// same words in several statements are one predicate.
type predicate struct {
	name     string
	from, to int
	open     string // what stands there when it is switched off
}

// conditions that keep rows to the organisation, the actor and the time.
var conditions = regexp.MustCompile(`(?:\b(?:WHERE|AND|OR|ON|NOT)\s+|\()(((?:\w+\.)?(?:\w+)) (?:= @tenant|= @me|= @department|> @now|>= 6)\b)`)

var blanks = regexp.MustCompile(`\s+`)

func predicatesOf(source string) []predicate {
	var out []predicate
	for _, m := range conditions.FindAllStringSubmatchIndex(source, -1) {
		column := source[m[4]:m[5]]
		before := source[max(0, m[2]-50):m[2]]
		after := source[m[3]:min(len(source), m[3]+20)]
		var open string
		switch name := column[strings.LastIndex(column, ".")+1:]; {
		case strings.HasSuffix(source[m[2]:m[3]], "> @now") && name != "until" && name != "expires_at":
			continue // a time and no right
		case strings.HasSuffix(source[m[2]:m[3]], ">= 6") && name != "layer":
			continue
		case strings.Contains(source[m[2]:m[3]], "@"):
			param := source[strings.Index(source[m[2]:m[3]], "@")+m[2] : m[3]]
			open = column + " IN (" + param + ", " + column + ")"
		default:
			open = column + " IN (" + column + ")"
		}
		out = append(out, predicate{"sql:" + blanks.ReplaceAllString(before+"["+source[m[2]:m[3]]+"]"+after, " "), m[2], m[3], open})
	}
	return out
}

// Text is a statement without the predicate that is switched off.
func Text(source string) (text string, changed bool) {
	mu.Lock()
	defer mu.Unlock()
	list, ok := texts[source]
	if !ok {
		list = predicatesOf(source)
		texts[source] = list
	}
	text = source
	for _, p := range slices.Backward(list) {
		used[p.name] = true
		if p.name == off {
			text, changed = text[:p.from]+p.open+text[p.to:], true
		}
	}
	return text, changed
}
