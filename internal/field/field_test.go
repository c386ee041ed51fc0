package field

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"laidan/internal/crm"
)

func TestKeyFor(t *testing.T) {
	for label, want := range map[string]string{
		"预算": "yu_suan", "Budget": "budget", "Budget (USD)": "budget_usd", "2026 目标": "field_2026_mu_biao", "***": "field", "日本語テスト": "ri_ben_yu",
		"a very long label that goes on and on and on": "a_very_long_label_that_goes_on", "taken": "taken_3",
	} {
		if got := KeyFor(label, []string{"taken", "taken_2"}); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
}

func codes(err error) []string {
	var e *crm.Error
	var list []string
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			list = append(list, f.Pointer+" "+f.Code)
		}
	}
	return list
}

func TestClean(t *testing.T) {
	for _, tc := range []struct {
		in   Def
		want []string
	}{
		{Def{Label: " 预 算 ", Kind: Number}, nil},
		{Def{Label: "级别", Kind: Choice, Options: []string{"高 ", "低"}}, nil},
		{Def{Label: " ", Kind: Text}, []string{"/label field.required"}},
		{Def{Label: strings.Repeat("长", 41), Kind: Text}, []string{"/label field.too_long"}},
		{Def{Label: "a\x00b", Kind: Text}, []string{"/label field.invalid"}},
		{Def{Label: "x", Kind: "money"}, []string{"/kind field.choice"}},
		{Def{Label: "x", Kind: Choice}, []string{"/options field.too_few"}},
		{Def{Label: "x", Kind: Text, Options: []string{"a"}}, []string{"/options custom.no_options"}},
		{Def{Label: "x", Kind: Choice, Options: []string{"a", " a", ""}}, []string{"/options/1 custom.option_twice", "/options/2 field.required"}},
	} {
		if _, err := tc.in.Clean(); !reflect.DeepEqual(codes(err), tc.want) {
			t.Errorf("%+v: %v, want %v", tc.in, codes(err), tc.want)
		}
	}
}

var defs = []Def{
	{ID: crm.IDOf[crm.Field](1), Key: "note", Kind: Text}, {ID: crm.IDOf[crm.Field](2), Key: "size", Kind: Number},
	{ID: crm.IDOf[crm.Field](3), Key: "since", Kind: Date}, {ID: crm.IDOf[crm.Field](4), Key: "level", Kind: Choice, Options: []string{"高", "低"}},
}

func TestCheck(t *testing.T) {
	got, err := Check(defs, map[string]any{"note": " 下周 ", "size": 2.5, "since": "2026-10-14", "level": "高"}, "/custom")
	if want := (map[string]any{"note": "下周", "size": 2.5, "since": "2026-10-14", "level": "高"}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v", got, err)
	}
	got, err = Check(defs, map[string]any{"note": " ", "size": nil, "since": "", "level": nil}, "/custom")
	if want := (map[string]any{"note": nil, "size": nil, "since": nil, "level": nil}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v", got, err)
	}
	for _, tc := range []struct {
		key  string
		v    any
		want string
	}{
		{"nothing", "x", "field.unknown"}, {"note", 1.0, "field.text"}, {"note", strings.Repeat("长", 501), "field.too_long"}, {"note", "a\x00", "field.invalid"},
		{"note", []any{}, "field.text"}, {"size", "2.5", "field.number"}, {"size", true, "field.number"}, {"since", "2026-02-30", "field.day"},
		{"since", 20261014.0, "field.day"}, {"level", "中", "field.choice"}, {"level", 1.0, "field.choice"},
	} {
		if _, err := Check(defs, map[string]any{tc.key: tc.v}, "/custom"); !reflect.DeepEqual(codes(err), []string{"/custom/" + tc.key + " " + tc.want}) {
			t.Errorf("%s = %v: %v", tc.key, tc.v, codes(err))
		}
	}
}

func TestMergeAndChanged(t *testing.T) {
	old := map[string]any{"a": "1", "b": 2.0}
	new := Merge(old, map[string]any{"a": nil, "b": 2.0, "c": "3"})
	if want := (map[string]any{"b": 2.0, "c": "3"}); !reflect.DeepEqual(new, want) || len(old) != 2 {
		t.Errorf("%v from %v", new, old)
	}
	if got := changed(old, new); !reflect.DeepEqual(got, []string{"a", "c"}) {
		t.Errorf("%v", got)
	}
	if got := changed(old, Merge(old, nil)); got != nil {
		t.Errorf("%v", got)
	}
}
