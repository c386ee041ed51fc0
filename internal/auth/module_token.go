package auth

import (
	"slices"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
)

// Limits of an API token's life, in days.
const (
	defaultTokenDays = 90
	maxTokenDays     = 366
)

// NewToken is what somebody asks of a new API token.
type NewToken struct {
	Name   string        `json:"name" minLength:"1" maxLength:"100"`
	Days   int           `json:"days,omitempty" doc:"How long it lasts, 90 when left out"`
	Scopes []authz.Scope `json:"scopes,omitempty" doc:"What it may be used for: read, write, import, export, admin; read and write when left out"`
}

// scopes are those asked for in one order and once each, or why they cannot be.
func (n NewToken) scopes() (string, error) {
	if len(n.Scopes) == 0 {
		n.Scopes = []authz.Scope{authz.ScopeRead, authz.ScopeWrite}
	}
	var names []string
	for _, s := range authz.Scopes {
		if slices.Contains(n.Scopes, s) {
			names = append(names, string(s))
		}
	}
	for _, s := range n.Scopes {
		if !slices.Contains(authz.Scopes, s) {
			return "", crm.Bad("/scopes", "auth.token_scope", "scope", string(s))
		}
	}
	return strings.Join(names, " "), nil
}

// CreateToken makes an API token for a person. It acts with the person's own
// rights as far as its scopes go, and is shown once.
func CreateToken(tx *db.Tx, person crm.PersonID, in NewToken) (id crm.ID[crm.Session], token string, err error) {
	name, err := org.CleanName("/name", in.Name)
	if err != nil {
		return id, "", err
	}
	if in.Days == 0 {
		in.Days = defaultTokenDays
	}
	if in.Days < 1 || in.Days > maxTokenDays {
		return id, "", crm.Bad("/days", "auth.token_days", "max", maxTokenDays)
	}
	scopes, err := in.scopes()
	if err != nil {
		return id, "", err
	}
	if _, err := lockLogin(tx, person); err != nil { // who ends all tokens now ends this one, or comes first
		return id, "", err
	}
	if err := stillIn(tx); err != nil {
		return id, "", err
	}
	id, token = db.NewID[crm.Session](tx), newToken()
	if err := insertSession(tx, person, sessionRow{ID: id, Hash: digest(token), Kind: kindToken, Name: name, Scopes: scopes,
		ExpiresAt: crm.At(tx.Now.AddDate(0, 0, in.Days))}); err != nil {
		return id, "", err
	}
	return id, token, record(tx, "auth.TokenCreated", person, map[string]any{"name": name, "days": in.Days, "scopes": scopes})
}
