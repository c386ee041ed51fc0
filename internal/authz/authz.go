// Package authz holds the action permissions and the default role matrix. Row
// visibility is in list, field rights are applied where a record leaves a module.
package authz

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/rights"
	"laidan/internal/words"
)

// Perm is the right to one action. Every route names one.
type Perm string

// Public routes need no log-in; Self routes need only a log-in.
const (
	Public Perm = "public"
	Self   Perm = "self"
)

// The action permissions.
const (
	CustomerRead      Perm = "customer.read"
	CustomerCreate    Perm = "customer.create"
	CustomerEdit      Perm = "customer.edit"
	CustomerBulk      Perm = "customer.bulk"
	CustomerMerge     Perm = "customer.merge"
	CustomerExport    Perm = "customer.export"
	CustomerUnmask    Perm = "customer.unmask"
	CustomerAssign    Perm = "customer.assign"
	CustomerClaim     Perm = "customer.claim"
	CustomerRelease   Perm = "customer.release"
	CustomerMove      Perm = "customer.move"
	CustomerOverride  Perm = "customer.override"
	CustomerEvaluate  Perm = "customer.evaluate"
	TouchWrite        Perm = "touch.write"
	PlanWrite         Perm = "plan.write"
	CommentWrite      Perm = "comment.write"
	CollaboratorWrite Perm = "collaborator.write"
	DealRead          Perm = "deal.read"
	DealWrite         Perm = "deal.write"
	ContractRead      Perm = "contract.read"
	ContractWrite     Perm = "contract.write"
	PaymentWrite      Perm = "payment.write"
	PoolRead          Perm = "pool.read"
	PoolWrite         Perm = "pool.write"
	ImportRun         Perm = "import.run" // into pools, to anybody
	ImportOwn         Perm = "import.own" // a rep's own list, self-found
	FunnelRead        Perm = "funnel.read"
	FunnelWrite       Perm = "funnel.write"
	QueueRead         Perm = "queue.read"
	PeopleRead        Perm = "people.read"
	PeopleWrite       Perm = "people.write"
	SettingsWrite     Perm = "settings.write"
	AuditRead         Perm = "audit.read"
	ViewWrite         Perm = "view.write"
	FieldRead         Perm = "field.read" // what customers are described by
	ProductRead       Perm = "product.read"
	ProductWrite      Perm = "product.write"
	PersonalData      Perm = "personal.data" // hand over or erase all that is kept about one person
)

// The role keys of product.md §1.
const (
	Rep      = "rep"
	Manager  = "manager"
	Director = "director"
	Support  = "support"
	Service  = "service"
	Finance  = "finance"
	Admin    = "admin"
)

// Roles lists the role keys in the order screens show them.
var Roles = words.Role("").Words()

var repPerms = []Perm{CustomerRead, CustomerCreate, CustomerEdit, CustomerUnmask, CustomerClaim, CustomerRelease, CustomerMove,
	TouchWrite, PlanWrite, CommentWrite, CollaboratorWrite, DealRead, DealWrite, ContractRead, ContractWrite, PaymentWrite,
	PoolRead, ImportOwn, FunnelRead, QueueRead, PeopleRead, ViewWrite, FieldRead, ProductRead}

var managerPerms = append(slices.Clone(repPerms), CustomerBulk, CustomerMerge, CustomerExport, CustomerAssign, CustomerOverride,
	CustomerEvaluate, ImportRun)

var directorPerms = append(slices.Clone(managerPerms), FunnelWrite, PoolWrite, ProductWrite, AuditRead)

// matrix is the default of decisions.md "Who may do what"; several roles add up.
var matrix = map[string][]Perm{
	Rep:      repPerms,
	Manager:  managerPerms,
	Director: directorPerms,
	Support: {CustomerRead, CustomerCreate, CustomerEdit, CustomerBulk, CustomerMerge, CustomerAssign, CustomerExport, PoolRead, PoolWrite,
		ImportRun, ImportOwn, PeopleRead, ViewWrite, FieldRead, ProductRead},
	Service: {CustomerRead, CustomerUnmask, TouchWrite, PlanWrite, CommentWrite, QueueRead, ContractRead, PeopleRead, ViewWrite, FieldRead, ProductRead},
	Finance: {ContractRead, ContractWrite, PaymentWrite, DealRead, PeopleRead, ProductRead},
	Admin:   {PeopleRead, PeopleWrite, SettingsWrite, AuditRead, PoolWrite, FieldRead, ProductRead, ProductWrite, PersonalData},
}

// Words lists the permissions that roles can have, and Self, which everybody has.
func (Perm) Words() []string {
	all := map[string]bool{string(Self): true}
	for _, perms := range matrix {
		for _, p := range perms {
			all[string(p)] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// Perms is the union of what the roles may do.
func Perms(roles []string) map[string]bool {
	all := map[string]bool{string(Self): true}
	for _, r := range roles {
		for _, p := range matrix[r] {
			all[string(p)] = true
		}
	}
	return all
}

// Of lists a role's permissions, for the printed matrix.
func Of(role string) []Perm { return slices.Clone(matrix[role]) }

// May reports whether the actor holds a permission.
func May(a crm.Actor, p Perm) bool { return a.Perms[string(p)] }

// Need is nil when the actor holds the permission, 403 otherwise.
func Need(tx *db.Tx, p Perm) error {
	if tx.Actor.System() || rights.MayOf("need", string(p), May(tx.Actor, p)) {
		return nil
	}
	return crm.Fail(crm.Forbidden, "forbidden")
}

// DefaultScope is whose customers a set of roles sees: the widest of them. The
// "all" of service is meant for who does nothing but serve (customer narrows it
// to signed customers); beside a selling role it would open every colleague's
// customers, so it does not count there.
func DefaultScope(roles []string) crm.Scope {
	order := []crm.Scope{crm.ScopeNone, crm.ScopeOwn, crm.ScopeTeam, crm.ScopeSubtree, crm.ScopeAll}
	by := map[string]crm.Scope{Rep: crm.ScopeOwn, Manager: crm.ScopeTeam, Director: crm.ScopeSubtree}
	best := 0
	for _, r := range roles {
		if s, ok := by[r]; ok {
			best = max(best, slices.Index(order, s))
		}
	}
	if best == 0 && slices.Contains(roles, Service) {
		return crm.ScopeAll
	}
	return order[best]
}

// AfterSale reports whether the actor serves signed customers and nothing else:
// a service person without a selling role.
func AfterSale(a crm.Actor) bool { return a.Is(Service) && !a.Is(Rep, Manager, Director) }

// SeesEverybody reports whether the actor sees what everybody works on. The
// scope "all" of service is about signed customers, not about colleagues.
func SeesEverybody(a crm.Actor) bool {
	return a.System() || rights.May("everybody", a.Scope == crm.ScopeAll && !AfterSale(a))
}

type tenantRow struct {
	Zone     string `db:"zone"`
	Language string `db:"language"`
}

// System is the program acting for a tenant: jobs, imports resumed at start.
func System(ctx context.Context, d *db.DB, tenant crm.TenantID) (crm.Actor, error) {
	a := crm.Actor{Tenant: tenant, Scope: crm.ScopeAll, Perms: map[string]bool{}}
	for _, r := range Roles {
		for _, p := range matrix[r] {
			a.Perms[string(p)] = true
		}
	}
	err := d.View(ctx, a, func(tx *db.Tx) error {
		t, err := db.GlobalOne[tenantRow](tx, "SELECT zone, language FROM tenant WHERE id = @tenant")
		a.Zone, a.Language = Zone(t.Zone), t.Language
		return err
	})
	return a, err
}

// Person is a colleague as they are now, for work that goes on without them; ok
// is false when they were disabled.
func Person(ctx context.Context, d *db.DB, tenant crm.TenantID, id crm.PersonID) (a crm.Actor, ok bool, err error) {
	a = crm.Actor{Tenant: tenant}
	err = d.View(ctx, a, func(tx *db.Tx) error {
		p, found, err := db.GlobalMaybe[struct {
			Department crm.DepartmentID `db:"department_id"`
			Name       string           `db:"name"`
			Roles      string           `db:"roles"`
			Scope      crm.Scope        `db:"scope"`
			Visible    int              `db:"visible"`
			Language   string           `db:"language"`
			Zone       string           `db:"zone"`
		}](tx, `SELECT p.department_id, p.name, p.roles, p.scope, p.visible, COALESCE(NULLIF(p.language, ''), t.language) AS language, t.zone
			FROM person p JOIN tenant t ON t.id = p.tenant_id WHERE p.tenant_id = @tenant AND p.id = @id AND p.active`, db.Args{"id": id})
		if err != nil || !found {
			return err
		}
		roles := strings.Split(p.Roles, ",")
		ok, a = true, crm.Actor{Tenant: tenant, Person: id, Department: p.Department, Name: p.Name, Roles: roles, Scope: p.Scope,
			Visible: p.Visible, Language: p.Language, Zone: Zone(p.Zone), Perms: Perms(roles)}
		return nil
	})
	return a, ok, err
}

// Zone loads a time zone by name; an unknown one is UTC.
func Zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return z
}

// Stays refuses the next page of somebody's long act once they were disabled. It
// holds their row, so that they are not disabled before the page is committed.
func Stays(tx *db.Tx) error { return active(tx, activeSQL+" FOR SHARE") }

// Here is Stays for a page that is only read.
func Here(tx *db.Tx) error { return active(tx, activeSQL) }

const activeSQL = `SELECT id FROM person WHERE tenant_id = @tenant AND id = @me AND active`

func active(tx *db.Tx, text string) error {
	if tx.Actor.System() {
		return nil
	}
	_, ok, err := db.Maybe[int64](tx, text)
	if err == nil && !ok {
		err = crm.Fail(crm.Forbidden, "person.left")
	}
	return err
}

// SeesDigits reports whether somebody sees any digit of a telephone number:
// finance and administration alone see none.
func SeesDigits(a crm.Actor) bool {
	return a.System() || a.Is(Rep, Manager, Director, Support, Service) || !a.Is(Finance, Admin)
}
