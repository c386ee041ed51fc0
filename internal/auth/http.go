package auth

import (
	"context"
	"net/http"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the ways in and the person's own page.
func Routes(r *httpapi.Router) {
	httpapi.Post(r, "/login", authz.Public, postLogin)
	httpapi.Raw(r, http.MethodPost, "/logout", authz.Public, httpapi.RawDoc{Summary: "End the session", Status: http.StatusNoContent}, postLogout)
	httpapi.Get(r, "/setup", authz.Public, getSetup)
	httpapi.Post(r, "/setup", authz.Public, postSetup)
	httpapi.Get(r, "/invite/{token}", authz.Public, getInvite)
	httpapi.Post(r, "/invite/{token}", authz.Public, postInvite)

	httpapi.Get(r, "/me", authz.Self, getOwn)
	httpapi.Patch(r, "/me", authz.Self, patchOwn)
	httpapi.Post(r, "/me/password", authz.Self, postPassword)
	httpapi.Get(r, "/me/sessions", authz.Self, getSessions)
	httpapi.Delete(r, "/me/sessions/{id}", authz.Self, deleteSession)
	httpapi.Get(r, "/me/tokens", authz.Self, getTokens)
	httpapi.Post(r, "/me/tokens", authz.Self, postToken)
	httpapi.Delete(r, "/me/tokens/{id}", authz.Self, deleteToken)
}

// cookie carries a session: out of reach of scripts, not sent along from other
// sites, over https only where there is https. An empty secret takes it away.
func cookie(c *httpapi.Call, secret string) *http.Cookie {
	k := &http.Cookie{Name: httpapi.CookieName, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: c.Secure, MaxAge: int(sessionLife / time.Second)}
	if secret == "" {
		k.MaxAge = -1
	}
	return k
}

// answer is the person logged in, with the session for the browser.
func answer(tx *db.Tx, secret string) (Me, error) {
	m, err := GetMe(tx)
	m.cookies = []*http.Cookie{cookie(httpapi.CallOf(tx.Ctx), secret)}
	return m, err
}

type loginBody struct {
	Email    string `json:"email" maxLength:"254"`
	Password string `json:"password" maxLength:"200"`
}

type postLoginIn struct {
	Body   loginBody
	passed Passed
}

// Prepare looks at the password before the transaction.
func (in *postLoginIn) Prepare(ctx context.Context, d *db.DB) (err error) {
	in.passed, err = Check(ctx, d, Attempt{Email: in.Body.Email, Password: in.Body.Password, Address: httpapi.CallOf(ctx).Address})
	return err
}

func postLogin(tx *db.Tx, in *postLoginIn) (Me, error) {
	call := httpapi.CallOf(tx.Ctx)
	secret, err := LogIn(tx, in.passed, call.Token, call.Agent)
	if err != nil {
		return Me{}, err
	}
	return answer(tx, secret)
}

func postLogout(q *httpapi.Request) error {
	if q.Call.Token != "" {
		if err := q.Update(func(tx *db.Tx) error { return LogOut(tx, q.Call.Token) }); err != nil {
			return err
		}
	}
	http.SetCookie(q.W, cookie(q.Call, ""))
	q.W.WriteHeader(http.StatusNoContent)
	return nil
}

type setupState struct {
	Needed bool `json:"needed"`
}

func getSetup(tx *db.Tx, _ *struct{}) (setupState, error) {
	n, err := countTenants(tx)
	return setupState{n == 0}, err
}

type postSetupIn struct {
	Body FirstRun
	hash string
}

// Prepare checks everything and hashes the password before the transaction; the
// link comes first, so that strangers cannot keep the machine hashing.
func (in *postSetupIn) Prepare(ctx context.Context, d *db.DB) error {
	if err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) error { return mayUseSetup(tx, in.Body.Token) }); err != nil {
		return err
	}
	if err := in.Body.check(); err != nil {
		return err
	}
	var err error
	in.hash, err = Hash(ctx, in.Body.Password)
	return err
}

func postSetup(tx *db.Tx, in *postSetupIn) (Me, error) {
	person, err := SetUp(tx, in.Body, in.hash)
	if err != nil {
		return Me{}, err
	}
	call := httpapi.CallOf(tx.Ctx)
	secret, err := begin(tx, person, call.Address, call.Agent)
	if err != nil {
		return Me{}, err
	}
	return answer(tx, secret)
}

type getInviteIn struct {
	Token string `path:"token" maxLength:"100"`
}

func getInvite(tx *db.Tx, in *getInviteIn) (Invited, error) { return Invitation(tx, in.Token) }

type inviteBody struct {
	Password string `json:"password" maxLength:"200"`
}

type postInviteIn struct {
	Token string `path:"token" maxLength:"100"`
	Body  inviteBody
	hash  string
}

// Prepare checks link and password and hashes before the transaction.
func (in *postInviteIn) Prepare(ctx context.Context, d *db.DB) (err error) {
	in.hash, err = PrepareInvite(ctx, d, in.Token, in.Body.Password)
	return err
}

func postInvite(tx *db.Tx, in *postInviteIn) (Me, error) {
	call := httpapi.CallOf(tx.Ctx)
	secret, err := AcceptInvite(tx, in.Token, in.hash, call.Address, call.Agent)
	if err != nil {
		return Me{}, err
	}
	return answer(tx, secret)
}

// getOwn also renews the browser's cookie, whose age slides with its use.
func getOwn(tx *db.Tx, _ *struct{}) (Me, error) {
	if call := httpapi.CallOf(tx.Ctx); call.Cookie {
		return answer(tx, call.Token)
	}
	return GetMe(tx)
}

type patchOwnIn struct{ Body MeChange }

func patchOwn(tx *db.Tx, in *patchOwnIn) (Me, error) { return ChangeMe(tx, in.Body) }

type passwordBody struct {
	Old string `json:"old" maxLength:"200"`
	New string `json:"new" maxLength:"200"`
}

type postPasswordIn struct {
	Body   passwordBody
	change PasswordChange
}

// Prepare checks the old password and hashes the new one before the transaction.
func (in *postPasswordIn) Prepare(ctx context.Context, d *db.DB) (err error) {
	call := httpapi.CallOf(ctx)
	in.change, err = PreparePassword(ctx, d, call.Token, call.Address, in.Body.Old, in.Body.New)
	return err
}

func postPassword(tx *db.Tx, in *postPasswordIn) (httpapi.None, error) {
	return httpapi.None{}, ChangePassword(tx, in.change)
}

type sessionList struct {
	Items []Session `json:"items"`
}

func getSessions(tx *db.Tx, _ *struct{}) (sessionList, error) {
	list, err := Sessions(tx, kindBrowser, kindToken)
	return sessionList{list}, err
}

func getTokens(tx *db.Tx, _ *struct{}) (sessionList, error) {
	list, err := Sessions(tx, kindToken)
	return sessionList{list}, err
}

type sessionIn struct {
	ID crm.ID[crm.Session] `path:"id"`
}

func deleteSession(tx *db.Tx, in *sessionIn) (httpapi.None, error) {
	return httpapi.None{}, Revoke(tx, in.ID, kindBrowser, kindToken)
}

func deleteToken(tx *db.Tx, in *sessionIn) (httpapi.None, error) {
	return httpapi.None{}, Revoke(tx, in.ID, kindToken)
}

type postTokenIn struct{ Body NewToken }

type createdToken struct {
	ID    crm.ID[crm.Session] `json:"id"`
	Token string              `json:"token" doc:"Shown once"`
}

// OneTime keeps the token out of what is remembered for repeated requests.
func (createdToken) OneTime() bool { return true }

func postToken(tx *db.Tx, in *postTokenIn) (createdToken, error) {
	id, token, err := CreateMyToken(tx, in.Body, httpapi.CallOf(tx.Ctx).Token)
	return createdToken{id, token}, err
}
