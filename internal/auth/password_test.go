package auth

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"laidan/internal/crm"
)

func TestCheckPassword(t *testing.T) {
	for _, c := range []struct{ password, email, code string }{
		{"", "a@b.cn", "auth.password_short"},
		{"k7#pQ2z", "a@b.cn", "auth.password_short"},
		{"好密码好密码好", "a@b.cn", "auth.password_short"},
		{"好密码好密码好长", "a@b.cn", ""},
		{strings.Repeat("长", 129), "a@b.cn", "auth.password_long"},
		{strings.Repeat("ab3", 42), "a@b.cn", ""},
		{"li.na@example.cn", "Li.Na@example.cn", "auth.password_email"},
		{"LINA.ZHANG", "lina.zhang@example.cn", "auth.password_email"},
		{"password", "a@b.cn", "auth.password_common"},
		{"Password123", "a@b.cn", "auth.password_common"},
		{"Password123!!", "a@b.cn", "auth.password_common"},
		{"woaini1314", "a@b.cn", "auth.password_common"},
		{"Laidan123", "a@b.cn", "auth.password_common"},
		{"metallica", "a@b.cn", "auth.password_common"},
		{"Liverpool", "a@b.cn", "auth.password_common"},
		{"trustno1!", "a@b.cn", "auth.password_common"},
		{"ｐａｓｓｗｏｒｄ１", "a@b.cn", "auth.password_common"},
		{"１２３４５６７８", "a@b.cn", "auth.password_common"},
		{" password1", "a@b.cn", "auth.password_common"},
		{"12345678\u3000", "a@b.cn", "auth.password_common"},
		{"         ", "a@b.cn", "auth.password_common"},
		{"44444444", "a@b.cn", "auth.password_common"},
		{"23456789", "a@b.cn", "auth.password_common"},
		{"hgfedcba", "a@b.cn", "auth.password_common"},
		{"夏夏夏夏夏夏夏夏", "a@b.cn", "auth.password_common"},
		{"plum-orbit-42", "a@b.cn", ""},
		{"correct horse", "", ""},
	} {
		err := CheckPassword("/password", c.password, c.email)
		if got := fieldCode(err); got != c.code {
			t.Errorf("%q: got %q, want %q", c.password, got, c.code)
		}
	}
}

func fieldCode(err error) string {
	var e *crm.Error
	if !errors.As(err, &e) {
		return ""
	}
	if len(e.Fields) == 0 {
		return e.Code
	}
	return e.Fields[0].Code
}

// Every entry is reachable: long enough to pass the length rule and lower case.
func TestCommonListIsUseful(t *testing.T) {
	if n := len(common()); n < 3000 {
		t.Fatalf("only %d common passwords", n)
	}
	for p := range common() {
		if utf8.RuneCountInString(p) < minPassword || p != strings.ToLower(p) {
			t.Errorf("useless entry %q", p)
		}
	}
}
