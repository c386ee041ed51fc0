package auth

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

const (
	// sessionLife is how long a browser session lasts after its last use.
	sessionLife = 30 * 24 * time.Hour
	// sessionEnd is how long it lasts at most, used or not.
	sessionEnd = 90 * 24 * time.Hour
	// seenEvery is how often a session's use is written down.
	seenEvery = 5 * time.Minute
)

// Resolve finds who a session or API token belongs to, in one statement. What
// is unknown, expired or revoked, or belongs to a person who was disabled, is
// answered alike. Roles, scope and department are read anew each time, so a
// change holds from the next request on.
func Resolve(tx *db.Tx, token string) (crm.Actor, error) {
	kind := kindOf(token)
	if kind == "" {
		return crm.Actor{}, crm.Fail(crm.Unauthorized, "auth.none")
	}
	hash := digest(token)
	r, ok, err := resolve(tx, hash, kind)
	if err != nil {
		return crm.Actor{}, err
	}
	if !ok {
		return crm.Actor{}, crm.Fail(crm.Unauthorized, "auth.none")
	}
	if tx.Now.Sub(r.SeenAt.Time()) >= seenEvery {
		markSeen(tx, hash, r.CreatedAt)
	}
	return r.actor()
}

var marking sync.Map // digests of sessions whose use is being written down

// markSeen writes down a session's use after the request and apart from it, so
// that reading stays reading and never waits for the one writer. A failure
// costs nothing: the next request tries again.
func markSeen(tx *db.Tx, hash string, begun crm.Millis) {
	d, now := tx.DB(), tx.Now
	expires := min(crm.At(now.Add(sessionLife)), crm.At(begun.Time().Add(sessionEnd)))
	tx.OnCommit(func() {
		if _, busy := marking.LoadOrStore(hash, true); busy {
			return
		}
		go func() { //laidan:go recovers; bounded by one per session and ten seconds
			defer func() { _ = recover() }()
			defer marking.Delete(hash)
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			_ = d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
				return seenNow(tx, hash, expires, crm.At(now.Add(-seenEvery)))
			})
		}()
	})
}

func (r resolved) actor() (crm.Actor, error) {
	zone, err := org.Zone(r.Zone)
	if err != nil {
		zone = time.UTC // a zone that this program's tables no longer know
	}
	a := crm.Actor{Tenant: r.Tenant, Person: r.Person, Department: r.Department, Name: r.Name, Roles: org.SplitRoles(r.Roles),
		Scope: r.Scope, Visible: r.Visible, Session: r.Session, Language: r.Language, Zone: zone, Perms: permsOf(r.Roles),
		Token: r.Kind == kindToken, Scopes: strings.Fields(r.Scopes)}
	if a.Language == "" {
		a.Language = r.Default
	}
	return a, nil
}

var permSets sync.Map // stored roles -> map[string]bool, never written again

func permsOf(roles string) map[string]bool {
	if p, ok := permSets.Load(roles); ok {
		return p.(map[string]bool)
	}
	p, _ := permSets.LoadOrStore(roles, authz.Perms(org.SplitRoles(roles)))
	return p.(map[string]bool)
}

// begin starts a browser session for a person of the transaction's tenant and
// goes on as that person.
func begin(tx *db.Tx, person crm.PersonID, address, agent string) (secret string, err error) {
	secret = newSecret()
	err = insertSession(tx, person, sessionRow{ID: db.NewID[crm.Session](tx), Hash: digest(secret), Kind: kindBrowser,
		Address: address, Agent: agent, ExpiresAt: crm.At(tx.Now.Add(sessionLife))})
	if err != nil {
		return "", err
	}
	a, err := Resolve(tx, secret)
	if err != nil {
		return "", err
	}
	tx.Become(a)
	return secret, nil
}

// EndSessions ends every session, token and one-time link of a person at once.
func EndSessions(tx *db.Tx, person crm.PersonID) error {
	if _, err := lockLogin(tx, person); err != nil {
		return err
	}
	if err := deleteSessions(tx, person, nil); err != nil {
		return err
	}
	if err := forgetDevices(tx, person); err != nil {
		return err
	}
	tx.Announce("person", crm.CustomerID{}, person)
	return deleteLinks(tx, tx.Tenant(), person)
}

// Session is one way in that is open, as its owner sees it.
type Session struct {
	ID        crm.ID[crm.Session] `json:"id"`
	Kind      string              `json:"kind" enum:"browser,token"`
	Name      string              `json:"name"`
	Agent     string              `json:"agent"`
	Address   string              `json:"address"`
	CreatedAt crm.Millis          `json:"createdAt"`
	SeenAt    crm.Millis          `json:"seenAt" nullable:"true" doc:"Last use, exact to five minutes; null for a token never used"`
	ExpiresAt crm.Millis          `json:"expiresAt" nullable:"true"`
	Current   bool                `json:"current"`
	Scopes    []string            `json:"scopes,omitempty" doc:"What a token may be used for"`
}

// Sessions lists the own sessions of the given kinds, the latest used first.
func Sessions(tx *db.Tx, kinds ...string) ([]Session, error) {
	rows, err := sessionsOf(tx, tx.Me())
	list := []Session{}
	for _, r := range rows {
		if slices.Contains(kinds, r.Kind) {
			list = append(list, Session{ID: r.ID, Kind: r.Kind, Name: r.Name, Agent: r.Agent, Address: r.Address, CreatedAt: r.CreatedAt,
				SeenAt: r.SeenAt, ExpiresAt: r.ExpiresAt, Current: r.ID.Int64() == tx.Actor.Session, Scopes: strings.Fields(r.Scopes)})
		}
	}
	return list, err
}

// Revoke ends one own session or token.
func Revoke(tx *db.Tx, id crm.ID[crm.Session], kinds ...string) error {
	ok, err := deleteOwn(tx, id, kinds)
	if err != nil {
		return err
	}
	if !ok {
		return crm.Missing()
	}
	tx.Announce("person", crm.CustomerID{}, tx.Me())
	return record(tx, "auth.SessionRevoked", tx.Me(), map[string]any{"session": id})
}
