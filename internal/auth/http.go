package auth

import (
	"context"
	"net/http"

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
	// The secret of a link travels in bodies only: addresses end in logs.
	httpapi.Post(r, "/invite/read", authz.Public, postInviteRead)
	httpapi.Post(r, "/invite", authz.Public, postInvite)

	httpapi.Get(r, "/me", authz.Self, getOwn)
	httpapi.Patch(r, "/me", authz.Self, patchOwn)
	httpapi.Post(r, "/me/password", authz.Self, postPassword, httpapi.BrowserOnly)
	httpapi.Get(r, "/me/sessions", authz.Self, getSessions, httpapi.BrowserOnly)
	httpapi.Delete(r, "/me/sessions/{id}", authz.Self, deleteSession, httpapi.BrowserOnly)
	httpapi.Get(r, "/me/tokens", authz.Self, getTokens, httpapi.BrowserOnly)
	httpapi.Post(r, "/me/tokens", authz.Self, postToken, httpapi.BrowserOnly)
	httpapi.Delete(r, "/me/tokens/{id}", authz.Self, deleteToken, httpapi.BrowserOnly)
}

// cookie carries a session: out of reach of scripts, not sent along from other
// sites, over https only where there is https. An empty secret takes it away.
func cookie(c *httpapi.Call, secret string) *http.Cookie {
	k := c.NewCookie(httpapi.SessionCookie, secret, sessionLife)
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

// entered is the answer to a log-in: the browser is a known one from now on.
func entered(tx *db.Tx, secret string) (Me, error) {
	call := httpapi.CallOf(tx.Ctx)
	device, err := remember(tx, tx.Me(), call.Device)
	if err != nil {
		return Me{}, err
	}
	m, err := answer(tx, secret)
	m.cookies = append(m.cookies, call.NewCookie(httpapi.DeviceCookie, device, deviceLife))
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
	call := httpapi.CallOf(ctx)
	in.passed, err = Check(ctx, d, Attempt{Email: in.Body.Email, Password: in.Body.Password, Address: call.Address, Device: call.Device})
	return err
}

func postLogin(tx *db.Tx, in *postLoginIn) (Me, error) {
	call := httpapi.CallOf(tx.Ctx)
	secret, err := LogIn(tx, in.passed, call.Token, call.Agent)
	if err != nil {
		return Me{}, err
	}
	return entered(tx, secret)
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
	return entered(tx, secret)
}

type inviteReadBody struct {
	Token string `json:"token" maxLength:"100" doc:"What stands behind the # of the link"`
}

type postInviteReadIn struct{ Body inviteReadBody }

func postInviteRead(tx *db.Tx, in *postInviteReadIn) (Invited, error) {
	return Invitation(tx, in.Body.Token)
}

type inviteBody struct {
	Token    string                `json:"token" maxLength:"100"`
	Password string                `json:"password" maxLength:"200"`
	Keep     []crm.ID[crm.Session] `json:"keep,omitempty" maxItems:"100" doc:"Ids of the person's tokens that go on; all others end"`
}

type postInviteIn struct {
	Body inviteBody
	hash string
}

// Prepare checks link and password and hashes before the transaction.
func (in *postInviteIn) Prepare(ctx context.Context, d *db.DB) (err error) {
	in.hash, err = PrepareInvite(ctx, d, in.Body.Token, in.Body.Password)
	return err
}

func postInvite(tx *db.Tx, in *postInviteIn) (Me, error) {
	call := httpapi.CallOf(tx.Ctx)
	secret, err := AcceptInvite(tx, in.Body.Token, in.hash, in.Body.Keep, call.Address, call.Agent)
	if err != nil {
		return Me{}, err
	}
	return entered(tx, secret)
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
	Old  string                `json:"old" maxLength:"200"`
	New  string                `json:"new" maxLength:"200"`
	Keep []crm.ID[crm.Session] `json:"keep,omitempty" maxItems:"100" doc:"Ids of sessions and tokens that go on; all others but this one end"`
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
	if err := ChangePassword(tx, in.change, in.Body.Keep); err != nil {
		return httpapi.None{}, err
	}
	return httpapi.None{}, rememberHere(tx)
}

// rememberHere keeps the browser at hand known after all were forgotten.
func rememberHere(tx *db.Tx) error {
	call := httpapi.CallOf(tx.Ctx)
	if kindOf(call.Device) != kindBrowser {
		return nil
	}
	_, err := remember(tx, tx.Me(), call.Device)
	return err
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
	id, token, err := CreateToken(tx, tx.Me(), in.Body)
	return createdToken{id, token}, err
}
