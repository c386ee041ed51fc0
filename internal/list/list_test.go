package list

import (
	"encoding/base64"
	"errors"
	"reflect"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/expr"
)

func TestChoose(t *testing.T) {
	s := testSpec(Scope{})
	for asked, want := range map[string]string{"": "queue", "queue": "queue", "name": "name", "-name": "-name", "-nextAt": "-nextAt"} {
		sort, desc, err := choose(s, asked)
		w := walk{}
		w.begin(sort, desc, false)
		if err != nil || w.sort != want {
			t.Errorf("%q: %s %v", asked, w.sort, err)
		}
	}
	for _, bad := range []string{"nobody", "-queue", "--name", "phone", "name; DROP TABLE customer"} {
		_, _, err := choose(s, bad)
		var e *crm.Error
		if !errors.As(err, &e) || e.Code != "list.sort" || e.Fields[0].Pointer != "?sort" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestGapsHaveTheirPlace(t *testing.T) {
	last := By("s", Column{SQL: "c.next_at", Nulls: Last})
	least := By("s", Column{SQL: "c.next_at", Nulls: Least})
	for _, tc := range []struct {
		sort Sort
		desc bool
		want []string
	}{
		{last, false, []string{"c.next_at IS NOT NULL", "c.next_at IS NULL"}},
		{last, true, []string{"c.next_at IS NOT NULL", "c.next_at IS NULL"}},
		{least, false, []string{"c.next_at IS NULL", "c.next_at IS NOT NULL"}},
		{least, true, []string{"c.next_at IS NOT NULL", "c.next_at IS NULL"}},
	} {
		var got []string
		for _, seg := range tc.sort.segments(tc.desc) {
			got = append(got, seg.where)
		}
		if !reflect.DeepEqual(got, tc.want) {
			t.Errorf("desc %v: %v", tc.desc, got)
		}
	}
}

func TestCursorKeepsIdsExact(t *testing.T) {
	in := cursor{Sort: "name", Keys: []any{"wang", int64(1<<62 + 1)}, At: 1791945720000, Asked: "x"}
	text, err := in.encode()
	if err != nil {
		t.Fatal(err)
	}
	out, err := decodeCursor(text)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := out.fit([]segment{{keys: []key{{sql: "c.name_key", text: true}, {sql: "c.id"}}}})
	if err != nil || !reflect.DeepEqual(keys, in.Keys) {
		t.Errorf("%v %v", keys, err)
	}
}

func TestForeignCursorsAreRefused(t *testing.T) {
	segments := []segment{{keys: []key{{sql: "c.name_key", text: true}, {sql: "c.id"}}}}
	for _, raw := range []string{``, `null`, `{}`, `{"t":1,"k":[1,2]}`, `{"t":1,"k":["a","b"]}`, `{"t":1,"k":["a",1.5]}`, `{"t":1,"k":["a",1,2]}`,
		`{"t":1,"k":["a",1],"g":1}`, `{"t":1,"k":["a",1],"g":-1}`, `{"t":1,"k":["a",null]}`, `{"t":1,"k":["a",99999999999999999999]}`, `[`} {
		c, err := decodeCursor(base64.RawURLEncoding.EncodeToString([]byte(raw)))
		if err == nil {
			_, err = c.fit(segments)
		}
		if crm.CodeOf(err) != "list.cursor" {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if _, err := decodeCursor("not base64!"); crm.CodeOf(err) != "list.cursor" {
		t.Error(err)
	}
}

func TestLimit(t *testing.T) {
	for in, want := range map[int]int{0: 50, -1: 50, 1: 1, 200: 200, 201: 200, 1 << 30: 200} {
		if got := (Params{Limit: in}).limit(); got != want {
			t.Errorf("%d: %d", in, got)
		}
	}
}

func TestRankWeightsDoNotOverlap(t *testing.T) {
	const now = crm.Millis(1_000_000_000)
	best := Standing{Layer: 5, NextAt: now - 1, Fast: true, Grade: "A", Temperature: "hot", LastTouchAt: 1}
	worst := Standing{Layer: 6, NextAt: now + 1, Grade: "", Temperature: "cold", LastTouchAt: now}
	rank := func(s Standing) int64 { r, _ := s.Rank(now); return r }
	if rank(worst) >= rank(best) {
		t.Error("the worst of a layer comes before the best of the one above it")
	}
	// Each step is worth more than all the following ones together.
	steps := []func(*Standing){
		func(s *Standing) { s.NextAt = now + 1 },
		func(s *Standing) { s.Fast = false },
		func(s *Standing) { s.Grade = "B" },
		func(s *Standing) { s.Temperature = "warm" },
	}
	for i := range steps {
		one, rest := best, best
		steps[i](&one)
		for _, step := range steps[i+1:] {
			step(&rest)
		}
		if i < 3 {
			rest.Temperature = "cold"
		}
		if i < 2 {
			rest.Grade = ""
		}
		if rank(one) <= rank(rest) {
			t.Errorf("step %d weighs less than those after it", i)
		}
	}
}

func TestOverdue(t *testing.T) {
	const now = crm.Millis(1_000_000_000)
	for _, tc := range []struct {
		next, first crm.Millis
		want        bool
	}{
		{0, 0, false}, {now - 1, 0, true}, {now, 0, false}, {now + 1, 0, false},
		{0, now - 1, true}, {0, now + FirstResponseNotice - 1, true}, {0, now + FirstResponseNotice, false},
	} {
		if got := (Standing{NextAt: tc.next, FirstDueAt: tc.first}).Overdue(now); got != tc.want {
			t.Errorf("next %d first %d: %v", tc.next, tc.first, got)
		}
	}
}

func TestRefusedFilterNamesTheParameter(t *testing.T) {
	_, err := expr.Compile(`nobody = 1`, testFields)
	var e *crm.Error
	if !errors.As(refuse("?filter", err), &e) || e.Code != "expr.unknown_field" || e.Fields[0].Pointer != "?filter" || e.Fields[0].Code != e.Code {
		t.Errorf("%v", e)
	}
}
