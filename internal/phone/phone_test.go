package phone

import (
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/i18n"
)

func TestParse(t *testing.T) {
	tests := []struct{ raw, region, e164, national, kind, ext string }{
		{"13800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"13800004172", "cn", "+8613800004172", "13800004172", "mobile", ""},
		{"+8613800004172", "US", "+8613800004172", "13800004172", "mobile", ""},
		{" 138-0000-4172 ", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"138 0000 4172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"１３８００００４１７２", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"+86 138 0000 4172", "US", "+8613800004172", "13800004172", "mobile", ""},
		{"+86-138-0000-4172", "US", "+8613800004172", "13800004172", "mobile", ""},
		{"0086 13800004172", "DE", "+8613800004172", "13800004172", "mobile", ""},
		{"8613800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"013800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"'13800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"\u202d13800004172\u202c", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"手机：13800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"Tel: 13800004172", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"13800004172.0", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"1.3800004172E+10", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"1.3800004172e10", "CN", "+8613800004172", "13800004172", "mobile", ""},
		{"17012345678转1234", "CN", "+8617012345678", "17012345678", "mobile", "1234"},
		{"0571-88001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"(0571)8800 1234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"（0571）88001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"0571—88001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"57188001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"+86 571 88001234", "US", "+8657188001234", "0571-88001234", "landline", ""},
		{"+86 (0)571 88001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"86-0571-88001234", "CN", "+8657188001234", "0571-88001234", "landline", ""},
		{"010-65551234", "CN", "+861065551234", "010-65551234", "landline", ""},
		{"02155551234", "CN", "+862155551234", "021-55551234", "landline", ""},
		{"0351-7654321", "CN", "+863517654321", "0351-7654321", "landline", ""},
		{"0571-88001234转8", "CN", "+8657188001234", "0571-88001234", "landline", "8"},
		{"0571-88001234转分机801", "CN", "", "", "phone.not_number", ""},
		{"0571-88001234 分机：801", "CN", "+8657188001234", "0571-88001234", "landline", "801"},
		{"0571-88001234-8", "CN", "+8657188001234", "0571-88001234", "landline", "8"},
		{"0571-88001234#801", "CN", "+8657188001234", "0571-88001234", "landline", "801"},
		{"0571-88001234 ext. 8", "CN", "+8657188001234", "0571-88001234", "landline", "8"},
		{"0571-88001234, 转 8", "CN", "+8657188001234", "0571-88001234", "landline", "8"},
		{"0571-88001234（转8）", "CN", "+8657188001234", "0571-88001234", "landline", "8"},
		{"400-123-4567", "CN", "+864001234567", "400-123-4567", "tollfree", ""},
		{"400 1234 567转2", "CN", "+864001234567", "400-123-4567", "tollfree", "2"},
		{"8008101234", "CN", "+868008101234", "800-810-1234", "tollfree", ""},
		{"(650) 253-0000", "US", "+16502530000", "(650) 253-0000", "mobile", ""},
		{"+1 650 253 0000 ext. 42", "CN", "+16502530000", "(650) 253-0000", "mobile", "42"},
		{"650-253-0000 x42", "US", "+16502530000", "(650) 253-0000", "mobile", "42"},
		{"001 650 253 0000", "CN", "+16502530000", "(650) 253-0000", "mobile", ""},
		{"1-800-356-9377", "US", "+18003569377", "(800) 356-9377", "tollfree", ""},
		{"020 7946 0018", "GB", "+442079460018", "020 7946 0018", "landline", ""},
		{"0171/1234567", "DE", "+491711234567", "0171 1234567", "mobile", ""},
		{"+852 2123 4567", "CN", "+85221234567", "2123 4567", "landline", ""},

		{"", "CN", "", "", "phone.not_number", ""},
		{"无", "CN", "", "", "phone.not_number", ""},
		{"张三13800004172", "CN", "", "", "phone.not_number", ""},
		{"12345", "CN", "", "", "phone.too_short", ""},
		{"1380000417", "CN", "", "", "phone.too_short", ""},
		{"138000041720", "CN", "", "", "phone.too_long", ""},
		{"12800004172", "CN", "", "", "phone.invalid", ""},
		{"88001234", "CN", "", "", "phone.no_area", ""},
		{"0999-88001234", "CN", "+8699988001234", "0999-88001234", "landline", ""},
		{"0588-88001234", "CN", "", "", "phone.invalid", ""},
		{"0571-08001234", "CN", "", "", "phone.invalid", ""},
		{"0571-880012", "CN", "", "", "phone.too_short", ""},
		{"110101199003078515", "CN", "", "", "phone.too_long", ""},
		{"1.38E+10", "CN", "", "", "phone.lost_digits", ""},
		{"1.38000041725E+10", "CN", "", "", "phone.not_number", ""},
		{"13800004172、13900001111", "CN", "", "", "phone.several", ""},
		{"13800004172 13900001111", "CN", "", "", "phone.several", ""},
		{"6502530000", "", "", "", "phone.no_country", ""},
		{"+1 650 253", "CN", "", "", "phone.too_short", ""},
		{"+999 123456789", "CN", "", "", "phone.no_country", ""},
		{"+1 555 555 5555 5555", "CN", "", "", "phone.too_long", ""},
	}
	for _, tt := range tests {
		n, err := Parse(tt.raw, tt.region)
		if err != nil {
			if crm.CodeOf(err) != tt.kind || crm.KindOf(err) != crm.Invalid {
				t.Errorf("%q in %s: %v, want %s %s", tt.raw, tt.region, err, tt.kind, tt.e164)
			}
			continue
		}
		if n.E164 != tt.e164 || n.National != tt.national || string(n.Kind) != tt.kind || n.Ext != tt.ext {
			t.Errorf("%q in %s: %+v", tt.raw, tt.region, n)
		}
	}
}

func TestEveryCodeHasASentence(t *testing.T) {
	for _, code := range []string{"not_number", "too_short", "too_long", "invalid", "no_area", "no_country", "lost_digits", "several"} {
		for _, lang := range i18n.Languages {
			if !i18n.Has(lang, "error.phone."+code) {
				t.Errorf("error.phone.%s is not in %s", code, lang)
			}
		}
	}
}

func TestSplit(t *testing.T) {
	tests := []struct{ cell, region, want string }{
		{"", "CN", ""},
		{"13800004172", "CN", "+8613800004172"},
		{"13800004172、13900001111", "CN", "+8613800004172 +8613900001111"},
		{"13800004172/13900001111", "CN", "+8613800004172 +8613900001111"},
		{"13800004172；13900001111, 0571-88001234转8\n400-123-4567", "CN", "+8613800004172 +8613900001111 +8657188001234#8 +864001234567"},
		{"13800004172 13900001111", "CN", "+8613800004172 +8613900001111"},
		{"138 0000 4172  139 0000 1111", "CN", "+8613800004172 +8613900001111"},
		{"0571 88001234 13800004172", "CN", "+8657188001234 +8613800004172"},
		{"13800004172或13900001111", "CN", "+8613800004172 +8613900001111"},
		{"0571-88001234/35", "CN", "+8657188001234 +8657188001235"},
		{"0571-88001234、88001299", "CN", "+8657188001234 +8657188001299"},
		{"张三 13800004172；李四：13900001111(销售)", "CN", "张三=+8613800004172 李四 销售=+8613900001111"},
		{"13800004172,13800004172", "CN", "+8613800004172"},
		{"0571-88001234，转 8", "CN", "+8657188001234#8"},
		{"13800004172、无", "CN", "+8613800004172 !phone.not_number"},
		{"13800004172、1390000", "CN", "+8613800004172 !phone.too_short"},
		{"0171/1234567", "DE", "+491711234567"},
		{"(650) 253-0000 or (415) 555-2671", "US", "+16502530000 +14155552671"},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range Split(tt.cell, tt.region) {
			switch {
			case r.Err != nil:
				got = append(got, "!"+crm.CodeOf(r.Err))
			default:
				s := r.Number.E164
				if r.Number.Ext != "" {
					s += "#" + r.Number.Ext
				}
				if r.Label != "" {
					s = r.Label + "=" + s
				}
				got = append(got, s)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: %q, want %q", tt.cell, s, tt.want)
		}
	}
}

func TestPlace(t *testing.T) {
	for e164, want := range map[string]string{
		"+8613000000000": "山东 济南", "+8613000010000": "江苏 常州", "+8613000030000": "四川 宜宾", "+8619999790000": "新疆 石河子",
		"+8657188001234": "浙江 杭州", "+861065551234": "北京 北京", "+862155551234": "上海 上海", "+862455551234": "辽宁 沈阳", "+862855551234": "四川 成都",
		"+863517654321": "山西 太原", "+8619999990000": " ", "+864001234567": " ", "+16502530000": " ", "": " ", "13800004172": " ", "+86": " ", "+8659": " ",
	} {
		p, c, ok := Place(e164)
		if p+" "+c != want || ok != (want != " ") {
			t.Errorf("%s: %s %s %v", e164, p, c, ok)
		}
	}
	if len(placesPacked) > 500<<10 {
		t.Errorf("places.bin has %d bytes", len(placesPacked))
	}
	table := loadPlaces()
	if !slices.IsSorted(table.from) || len(table.from) > 200_000 {
		t.Errorf("%d runs", len(table.from))
	}
}

func TestBestRegion(t *testing.T) {
	china := []string{"13800004172", "0571-88001234", "139 0000 1111", "400-123-4567", "+1 650 253 0000", ""}
	america := []string{"(650) 253-0000", "415-555-2671", "212 555 2368", "1-312-555-0199", "x"}
	if r, all := BestRegion(china, nil); r != "CN" || !slices.Equal(all, []string{"CN"}) {
		t.Errorf("china: %s %v", r, all)
	}
	if r, _ := BestRegion(america, []string{"CN", "GB", "US"}); r != "US" {
		t.Errorf("america: %s", r)
	}
	if r, all := BestRegion([]string{"2125552368", "2125551234"}, []string{"CN", "US"}); r != "CN" || len(all) != 2 {
		t.Errorf("two are plausible: %s %v", r, all)
	}
	if r, all := BestRegion([]string{"+8613800004172", "abc"}, nil); r != "" || all != nil {
		t.Errorf("nothing is said: %s %v", r, all)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"13800004172", "0571-88001234转8", "1.38E+10", "+1 (650) 253-0000 x4", "、/；", "张三 138", "8\xff6"} {
		f.Add(s, "CN")
		f.Add(s, "US")
	}
	f.Fuzz(func(t *testing.T, raw, region string) {
		n, err := Parse(raw, region)
		if err != nil {
			if !strings.HasPrefix(crm.CodeOf(err), "phone.") {
				t.Fatalf("%q: %v", raw, err)
			}
		} else if again, err := Parse(n.E164, "CN"); err != nil || again.E164 != n.E164 {
			t.Fatalf("%q: %s reads back as %s, %v", raw, n.E164, again.E164, err)
		}
		for _, r := range Split(raw, region) {
			if r.Err == nil && r.Number.E164 == "" {
				t.Fatalf("%q: %+v", raw, r)
			}
		}
	})
}

func BenchmarkParseMobile(b *testing.B) {
	for b.Loop() {
		Parse("13800004172", "CN")
	}
}

func BenchmarkParseLandline(b *testing.B) {
	for b.Loop() {
		Parse("0571-88001234转8", "CN")
	}
}

func BenchmarkPlace(b *testing.B) {
	for b.Loop() {
		Place("+8613800004172")
	}
}

func BenchmarkMask(b *testing.B) {
	for b.Loop() {
		Mask("+8613800004172")
	}
}
