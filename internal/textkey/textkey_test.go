package textkey

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

func pinyinOf(name string) string {
	key, _, _ := strings.Cut(SortKey(name), "\x01")
	return key
}

func TestSortKeyReadsNames(t *testing.T) {
	for name, want := range map[string]string{
		"单志强": "shan zhi qiang", "曾国伟": "zeng guo wei", "仇小明": "qiu xiao ming", "解晓东": "xie xiao dong",
		"区卓华": "ou zhuo hua", "查良镛": "zha liang yong", "任静": "ren jing", "朴志勋": "piao zhi xun",
		"盖晓月": "ge xiao yue", "尉迟恭": "yu chi gong", "万俟卨": "mo qi xie", "长孙无忌": "zhang sun wu ji",
		"单于": "chan yu", "翟志刚": "zhai zhi gang", "缪荣": "miao rong", "覃辉": "qin hui", "牟其中": "mu qi zhong",
		"单总": "shan zong", "解经理": "xie jing li", "曾氏集团": "zeng shi ji tuan", "仇和": "qiu he",
		"重庆长安汽车": "chong qing chang an qi che", "厦门国贸": "xia men guo mao", "单点登录科技": "dan dian deng lu ke ji",
		"区块链研究院": "qu kuai lian yan jiu yuan", "查询科技有限公司": "cha xun ke ji you xian gong si",
		"杭州银行": "hang zhou yin hang", "宏达商贸行": "hong da shang mao hang", "成都音乐学院": "cheng du yin yue xue yuan",
		"绿城中国": "lv cheng zhong guo", "佛山照明": "fo shan zhao ming", "六安瓜片": "lu an gua pian",
		"三〇一医院": "san ling yi yi yuan", "Acme Corp.": "acme corp", "ＡＣＭＥ": "acme", "Émile Zölá": "emile zola",
		"3M中国": "3m zhong guo", "O'Brien & Søn": "obrien son", "澜禾（杭州）精密": "lan he hang zhou jing mi",
		"ソニー": "ソ ニ ー", "": "", "  ": "", "，": "",
	} {
		if got := pinyinOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSortKeyOrdersBinary(t *testing.T) {
	want := []string{"3M中国", "阿里巴巴", "Acme", "陈国华", "陈志", "曾伟", "翟雪", "张三", "Zoom"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if SortKey(" 张　三 ") != "zhang san\x01张 三" {
		t.Errorf("raw part: %q", SortKey(" 张　三 "))
	}
	if strings.ContainsRune(SortKey("a\x00b\x01c\xff"), 0) {
		t.Error("control characters survive")
	}
}

func TestReadingTableAgreesWithItsSource(t *testing.T) {
	n, differ := 0, 0
	for r := rune(firstReading); r <= lastReading; r++ {
		source := pinyin.PinyinDict[int(r)]
		if source == "" {
			continue
		}
		n++
		if reading(r) == "" {
			t.Fatalf("%c has no reading", r)
		}
		if pinyin.SinglePinyin(r, pinyin.NewArgs())[0] != strings.ReplaceAll(reading(r), "v", "ü") {
			differ++
		}
	}
	if n < 25000 || differ > 150 {
		t.Errorf("%d readings, %d differ", n, differ)
	}
	for r, s := range surnames {
		if s == reading(r) {
			t.Errorf("surname %c needs no entry", r)
		}
	}
	for p, s := range pairs {
		if s[0] == "" || s[1] == "" || surnames[p[0]] == "" && s[0] == reading(p[0]) && s[1] == reading(p[1]) {
			t.Errorf("pair %c%c needs no entry", p[0], p[1])
		}
		for _, one := range s {
			if strings.ContainsFunc(one, func(r rune) bool { return r < 'a' || r > 'z' }) {
				t.Errorf("pair %c%c is misspelt", p[0], p[1])
			}
		}
	}
}

var lanhe = []string{"澜禾精密机械有限公司", "陈国华"}

func TestSearchFinds(t *testing.T) {
	tests := []struct {
		names []string
		phone string
		yes   string // queries separated by |
		no    string
	}{
		{lanhe, "+8613800004172",
			"澜禾|禾精|精密机械|澜禾精密机械有限公司|澜禾公司|澜禾精密机械有限|机械 陈国华|国华|陈|禾|lhjm|jmjx|lh|l|LHJMJX|hjm|lanhe|lanhejing|lanhejingmijixie|chenguohua|cgh|gh|4172|澜禾 4172|lhjm 陈国华|４１７２|澜禾jmjx|ｌｈｊｍ|c",
			"密精|公司|有限公司|4173|417|72|04172|13800004172|138 0000 4172|+86 138|0000|8000|王|jxjm|x|张国华"},
		{[]string{"杭州澜禾机电（集团）股份有限公司"}, "", "澜禾机电|lhjd|lanhe|hangzhou|hz|hzlh|澜禾机电集团|机电集团股份|股份公司|杭州 集团|jd", "杭禾"},
		{[]string{"澜禾（杭州）精密机械有限公司"}, "", "澜禾精密|澜禾杭州|澜禾(杭州)|禾精|lhjm|lhhz|杭州", "州澜"},
		{[]string{"Precision Tools GmbH", "José Müller-Lüdenscheidt"}, "(415) 555-0134", "pre|precision|precisionist|tool|TOOLS|gmbh|jose|josé|muller|müller|ludens|p|j|0134|pre jose|０１３４", "cision|ols|555|5550134|t|415 555"},
		{[]string{"AT&T", "O’Brien", "3M中国", "58同城", "1688.com"}, "", "at|at&t|obrien|o'brien|3m|3m中国|58|58同城|1688|168|com|zg", "brien|att|688"},
		{[]string{"单小姐"}, "", "单|单小姐|shan|dan|sxj|dxj", "chan"},
		{[]string{"覃辉", "乐嘉"}, "", "qin|tan|qh|th|le|yue|lj|yj|乐嘉", "辉乐"},
		{[]string{"张 三"}, "", "张三|张 三|zs|zhangsan", "三张"},
		{[]string{"客户13800138000手机", "wx13912345678"}, "", "客户|8000|5678|手机|wx", "138|1380|13800138000|13912|wx139|3912"},
		{[]string{"Acme有限公司"}, "", "acme有限公司|acme 公司|acme", "有限公司"},
		{[]string{"いろは株式会社", "삼성전자"}, "", "いろ|株式|삼성|전자", "は会"},
		{[]string{"公司"}, "", "", "公司"},
	}
	for _, tt := range tests {
		doc := Doc(tt.names, []string{tt.phone})
		for _, q := range split(tt.yes) {
			if terms := Terms(q); len(terms) == 0 || !Matches(doc, terms) {
				t.Errorf("%v: %q is not found; terms %q in %q", tt.names, q, terms, doc)
			}
		}
		for _, q := range split(tt.no) {
			if terms := Terms(q); Matches(doc, terms) {
				t.Errorf("%v: %q is found; terms %q in %q", tt.names, q, terms, doc)
			}
		}
	}
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func TestTerms(t *testing.T) {
	for q, want := range map[string][]string{
		"": nil, "  ": nil, "，。": nil, "澜": {"澜"}, "精密机械": {"精密", "密机", "机械"}, "4172": {"#4172"},
		"41723": {NoMatch}, "138-0000": {NoMatch}, "a13800138000": {"a", NoMatch}, "Lan He": {"lan", "he"},
		"有限公司": {NoMatch}, "internationalisation": {"internat"},
	} {
		if got := Terms(q); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
}

func TestAdjacent(t *testing.T) {
	tests := []struct {
		name, q string
		want    bool
	}{
		{"澜禾精密机械有限公司", "精密机械", true},
		{"澜禾精密机械有限公司", "澜禾精密机械有限公司", true},
		{"澜禾精密机械", "机密", false},
		{"机密精机", "精密机", false},
		{"澜禾（杭州）精密", "澜禾精密", true},
		{"澜禾（杭州）精密", "澜禾(杭州)", true},
		{"澜 禾", "澜禾", true},
		{"ＡＢＣ精密", "精密 abc", true},
		{"澜禾\n陈国华", "澜禾 国华", true},
		{"澜禾\n陈国华", "禾陈", false},
		{"澜禾", "lh", true},
		{"", "澜", false},
	}
	for _, tt := range tests {
		if got := Adjacent(tt.name, tt.q); got != tt.want {
			t.Errorf("%q in %q: %v", tt.q, tt.name, got)
		}
	}
}

func TestDocIsSmallAndFlat(t *testing.T) {
	doc := Doc(lanhe, []string{"+8613800004172"})
	if !strings.HasPrefix(doc, " ") || !strings.HasSuffix(doc, " ") || strings.Contains(doc, "  ") {
		t.Errorf("%q", doc)
	}
	fields := strings.Fields(doc)
	slices.Sort(fields)
	if len(slices.Compact(fields)) != strings.Count(doc, " ")-1 {
		t.Errorf("tokens repeat: %q", doc)
	}
	if len(doc) > 280 {
		t.Errorf("%d bytes: %q", len(doc), doc)
	}
	if Doc(nil, nil) != "" || Doc([]string{"", "…"}, []string{"", "12"}) != "" {
		t.Error("nothing should be nothing")
	}
}

func TestCompanyKey(t *testing.T) {
	same := [][]string{
		{"澜禾精密机械有限公司", "澜禾精密机械", "杭州澜禾精密机械有限公司", "浙江省杭州市澜禾精密机械有限责任公司", "澜禾(杭州)精密机械有限公司", "澜禾（中国）精密机械有限公司", " 澜禾 精密·机械 有限公司 ", "澜禾精密机械公司"},
		{"澜禾集团股份有限公司", "澜禾（集团）有限公司", "澜禾股份有限公司", "澜禾"},
		{"上海电气集团股份有限公司", "上海电气"},
		{"Acme, Inc.", "ACME Inc", "Acme Co., Ltd.", "The Acme Company", "ＡＣＭＥ LLC", "Ácme GmbH"},
		{"A.B. Smith & Sons Ltd", "a b smith sons limited"},
		{"澜禾CNC有限公司", "澜禾cnc"},
	}
	for _, group := range same {
		for _, name := range group {
			if CompanyKey(name) != CompanyKey(group[0]) {
				t.Errorf("%q: %q, want %q", name, CompanyKey(name), CompanyKey(group[0]))
			}
		}
	}
	for name, want := range map[string]string{
		"上海电气": "上海电气", "北京大学": "北京大学", "中国银行": "中国银行", "东方财富证券": "东方财富证券",
		"澜禾有限公司上海分公司": "澜禾上海分公司", "澜禾分公司": "澜禾分公司", "有限公司": "有限公司", "Limited": "limited",
		"": "", "杭州": "杭州", "昆山市宏达五金厂": "宏达五金厂", "深圳信息技术": "深圳信息技术", "公司": "公司",
		"腾讯科技（深圳）有限公司": "腾讯科技",
	} {
		if got := CompanyKey(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"澜禾（杭州）精密机械有限公司", "Müller & Söhne", "3M中国", "한국 회사", "a\xff\x00b", "(((", "İstanbul", "wx13800138000", "e\u0301a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key := SortKey(name)
		if strings.Count(key, "\x01") != 1 || strings.ContainsRune(key, 0) {
			t.Fatalf("sort key %q", key)
		}
		CompanyKey(name)
		doc, terms := Doc([]string{name}, nil), Terms(name)
		for _, term := range terms {
			if term == "" || strings.Contains(term, " ") {
				t.Fatalf("term %q", term)
			}
		}
		if strings.Contains(doc, "  ") || strings.ContainsFunc(doc, unicode.IsControl) {
			t.Fatalf("doc %q", doc)
		}
		if len(terms) > 0 && !slices.Contains(terms, NoMatch) && !strings.ContainsAny(name, "有限公司\n\t \u3000") && !Matches(doc, terms) {
			t.Fatalf("%q does not find itself: %q in %q", name, terms, doc)
		}
		if !Adjacent(name, strings.ReplaceAll(name, " ", "")) && !strings.ContainsAny(name, "有限公司\n\t \u3000") {
			t.Fatalf("%q is not in itself", name)
		}
	})
}

func BenchmarkDoc(b *testing.B) {
	phones := []string{"+8613800004172"}
	b.ReportAllocs()
	for b.Loop() {
		Doc(lanhe, phones)
	}
	b.ReportMetric(float64(len(Doc(lanhe, phones))), "bytes")
}

func BenchmarkSortKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		SortKey("杭州澜禾精密机械有限公司")
	}
}

func BenchmarkCompanyKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CompanyKey("杭州澜禾精密机械有限公司")
	}
}

func BenchmarkTerms(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Terms("澜禾精密")
	}
}
