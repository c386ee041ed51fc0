package db

import (
	"database/sql/driver"
	"fmt"
	"math/bits"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"laidan/internal/crm"
	"laidan/internal/rights"
)

// Args are named parameters of one statement.
type Args map[string]any

// statement is one SQL text, cut at its parameters once and for all. A text
// without slices is printed once per dialect; with slices, once per size class.
type statement struct {
	source string
	parts  []string // the text between parameters: parts[0] @names[0] parts[1] …
	names  []string
	plain  [2]string // printed text per dialect when no parameter is a slice
	slots  []int     // parameter number (0-based) of each occurrence in plain
	unique []string  // names by parameter number
	tenant bool      // it names @tenant
}

// statements holds what was cut so far. Filters written by users make new texts
// for ever, so it starts anew when it is full.
var (
	statementsMu sync.RWMutex
	statements   = map[string]*statement{}
)

const maxTexts = 4000

// prepared returns the cut statement. A tenant's statement without @tenant is a
// programming error that could show one organisation another's rows: it panics.
func prepared(source string, tenant bool) *statement {
	if text, changed := rights.Text(source); changed {
		return cut(text)
	}
	statementsMu.RLock()
	s, ok := statements[source]
	statementsMu.RUnlock()
	if !ok {
		s = cut(source)
	}
	if tenant && !s.tenant {
		panic("db: statement without @tenant: " + source)
	}
	if ok {
		return s
	}
	statementsMu.Lock()
	defer statementsMu.Unlock()
	if len(statements) >= maxTexts {
		clear(statements)
	}
	statements[source] = s
	return s
}

func cut(source string) *statement {
	s := &statement{source: source}
	number := map[string]int{}
	rest, from := source, 0
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '\'':
			for i++; i < len(rest) && rest[i] != '\''; i++ {
			}
		case c == '-' && i+1 < len(rest) && rest[i+1] == '-':
			for ; i < len(rest) && rest[i] != '\n'; i++ {
			}
		case c == '@' && i+1 < len(rest) && isName(rest[i+1]) && (i == 0 || rest[i-1] != '@'):
			end := i + 1
			for end < len(rest) && isName(rest[end]) {
				end++
			}
			name := rest[i+1 : end]
			s.parts = append(s.parts, rest[from:i])
			s.names = append(s.names, name)
			if _, ok := number[name]; !ok {
				number[name] = len(s.unique)
				s.tenant = s.tenant || name == "tenant"
				s.unique = append(s.unique, name)
			}
			s.slots = append(s.slots, number[name])
			from, i = end, end-1
		}
	}
	s.parts = append(s.parts, rest[from:])
	for _, d := range []dialect{sqlite, postgres} {
		var b strings.Builder
		for i, p := range s.parts {
			b.WriteString(p)
			if i < len(s.slots) {
				b.WriteString(placeholder(d, s.slots[i]+1))
			}
		}
		s.plain[d] = adapt(d, b.String())
	}
	return s
}

func isName(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// placeholder is parameter n on PostgreSQL; SQLite counts by itself, so there
// the value of a parameter is bound at each of its places.
func placeholder(d dialect, n int) string {
	if d == postgres {
		return "$" + strconv.Itoa(n)
	}
	// Numbered ones would be looked up by name, each by a walk over all others:
	// quadratic for a long list.
	return "?"
}

// adapt drops what SQLite does not know: one writer needs no row locks.
func adapt(d dialect, text string) string {
	if d == sqlite && strings.Contains(text, " FOR ") {
		for _, clause := range []string{" FOR UPDATE SKIP LOCKED", " FOR UPDATE OF c", " FOR UPDATE", " FOR SHARE"} {
			text = strings.ReplaceAll(text, clause, "")
		}
	}
	return text
}

// bind finds the value of every parameter and spreads slices.
func (s *statement) bind(tx *Tx, args []any) (string, []any, error) {
	d := tx.db.engine.dialect()
	values := make([]any, len(s.unique), len(s.unique)+8)
	var lists map[int][]any
	for i, name := range s.unique {
		v, err := tx.value(name, args)
		if err != nil {
			return "", nil, fmt.Errorf("%w in %s", err, s.source)
		}
		if list, ok := spread(v); ok {
			if lists == nil {
				lists = map[int][]any{}
			}
			lists[i] = list
			continue
		}
		values[i] = v
	}
	if lists == nil {
		if d == sqlite {
			return s.plain[d], s.placed(values), nil
		}
		return s.plain[d], values, nil
	}
	return s.bindLists(d, values, lists)
}

// placed repeats the values at each place of their parameter.
func (s *statement) placed(values []any) []any {
	out := make([]any, len(s.slots))
	for i, n := range s.slots {
		out[i] = values[n]
	}
	return out
}

// bindLists prints the text anew with as many placeholders as each slice needs,
// rounded up to a power of two (the last value repeats), so that few texts exist.
func (s *statement) bindLists(d dialect, values []any, lists map[int][]any) (string, []any, error) {
	at := make([]int, len(s.unique)) // first placeholder number of each parameter
	flat := make([]any, 0, len(values)+16)
	size := make([]int, len(s.unique))
	for i := range s.unique {
		at[i] = len(flat) + 1
		list, ok := lists[i]
		if !ok {
			flat = append(flat, values[i])
			size[i] = 1
			continue
		}
		if len(list) == 0 {
			list = []any{nil}
		}
		n := 1
		if len(list) > 1 {
			n = 1 << bits.Len(uint(len(list)-1))
		}
		for len(list) < n {
			list = append(list, list[len(list)-1])
		}
		flat = append(flat, list...)
		size[i] = n
	}
	var b strings.Builder
	var placed []any
	for i, p := range s.parts {
		b.WriteString(p)
		if i == len(s.slots) {
			break
		}
		n := s.slots[i]
		for k := range size[n] {
			if k > 0 {
				b.WriteByte(',')
			}
			b.WriteString(placeholder(d, at[n]+k))
		}
		if d == sqlite {
			placed = append(placed, flat[at[n]-1:at[n]-1+size[n]]...)
		}
	}
	if d == sqlite {
		flat = placed
	}
	return adapt(d, b.String()), flat, nil
}

// value finds a named parameter: what the transaction knows, then the args.
func (tx *Tx) value(name string, args []any) (any, error) {
	switch name {
	case "tenant":
		return tx.Actor.Tenant.Int64(), nil
	case "me":
		return plain(tx.Actor.Person)
	case "now":
		return tx.Now.UnixMilli(), nil
	case "today":
		return int64(tx.Today()), nil
	}
	for _, a := range args {
		if m, ok := a.(Args); ok {
			if v, ok := m[name]; ok {
				return plain(v)
			}
			continue
		}
		v := reflect.Indirect(reflect.ValueOf(a))
		if v.Kind() != reflect.Struct {
			if m, ok := a.(map[string]any); ok {
				if v, ok := m[name]; ok {
					return plain(v)
				}
				continue
			}
			return nil, fmt.Errorf("db: argument %T is neither db.Args nor a struct", a)
		}
		if f, ok := fieldsOf(v.Type())[name]; ok {
			return plain(v.FieldByIndex(f).Interface())
		}
	}
	return nil, fmt.Errorf("db: no value for @%s", name)
}

// plain turns a value into what both drivers take: nil, int64, float64, bool,
// string, []byte, or a slice to spread. SQLite would store text that PostgreSQL
// refuses, so such text is refused here.
func plain(v any) (any, error) {
	switch x := v.(type) {
	case nil, int64, bool, float64, []byte:
		return x, nil
	case string:
		if !crm.Readable(x) {
			return nil, crm.Unreadable()
		}
		return x, nil
	case int:
		return int64(x), nil
	case driver.Valuer:
		rv := reflect.ValueOf(v)
		if rv.Kind() == reflect.Pointer && rv.IsNil() {
			return nil, nil
		}
		value, err := x.Value()
		if s, ok := value.(string); ok && err == nil {
			return plain(s)
		}
		return value, err
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Pointer:
		if rv.IsNil() {
			return nil, nil
		}
		return plain(rv.Elem().Interface())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rv.Int(), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return int64(rv.Uint()), nil
	case reflect.Float32:
		return rv.Float(), nil
	case reflect.String:
		return plain(rv.String())
	case reflect.Bool:
		return rv.Bool(), nil
	case reflect.Slice:
		list := make([]any, rv.Len())
		for i := range list {
			p, err := plain(rv.Index(i).Interface())
			if err != nil {
				return nil, err
			}
			list[i] = p
		}
		return list, nil
	}
	return nil, fmt.Errorf("db: cannot bind %T", v)
}

func spread(v any) ([]any, bool) {
	list, ok := v.([]any)
	return list, ok
}

var structs sync.Map // reflect.Type -> map[string][]int

// fieldsOf maps column names to fields by db tags, embedded structs included.
func fieldsOf(t reflect.Type) map[string][]int {
	if m, ok := structs.Load(t); ok {
		return m.(map[string][]int)
	}
	m := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		if name := f.Tag.Get("db"); name != "" && name != "-" {
			m[name] = f.Index
		}
	}
	structs.Store(t, m)
	return m
}
