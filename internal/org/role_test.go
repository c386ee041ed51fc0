package org

import (
	"slices"
	"strings"
	"testing"

	"laidan/internal/authz"
	"laidan/internal/crm"
)

func TestDefaultScope(t *testing.T) {
	for roles, want := range map[string]crm.Scope{
		"": crm.ScopeNone, "rep": crm.ScopeOwn, "manager": crm.ScopeTeam, "director": crm.ScopeSubtree, "support": crm.ScopeNone,
		"service": crm.ScopeAll, "finance": crm.ScopeNone, "admin": crm.ScopeNone, "rep,manager": crm.ScopeTeam,
		"manager,director": crm.ScopeSubtree, "director,admin": crm.ScopeSubtree, "rep,admin": crm.ScopeOwn, "support,service": crm.ScopeAll,
		// Selling beside service does not open every colleague's customers.
		"rep,service": crm.ScopeOwn, "manager,service,finance": crm.ScopeTeam,
	} {
		if got := authz.DefaultScope(SplitRoles(roles)); got != want {
			t.Errorf("%q: %s, want %s", roles, got, want)
		}
	}
}

func TestScopeAfter(t *testing.T) {
	rep, manager := []string{authz.Rep}, []string{authz.Manager}
	if got := ScopeAfter(rep, crm.ScopeOwn, manager); got != crm.ScopeTeam {
		t.Errorf("a default scope does not follow the roles: %s", got)
	}
	if got := ScopeAfter(rep, crm.ScopeAll, manager); got != crm.ScopeAll {
		t.Errorf("a scope set by hand is lost: %s", got)
	}
}

func TestCleanRoles(t *testing.T) {
	got, err := CleanRoles([]string{"admin", "rep", "admin"})
	if err != nil || !slices.Equal(got, []string{authz.Rep, authz.Admin}) {
		t.Errorf("%v %v", got, err)
	}
	if _, err := CleanRoles([]string{"rep", "root"}); code(err) != "org.role_unknown" {
		t.Errorf("got %v", err)
	}
	if _, err := CleanRoles(nil); code(err) != "org.role_needed" {
		t.Errorf("got %v", err)
	}
}

func TestHomeOf(t *testing.T) {
	for roles, want := range map[string]string{"rep": "today", "rep,manager": "funnel", "director,admin": "funnel",
		"service": "customers", "finance": "contracts", "support": "import", "admin": "settings", "": "customers"} {
		if got := HomeOf(SplitRoles(roles)); got != want {
			t.Errorf("%q: %s, want %s", roles, got, want)
		}
	}
}

func TestCheckEmail(t *testing.T) {
	for _, ok := range []string{"a@b.cn", " li.na@example.cn ", "admin@localhost", "x+y@例子.中国"} {
		if err := CheckEmail("/email", ok); err != nil {
			t.Errorf("%q: %v", ok, err)
		}
	}
	for _, bad := range []string{"", "a", "@b.cn", "a@", "a b@c.cn", "Li Na <a@b.cn>", "<a@b.cn>", "a@b.cn, c@d.cn",
		"a@b.cn\r\nBcc: x@y.cn", `"a b"@c.cn`, strings.Repeat("a", 250) + "@b.cn"} {
		if code(CheckEmail("/email", bad)) != "org.email" {
			t.Errorf("%q passes", bad)
		}
	}
	if EmailKey(" Li.Na@Example.CN ") != "li.na@example.cn" {
		t.Error("key keeps case or blanks")
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{" 李  娜 ": "李 娜", "Ann\nLee": "Ann Lee", "王磊": "王磊"} {
		if got, err := CleanName("/name", in); err != nil || got != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for in, want := range map[string]string{"": "field.required", " \t": "field.required", "a\x00b": "org.name_control", strings.Repeat("长", 101): "field.too_long"} {
		if _, err := CleanName("/name", in); code(err) != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}
