package sheet

import (
	"strings"
	"testing"
)

func TestFormula(t *testing.T) {
	for _, in := range []string{"=1+1", "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", `=HYPERLINK("http://x","y")`,
		"=A1", "  =1+2", "\t=1+2", "+HYPERLINK(\"x\")", "=-1+1", "==SUM(1)", "=IMPORTXML(CONCAT(\"http://\"))", "=\"a\"&A1", "=+A2"} {
		if !Formula(in) {
			t.Errorf("%q is a formula", in)
		}
	}
	for _, in := range []string{"", "+86 138 0013 8001", "+86(574)88112233", "-5", "-1,200.50", "@handle", "=> see below", "- none -", "--", "+1-660-485-0224", `="00123"`, "= 宁波", "-", "=", "@", "-A级", "+1 (660) 485-0224 x12", "-20% off", "a=b+c", "=)"} {
		if Formula(in) {
			t.Errorf("%q is no formula", in)
		}
	}
	for _, in := range []string{"=1+1", "+86138", "-5", "@a", "plain", "-x", "",
		"＝1+1", "＋86138", "－x", "＠SUM(1)", "﹦cmd", "－5"} {
		n := Neutral(in)
		if strings.IndexAny(n, "=+@\t\r＝＋－＠﹦﹢﹣﹫") == 0 {
			t.Errorf("%q stays active: %q", in, n)
		}
		if Clean(n) != in {
			t.Errorf("%q comes back as %q", in, Clean(n))
		}
	}
}
