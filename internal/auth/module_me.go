package auth

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/i18n"
	"laidan/internal/org"
	"laidan/internal/words"
)

// Ref names a record for display.
type Ref[T any] struct {
	ID   crm.ID[T] `json:"id"`
	Name string    `json:"name"`
}

// Tenant is the reader's organisation as pages need it.
type Tenant struct {
	ID          crm.TenantID `json:"id"`
	Name        string       `json:"name"`
	Zone        string       `json:"zone"`
	Language    string       `json:"language"`
	Currency    string       `json:"currency"`
	PhoneRegion string       `json:"phoneRegion"`
	Demo        bool         `json:"demo"`
}

// Hold is how many customers the reader holds and may still take.
type Hold struct {
	Used        int `json:"used"`
	Quota       int `json:"quota"`
	Left        int `json:"left"`
	ClaimsToday int `json:"claimsToday"`
	DailyClaims int `json:"dailyClaims"`
}

// Me is the person logged in, with everything the first page needs.
type Me struct {
	ID          crm.PersonID        `json:"id"`
	Name        string              `json:"name"`
	Email       string              `json:"email"`
	Roles       []words.Role        `json:"roles"`
	Scope       crm.Scope           `json:"scope"`
	Department  Ref[crm.Department] `json:"department"`
	Tenant      Tenant              `json:"tenant"`
	Language    string              `json:"language" doc:"The person's, or the organisation's"`
	Settings    map[string]any      `json:"settings" doc:"What pages remember for this person"`
	Permissions []authz.Perm        `json:"permissions"`
	Home        string              `json:"home" enum:"today,funnel,customers,contracts,import,settings"`
	Hold        Hold                `json:"hold"`
	Unread      int                 `json:"unread"`
	cookies     []*http.Cookie
}

// Cookies carries the session to the browser.
func (m Me) Cookies() []*http.Cookie { return m.cookies }

// GetMe reads the person logged in.
func GetMe(tx *db.Tx) (Me, error) {
	r, err := getMe(tx)
	if err != nil {
		return Me{}, err
	}
	roles := org.SplitRoles(r.Roles)
	m := Me{ID: r.ID, Name: r.Name, Email: r.Email, Roles: words.Of[words.Role](roles), Scope: r.Scope,
		Department: Ref[crm.Department]{r.DepartmentID, r.DepartmentName},
		Tenant: Tenant{ID: r.TenantID, Name: r.TenantName, Zone: r.Zone, Language: r.TenantLanguage, Currency: r.Currency,
			PhoneRegion: r.PhoneRegion, Demo: r.Demo},
		Language: r.Language, Settings: r.settings(), Home: org.HomeOf(roles), Unread: r.Unread,
		Permissions: words.Of[authz.Perm](slices.Sorted(maps.Keys(tx.Actor.Perms))),
		Hold:        Hold{Used: r.Used, Quota: r.Quota, Left: max(0, r.Quota-r.Used), DailyClaims: r.DailyClaims}}
	if m.Language == "" {
		m.Language = r.TenantLanguage
	}
	if r.ClaimDay == tx.Today() {
		m.Hold.ClaimsToday = r.Claims
	}
	return m, nil
}

func (r meRow) settings() map[string]any {
	s := map[string]any{}
	_ = json.Unmarshal([]byte(r.Settings), &s) // written by us; a damaged one reads as none
	return s
}

// maxSettings bounds what pages may remember for a person, in bytes.
const maxSettings = 16 << 10

// MeChange is what a person may change about themselves.
type MeChange struct {
	Language *string        `json:"language,omitempty" maxLength:"10" doc:"Empty: the organisation's"`
	Settings map[string]any `json:"settings,omitempty" doc:"Merged into the stored ones; null takes a name away"`
}

// ChangeMe stores the reader's language and page settings.
func ChangeMe(tx *db.Tx, in MeChange) (Me, error) {
	r, err := getMe(tx)
	if err != nil {
		return Me{}, err
	}
	if in.Language != nil {
		if *in.Language != "" && !slices.Contains(i18n.Languages, *in.Language) {
			return Me{}, crm.Bad("/language", "org.language")
		}
		r.Language = *in.Language
	}
	settings := r.settings()
	for name, v := range in.Settings {
		if settings[name] = v; v == nil {
			delete(settings, name)
		}
	}
	b, err := json.Marshal(settings)
	if err != nil {
		return Me{}, err
	}
	if len(b) > maxSettings {
		return Me{}, crm.Bad("/settings", "auth.settings_size")
	}
	if err := updateMe(tx, r.Language, string(b)); err != nil {
		return Me{}, err
	}
	return GetMe(tx)
}

// PasswordChange is a new password that passed, with the old one looked at.
type PasswordChange struct {
	old  Passed
	hash string
}

// PreparePassword checks the old password of whoever holds the token, and
// hashes the new one. A wrong old password counts like a wrong log-in, so that a
// borrowed browser is no place to guess.
func PreparePassword(ctx context.Context, d *db.DB, token, address, old, password string) (c PasswordChange, err error) {
	var l loginRow
	err = d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		a, err := Resolve(tx, token)
		if err != nil {
			return err
		}
		if kindOf(token) != kindBrowser {
			return crm.Fail(crm.Forbidden, "auth.browser_only")
		}
		l, err = loginOf(tx, a.Tenant, a.Person)
		return err
	})
	if err != nil {
		return c, err
	}
	if err := CheckPassword("/new", password, l.Email); err != nil {
		return c, err
	}
	c.old, err = Check(ctx, d, Attempt{Email: l.Email, Password: old, Address: address})
	if crm.CodeOf(err) == "auth.wrong" {
		return c, crm.Bad("/old", "auth.old_wrong")
	}
	if err != nil {
		return c, err
	}
	c.hash, err = Hash(ctx, password)
	return c, err
}

// ChangePassword stores the reader's new password and ends their other browser
// sessions.
func ChangePassword(tx *db.Tx, c PasswordChange) error {
	if err := c.old.forgive(tx); err != nil {
		return err
	}
	return setPassword(tx, tx.Me(), c.old.login.Email, c.hash, "auth.PasswordChanged")
}

// NewToken is what a person asks of a new API token.
type NewToken struct {
	Name string `json:"name" minLength:"1" maxLength:"100"`
	Days int    `json:"days,omitempty" doc:"How long it lasts, 90 when left out"`
}

// CreateMyToken makes an API token for the reader. A token cannot make another
// one: whoever finds one must not be able to stay.
func CreateMyToken(tx *db.Tx, in NewToken, token string) (crm.ID[crm.Session], string, error) {
	if kindOf(token) != kindBrowser {
		return crm.ID[crm.Session]{}, "", crm.Fail(crm.Forbidden, "auth.browser_only")
	}
	return CreateToken(tx, tx.Me(), in.Name, in.Days)
}

// record is a short way to one fact about a person.
func record(tx *db.Tx, kind string, person crm.PersonID, data any) error {
	return event.Record(tx, event.Fact{Kind: kind, Subject: person.Int64(), Data: data})
}
