package auth

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"laidan/internal/db"
)

func TestChangePassword(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		here, there := p.enter(t), p.enter(t)
		token := send(t, "POST", p.url+"/me/tokens", here, `{"name":"脚本"}`)
		var made, kept struct{ ID, Token string }
		if r := send(t, "POST", p.url+"/me/tokens", here, `{"name":"留着"}`); json.Unmarshal([]byte(r.body), &kept) != nil || kept.ID == "" {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if err := json.Unmarshal([]byte(token.body), &made); err != nil || token.status != 200 {
			t.Fatalf("%d %s", token.status, token.body)
		}
		change := func(with, old, fresh string) reply {
			return send(t, "POST", p.url+"/me/password", with, fmt.Sprintf(`{"old":%q,"new":%q}`, old, fresh))
		}
		for _, c := range []struct{ with, old, fresh, code string }{
			{here, "wrong", "new-plum-43", "/old auth.old_wrong"},
			{here, secretWord, "short", "/new auth.password_short"},
			{here, secretWord, "password123", "/new auth.password_common"},
			{here, secretWord, mail, "/new auth.password_email"},
			{made.Token, secretWord, "new-plum-43", "auth.browser_only"},
			{"", secretWord, "new-plum-43", "auth.none"},
		} {
			if r := change(c.with, c.old, c.fresh); r.code() != c.code {
				t.Errorf("%q: %d %s", c.code, r.status, r.body)
			}
		}
		// What the person does not name ends; the old password is asked from a session
		// that others may have borrowed.
		if r := send(t, "POST", p.url+"/me/password", here, fmt.Sprintf(`{"old":%q,"new":"new-plum-43","keep":[%q]}`, secretWord, kept.ID)); r.status != 204 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		for token, want := range map[string]int{here: 200, there: 401, made.Token: 401, kept.Token: 200} {
			if r := send(t, "GET", p.url+"/me", token, ""); r.status != want {
				t.Errorf("%.6s: %d, want %d", token, r.status, want)
			}
		}
		if r := p.login(t, mail, secretWord); r.status != 401 {
			t.Errorf("the old password still works: %d", r.status)
		}
		if r := p.login(t, mail, "new-plum-43"); r.status != 200 {
			t.Errorf("the new password does not work: %d", r.status)
		}
		// Guessing the old password from a borrowed browser locks as at the door.
		for range DeviceLimit.Free {
			change(here, "wrong", "other-plum-44")
		}
		if r := change(here, "new-plum-43", "other-plum-44"); r.status != 429 {
			t.Errorf("%d %s", r.status, r.body)
		}
	})
}

func TestMeChanges(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		p := settle(t, d)
		session := p.enter(t)
		patch := func(body string) (me Me, r reply) {
			r = send(t, "PATCH", p.url+"/me", session, body)
			_ = json.Unmarshal([]byte(r.body), &me)
			return me, r
		}
		if me, r := patch(`{"language":"en","settings":{"theme":"dark","rows":50}}`); me.Language != "en" || me.Settings["theme"] != "dark" {
			t.Fatalf("%s", r.body)
		}
		if me, r := patch(`{"settings":{"rows":null,"dense":true}}`); me.Language != "en" || fmt.Sprint(me.Settings) != "map[dense:true theme:dark]" {
			t.Fatalf("%s", r.body)
		}
		if r := send(t, "GET", p.url+"/nowhere", session, ""); r.status != 404 {
			t.Error(r.status)
		}
		if _, r := patch(`{"language":"fr"}`); r.code() != "/language org.language" || !strings.Contains(r.body, "detail") {
			t.Errorf("%s", r.body)
		}
		if _, r := patch(`{"settings":{"x":"` + strings.Repeat("y", maxSettings) + `"}}`); r.code() != "/settings auth.settings_size" {
			t.Errorf("%.200s", r.body)
		}
		if me, _ := patch(`{"language":""}`); me.Language != "zh-CN" {
			t.Errorf("%+v", me)
		}
	})
}
