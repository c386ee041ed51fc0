package customer

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/rights"
	"laidan/internal/words"
)

// sight is what the database says about the reader and one customer.
type sight struct {
	InScope    bool `db:"in_scope" json:"-"`    // the (last) owner is among those the reader sees
	SharedAs   int  `db:"shared_as" json:"-"`   // 0 not, 1 read, 2 read and touch
	PoolMember bool `db:"pool_member" json:"-"` // lies in a pool the reader's department belongs to
	Contracted bool `db:"contracted" json:"-"`  // has a contract
}

// The grades of sharing with a collaborator.
const (
	sharedNot = iota
	sharedRead
	sharedTouch
)

// Access says on what ground somebody sees a customer.
type Access struct {
	Own    bool   // owns it
	Scope  bool   // its owner is within the reader's scope, or the last owner of a cold one
	Shared string // collaborator: "read" or "touch", "" if not
	Pool   bool   // it lies in a pool the reader sees
	Member bool   // and the reader may claim from that pool
	Keeper bool   // and the reader works on pools
}

// Any reports whether the customer is seen at all.
func (a Access) Any() bool { return a.Own || a.Scope || a.Shared != "" || a.Pool }

// Team reports whether the customer is the reader's own or their team's: the
// ground for changing it and for seeing numbers.
func (a Access) Team() bool { return a.Own || a.Scope }

// accessOf decides why, if at all, an actor sees a customer.
func accessOf(c *Customer, a crm.Actor) Access {
	if a.System() {
		return Access{Scope: true}
	}
	var out Access
	switch {
	case c.InPool():
		out.Member = c.PoolMember && rights.May("customer.pool.read", authz.May(a, authz.PoolRead))
		out.Keeper = rights.May("customer.pool.keep", authz.May(a, authz.PoolWrite))
		out.Pool = out.Member || out.Keeper
	case c.Cold():
		// Abandoned customers are central: reps do not find them, evaluators see
		// those that left a person of theirs.
		out.Scope = rights.May("customer.cold.evaluate", authz.May(a, authz.CustomerEvaluate)) && rights.May("customer.cold.scope", c.InScope || a.Scope == crm.ScopeAll)
	default:
		out.Own = rights.May("customer.own", c.OwnerID == a.Person)
		out.Scope = rights.May("customer.scope", c.InScope || a.Scope == crm.ScopeAll)
	}
	if out.Scope && !out.Own && !rights.May("customer.width", widthOf(a).shows(c)) {
		out.Scope = false
	}
	if !c.Cold() {
		out.Shared = [...]string{sharedNot: "", sharedRead: "read", sharedTouch: "touch"}[c.SharedAs]
	}
	return out
}

// width narrows the scope of people who reach all customers through the door
// of their own work.
type width int

const (
	wide       width = iota
	signedOnly       // service: signed and implemented customers
	paying           // finance: customers with a contract
)

// widthOf is the width of an actor: selling roles, support and the program
// itself are not narrowed; nor is who holds none of the narrow roles.
func widthOf(a crm.Actor) width {
	switch {
	case a.Is(authz.Rep, authz.Manager, authz.Director):
		return wide
	case a.Is(authz.Service):
		return signedOnly
	case a.Is(authz.Finance):
		return paying
	}
	return wide
}

// Narrowed reports whether an actor sees only a part of each person's customers.
func Narrowed(a crm.Actor) bool { return widthOf(a) != wide }

func (w width) shows(c *Customer) bool {
	switch w {
	case signedOnly:
		return c.Layer >= words.Signed
	case paying:
		return c.Layer >= words.Signed || c.Contracted
	}
	return true
}

// Act is something that may be done with a customer, as records list it.
type Act string

// Words lists the acts in the order of the rules; what is archived can only be
// restored.
func (Act) Words() []string {
	out := make([]string, 0, len(rules)+1)
	for _, r := range rules {
		out = append(out, string(r.action))
	}
	return append(out, string(ActRestore))
}

// The actions on a customer, as records list them.
const (
	ActEdit        Act = "edit"
	ActMove        Act = "move"
	ActTouch       Act = "touch"
	ActPlan        Act = "plan"
	ActComment     Act = "comment"
	ActClaim       Act = "claim"
	ActRelease     Act = "release"
	ActAssign      Act = "assign"
	ActMerge       Act = "merge"
	ActArchive     Act = "archive"
	ActRestore     Act = "restore"
	ActUnmask      Act = "unmask"
	ActCollaborate Act = "collaborate"
	ActDeal        Act = "deal"
	ActOverride    Act = "override"
	ActEvaluate    Act = "evaluate"
)

// rule is one line of "who may do what": the permission, and on which ground
// and in which state it counts.
type rule struct {
	action Act
	perm   authz.Perm
	when   func(c *Customer, a Access) bool
}

func team(_ *Customer, a Access) bool       { return a.Team() }
func owned(c *Customer, a Access) bool      { return a.Team() && !c.Cold() }
func teamOrPool(c *Customer, a Access) bool { return owned(c, a) || a.Pool }
func anyone(_ *Customer, a Access) bool     { return a.Any() }

func touchable(c *Customer, a Access) bool { return owned(c, a) || a.Shared == "touch" }
func claimable(_ *Customer, a Access) bool { return a.Member }
func cold(c *Customer, a Access) bool      { return a.Scope && c.Cold() }

// rules is the one table of actions. Records send the actions it allows, and
// acts check the same line.
var rules = []rule{
	// Who works on pools cleans what lies in them; reps only read it.
	{ActEdit, authz.CustomerEdit, func(c *Customer, a Access) bool { return owned(c, a) || a.Keeper }},
	{ActMove, authz.CustomerMove, owned},
	{ActTouch, authz.TouchWrite, touchable},
	{ActPlan, authz.PlanWrite, owned},
	{ActComment, authz.CommentWrite, anyone},
	{ActClaim, authz.CustomerClaim, claimable},
	{ActRelease, authz.CustomerRelease, owned},
	{ActAssign, authz.CustomerAssign, teamOrPool},
	{ActMerge, authz.CustomerMerge, teamOrPool},
	// Archiving frees a slot without a reason: not for reps.
	{ActArchive, authz.CustomerMerge, teamOrPool},
	{ActUnmask, authz.CustomerUnmask, owned},
	{ActCollaborate, authz.CollaboratorWrite, owned},
	{ActDeal, authz.DealWrite, owned},
	{ActOverride, authz.CustomerOverride, owned},
	{ActEvaluate, authz.CustomerEvaluate, cold},
}

// heldBy are the rules whose permission an actor holds.
func heldBy(a crm.Actor) []rule {
	out := make([]rule, 0, len(rules))
	for _, r := range rules {
		if a.System() || rights.MayOf("action", string(r.action), authz.May(a, r.perm)) {
			out = append(out, r)
		}
	}
	return out
}

// actionsOf lists what an actor who holds these rules may do with a customer.
// An archived one can only be brought back.
func actionsOf(c *Customer, access Access, a crm.Actor, held []rule) []Act {
	if c.Archived {
		if c.MergedInto.IsZero() && authz.May(a, authz.CustomerMerge) && (team(c, access) || access.Pool) {
			return []Act{ActRestore}
		}
		return []Act{}
	}
	out := make([]Act, 0, len(held))
	for _, r := range held {
		if rights.MayOf("ground", string(r.action), r.when(c, access)) {
			out = append(out, r.action)
		}
	}
	return out
}
