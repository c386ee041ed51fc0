package org

import (
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/words"
)

// Levels are the levels of experience.
var Levels = words.Level("").Words()

// Scopes are all scopes, in order of width.
var Scopes = []crm.Scope{crm.ScopeNone, crm.ScopeOwn, crm.ScopeTeam, crm.ScopeSubtree, crm.ScopeAll}

// ScopeAfter is the scope when roles change: a scope that was the default of
// the old roles follows the new ones, one that was set by hand stays.
func ScopeAfter(before []string, scope crm.Scope, after []string) crm.Scope {
	if scope == authz.DefaultScope(before) {
		return authz.DefaultScope(after)
	}
	return scope
}

// SplitRoles reads the stored form.
func SplitRoles(stored string) []string {
	if stored == "" {
		return []string{}
	}
	return strings.Split(stored, ",")
}

// CleanRoles sorts roles, drops repeats and refuses unknown or no roles.
func CleanRoles(roles []string) ([]string, error) {
	for i, r := range roles {
		if !slices.Contains(authz.Roles, r) {
			return nil, crm.Bad("/roles/"+itoa(i), "org.role_unknown", "role", r)
		}
	}
	clean := []string{}
	for _, r := range authz.Roles {
		if slices.Contains(roles, r) {
			clean = append(clean, r)
		}
	}
	if len(clean) == 0 {
		return nil, crm.Bad("/roles", "org.role_needed")
	}
	return clean, nil
}

// HomeOf is the page a person lands on: where their roles have most to do.
func HomeOf(roles []string) string {
	for _, h := range []struct{ role, page string }{
		{authz.Director, "funnel"}, {authz.Manager, "funnel"}, {authz.Rep, "today"}, {authz.Support, "import"},
		{authz.Service, "customers"}, {authz.Finance, "contracts"}, {authz.Admin, "settings"},
	} {
		if slices.Contains(roles, h.role) {
			return h.page
		}
	}
	return "customers"
}
