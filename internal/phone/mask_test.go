package phone

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// writing is a line of testdata/writings.tsv: a text, the numbers of its
// customer, and what is left of it.
type writing struct {
	text                 string
	own                  Numbers
	plain, strict, blind string
}

func writings(t testing.TB) []writing {
	b, err := os.ReadFile("testdata/writings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []writing
	for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			t.Fatalf("%q has %d columns", line, len(f))
		}
		list = append(list, writing{f[0], Numbers(f[1]), f[2], f[3], f[4]})
	}
	return list
}

func TestMask(t *testing.T) {
	for raw, want := range map[string]string{
		"+8613800004172": "138****4172", "13800004172": "138****4172", "138 0000 4172": "138****4172",
		"+8657188001234": "0571****1234", "+863517654321": "0351***4321", "+861065551234": "010****1234", "0571-88001234转8": "0571****1234",
		"+864001234567": "400***4567", "+16502530000": "+1******0000", "+85221234567": "+852****4567",
		"": "", "88001234": "****1234", "660123": "****23", "12345": "****", "无": "****", "１３８００００４１７２": "138****4172",
	} {
		if got := Mask(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestWritings(t *testing.T) {
	list := writings(t)
	if len(list) < 200 {
		t.Errorf("only %d writings", len(list))
	}
	for _, w := range list {
		for _, c := range []struct {
			how  string
			m    Masker
			want string
		}{
			{"plain", Masker{Own: w.own}, w.plain},
			{"strict", Masker{Own: w.own, Strict: true}, w.strict},
			{"blind", Masker{Own: w.own, Blind: true}, w.blind},
		} {
			got := c.m.Text(w.text)
			if got != c.want {
				t.Errorf("%s %q of %q: %q, want %q", c.how, w.text, w.own, got, c.want)
			}
			if again := c.m.Text(got); again != got && c.how == "plain" {
				t.Errorf("%s %q became %q and then %q", c.how, w.text, got, again)
			}
			if c.m.Holds(w.text) != (got != w.text) && !strings.Contains(w.text, "**") {
				t.Errorf("%s %q: holds a number, and is shown as it is", c.how, w.text)
			}
			shown(t, w.text, got, w.own)
		}
	}
}

// TestMaskedNames: a name that was stored masked is shown as it is.
func TestMaskedNames(t *testing.T) {
	for _, s := range []string{"张三138****5678", "138****5678 139****5679", "0571-****1234转8", "李四****8899", "3-1502 138 **** 5678"} {
		if got := MaskText(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// TestFind: what is found can be put back.
func TestFind(t *testing.T) {
	for _, w := range writings(t) {
		m := Masker{Own: w.own}
		text, masked := w.text, m.Text(w.text)
		for _, f := range m.Find(w.text) {
			if !strings.Contains(text, f.Text) || len(f.Digits) < fewest {
				t.Errorf("%q: %+v", w.text, f)
			}
			masked = strings.Replace(masked, f.Masked, f.Text, 1)
		}
		if masked != text {
			t.Errorf("%q became %q", text, masked)
		}
	}
}

// shown fails if seven digits of a number that follow each other in the text
// are left, whatever stands between them.
func shown(t *testing.T, text, masked string, own Numbers) {
	t.Helper()
	in, out := []rune(text), []rune(masked)
	if len(in) != len(out) {
		t.Fatalf("%q became %q", text, masked)
	}
	for _, words := range []bool{true, false} {
		row := readAloud(in, out, words)
		for _, number := range own.List() {
			number = strings.TrimPrefix(number, "+")
			for i := 0; i+7 <= len(number); i++ {
				if strings.Contains(row, number[i:i+7]) {
					t.Fatalf("%q shows %s of %s: %q", text, number[i:i+7], number, masked)
				}
			}
		}
	}
	for i, r := range in {
		if out[i] != r && out[i] != '*' {
			t.Fatalf("%q became %q", text, masked)
		}
	}
}

// readAloud are the digits that are left, read without the tables of the
// program, and * for those that are hidden.
func readAloud(in, out []rune, words bool) string {
	var b strings.Builder
	for i, r := range in {
		value := -1
		switch {
		case '0' <= r && r <= '9':
			value = int(r - '0')
		case '０' <= r && r <= '９':
			value = int(r - '０')
		case '①' <= r && r <= '⑨':
			value = int(r-'①') + 1
		case words:
			if at := strings.IndexRune("零一二三四五六七八九", r); at >= 0 {
				value = at / 3
			}
		}
		if value >= 0 && out[i] == r {
			b.WriteByte(byte('0' + value))
		} else if value >= 0 {
			b.WriteByte('*')
		}
	}
	return b.String()
}

// written is a number with each of its digits in one of several writings.
func written(digits, between string, style uint64) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && style>>(i*3%60)&4 != 0 {
			b.WriteString(between)
		}
		switch style >> (i * 3 % 60) & 3 {
		case 1:
			b.WriteRune(r - '0' + '０')
		case 2:
			b.WriteString([]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}[r-'0'])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// No seven digits of a stored number leave, whatever stands around them and
// however they are written and separated.
func FuzzNoNumberLeaves(f *testing.F) {
	f.Add("备用1 ", " - ", "，下午", uint64(3_812_345_678), uint64(0))
	f.Add("3-1502 ", "一", "一直", uint64(912_345_678), uint64(0x924924924924))
	f.Add("2026-10-14 ", "转", "138", uint64(71_88001234), uint64(0xfedcba987654321))
	f.Fuzz(func(t *testing.T, before, between, after string, n, style uint64) {
		mobile := "1" + string('3'+byte(n%7)) + lastDigits(n, 9)
		number, local := "+86"+mobile, mobile
		switch n % 4 {
		case 1:
			number, local = "+86571"+lastDigits(n, 8), "0571"+lastDigits(n, 8)
		case 2:
			number, local = "+1415"+lastDigits(n, 7), "415"+lastDigits(n, 7)
		case 3:
			number, local = lastDigits(n, 9), lastDigits(n, 9)
		}
		text := strings.ToValidUTF8(before+written(local, between, style)+after, "?")
		for _, m := range []Masker{{}, {Strict: true}, {Blind: true}} {
			m.Own = NumbersOf("13911112222", number)
			if text == "" || strings.Contains(text, "**") && m.Blind {
				continue
			}
			shown(t, text, m.Text(text), m.Own)
		}
	})
}

func lastDigits(n uint64, count int) string {
	b := make([]byte, count)
	for i := range b {
		n = n*6364136223846793005 + 1442695040888963407
		b[i] = '0' + byte(n>>33%10)
	}
	return string(b)
}

func FuzzText(f *testing.F) {
	for _, w := range writings(f) {
		f.Add(w.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range []Masker{{}, {Strict: true}, {Blind: true}} {
			masked := m.Text(s)
			if utf8.ValidString(s) && !utf8.ValidString(masked) {
				t.Fatalf("%q became %q", s, masked)
			}
			m.Find(s)
			if run := longest(masked); m.Strict && run > fewest {
				t.Fatalf("%q still shows %d digits: %q", s, run, masked)
			}
		}
		Mask(s)
		Numbers(s).And("+8613812345678")
		Masker{Own: Numbers(s)}.Text(s)
	})
}

// longest is the longest row of digits in a text.
func longest(s string) int {
	most, run := 0, 0
	for _, r := range s {
		if '0' <= r && r <= '9' {
			run++
			most = max(most, run)
		} else {
			run = 0
		}
	}
	return most
}

// TestEnough: the quick look counts the digits that the slow one reads.
func TestEnough(t *testing.T) {
	for r := rune(1); r < 0x20000; r++ {
		for _, text := range []string{strings.Repeat(string(r), fewest), strings.Repeat(string(r), fewest-1) + "，、a"} {
			if got := enough(text); got != (len(digitsIn(text)) >= fewest) {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
	for _, text := range []string{"\xe4\xb8", "138\xef\xbc1380000", "\xe3\x80"} {
		if enough(text) != (len(digitsIn(text)) >= fewest) {
			t.Errorf("%q", text)
		}
	}
}

func digitsIn(s string) (list []rune) {
	for _, r := range s {
		if _, _, ok := digitOf(r); ok {
			list = append(list, r)
		}
	}
	return list
}

func BenchmarkTextWithoutDigits(b *testing.B) {
	for b.Loop() {
		Masker{Own: "+8613800004172"}.Text("陈国华说下午可以打，一个人在办公室，三天后再联系他")
	}
}

func BenchmarkText(b *testing.B) {
	for b.Loop() {
		Masker{Own: "+8613800004172"}.Text("陈国华说 138 0000 4172 可以打，2026-10-14 10:42")
	}
}
