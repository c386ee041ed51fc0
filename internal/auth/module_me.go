package auth

import (
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
	if err := org.KeepSettings(tx, r.Language, string(b)); err != nil {
		return Me{}, err
	}
	return GetMe(tx)
}

// record is a short way to one fact about a person.
func record(tx *db.Tx, kind string, person crm.PersonID, data any) error {
	return event.Record(tx, event.Fact{Kind: kind, Subject: person.Int64(), Data: data})
}
