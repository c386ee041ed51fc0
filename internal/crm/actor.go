package crm

import (
	"slices"
	"time"
)

// The kinds of record that ids in shared types point to. Modules use these
// empty types as ID parameters, so that an id can cross modules without the
// modules importing each other.
type (
	Tenant     struct{}
	Person     struct{}
	Department struct{}
	Customer   struct{}
	Contact    struct{}
	Channel    struct{}
	Pool       struct{}
	Product    struct{}
	Move       struct{}
	Receipt    struct{}
	Touch      struct{}
	Plan       struct{}
	Comment    struct{}
	Deal       struct{}
	Contract   struct{}
	Payment    struct{}
	Blob       struct{}
	Fact       struct{}
	Notice     struct{}
	View       struct{}
	Field      struct{}
	Import     struct{}
	Session    struct{}
)

// Ids of the records that cross modules.
type (
	TenantID     = ID[Tenant]
	PersonID     = ID[Person]
	DepartmentID = ID[Department]
	CustomerID   = ID[Customer]
	ContactID    = ID[Contact]
	PoolID       = ID[Pool]
	ProductID    = ID[Product]
	ReceiptID    = ID[Receipt]
	TouchID      = ID[Touch]
	PlanID       = ID[Plan]
	DealID       = ID[Deal]
	ContractID   = ID[Contract]
	BlobID       = ID[Blob]
	FactID       = ID[Fact]
	ImportID     = ID[Import]
)

// Scope says whose customers a person sees, widest last.
type Scope string

// The scopes. None sees no customer by ownership (admin without a grant).
const (
	ScopeNone    Scope = "none"
	ScopeOwn     Scope = "own"
	ScopeTeam    Scope = "team"
	ScopeSubtree Scope = "subtree"
	ScopeAll     Scope = "all"
)

// Words lists the scopes, widest last.
func (Scope) Words() []string {
	return []string{string(ScopeNone), string(ScopeOwn), string(ScopeTeam), string(ScopeSubtree), string(ScopeAll)}
}

// Actor is who acts: a person with their rights, or the system itself on
// behalf of a tenant (Person is then zero).
type Actor struct {
	Tenant     TenantID
	Person     PersonID
	Department DepartmentID
	Name       string
	Roles      []string
	Scope      Scope
	// Visible is the number of people whose customers are seen through Scope;
	// lists choose their plan by it. It does not count for ScopeAll.
	Visible int
	Session int64 // the session or token acted through; 0 for the system
	// Token tells that an API token acts; Scopes are then what it may be used for.
	Token  bool
	Scopes []string
	// Foreign tells that a link on another site may have led here: this may read,
	// but leave no trace and use nothing up that is the person's.
	Foreign  bool
	Language string
	Zone     *time.Location // the organisation's zone
	// Perms are the action permissions, from the role matrix in authz.
	Perms map[string]bool
}

// May reports whether the actor holds an action permission.
func (a Actor) May(perm string) bool { return a.Perms[perm] }

// Is reports whether the actor has one of the roles.
func (a Actor) Is(roles ...string) bool {
	return slices.ContainsFunc(a.Roles, func(r string) bool { return slices.Contains(roles, r) })
}

// System reports whether the actor is the program itself.
func (a Actor) System() bool { return a.Person.IsZero() }

// Asked is nil when the person asked for what happens now, and did not only
// follow somebody else's link.
func (a Actor) Asked() error {
	if a.Foreign {
		return Fail(Forbidden, "request.foreign")
	}
	return nil
}
