package bulk

import "testing"

func TestTemplate(t *testing.T) {
	header := []string{"orig_row", "job", "城市"}
	for _, c := range []struct{ template, want, missing string }{
		{"{job} {orig_row}", "technician 2", ""},
		{"{城市}{job}", "宁波technician", ""},
		{"Kunde {Job}", "Kunde technician", ""},
		{"{nope} x", "{nope} x", "nope"},
		{"{job", "{job", "job"},
		{"", "", ""},
		{"plain", "plain", ""},
	} {
		got := parseTemplate(c.template, header).of([]string{"2", "technician", "宁波"})
		if got != c.want || unknownNames(c.template, header) != c.missing {
			t.Errorf("%q: %q, missing %q", c.template, got, unknownNames(c.template, header))
		}
	}
	if got := parseTemplate("{job} {城市}", header).of([]string{"2", "", ""}); got != "" {
		t.Errorf("empty cells make no name: %q", got)
	}
}

func TestExternalSource(t *testing.T) {
	for _, c := range []struct{ header, file, want string }{
		{"Prospect ID", "Leads.csv", "prospect id"}, {"LEADID", "a.csv", "leadid"}, {"TS代码", "x.csv", "ts代码"},
		{"orig_row", "bank-full.csv", "orig_row@bank-full"}, {"id", "Leads (1).csv", "id@leads"}, {"编号", "客户-副本.xlsx", "编号@客户"}, {"ID", "名单_2026-09-24.csv", "id@名单"},
	} {
		if got := externalSource(c.header, c.file); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.header, c.file, got, c.want)
		}
	}
}
