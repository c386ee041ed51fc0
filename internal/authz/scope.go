package authz

import "net/http"

// Scope is what an API token may be used for. It narrows what its person may do
// and never widens it: a token with the scope admin of somebody who is no admin
// opens nothing.
type Scope string

// The scopes a token can have.
const (
	ScopeRead   Scope = "read"
	ScopeWrite  Scope = "write"
	ScopeImport Scope = "import"
	ScopeExport Scope = "export"
	ScopeAdmin  Scope = "admin"
)

// Two kinds of route that no scope opens or needs.
const (
	ScopeNone    Scope = ""        // public: nobody is asked who they are
	ScopeBrowser Scope = "browser" // what a token can never do: log-ins, passwords, tokens, invitations
)

// Scopes lists what can be asked for, in the order screens show it.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopeImport, ScopeExport, ScopeAdmin}

// byMethod marks permissions whose routes need read for GET and write otherwise.
const byMethod Scope = "method"

// scopeOf holds the scope of each permission's routes. A permission that is not
// in it cannot guard a route.
var scopeOf = map[Perm]Scope{
	Public: ScopeNone, Self: byMethod,

	CustomerRead: byMethod, CustomerCreate: byMethod, CustomerEdit: byMethod, CustomerBulk: byMethod, CustomerMerge: byMethod,
	CustomerUnmask: byMethod, CustomerAssign: byMethod, CustomerClaim: byMethod, CustomerRelease: byMethod, CustomerMove: byMethod,
	CustomerOverride: byMethod, CustomerEvaluate: byMethod, TouchWrite: byMethod, PlanWrite: byMethod, CommentWrite: byMethod,
	CollaboratorWrite: byMethod, DealRead: byMethod, DealWrite: byMethod, ContractRead: byMethod, ContractWrite: byMethod,
	PaymentWrite: byMethod, PoolRead: byMethod, FunnelRead: byMethod, QueueRead: byMethod, PeopleRead: byMethod, ViewWrite: byMethod,
	FieldRead: byMethod, ProductRead: byMethod,

	ImportRun: ScopeImport, ImportOwn: ScopeImport,
	CustomerExport: ScopeExport,
	PoolWrite:      ScopeAdmin, FunnelWrite: ScopeAdmin, ProductWrite: ScopeAdmin, PeopleWrite: ScopeAdmin, SettingsWrite: ScopeAdmin,
	AuditRead: ScopeAdmin, PersonalData: ScopeAdmin,
}

// ScopeOf is the scope that a token needs for a route, by its method and its
// permission; ok is false for a permission without one.
func ScopeOf(method string, p Perm) (s Scope, ok bool) {
	s, ok = scopeOf[p]
	if s == byMethod {
		if s = ScopeWrite; method == http.MethodGet {
			s = ScopeRead
		}
	}
	return s, ok
}
