package textkey

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed places.txt
var placeList string

var places, longestPlace = func() (map[string]bool, int) {
	m := make(map[string]bool, 4000)
	longest := 0
	for p := range strings.Lines(placeList) {
		p = strings.TrimSpace(p)
		m[p] = true
		longest = max(longest, utf8.RuneCountInString(p))
	}
	return m, longest
}()

// placePrefix is how many characters of leading place names a run has:
// 浙江省杭州市 of 浙江省杭州市澜禾机械. At most three names are taken.
func placePrefix(run []rune) int {
	at := 0
	for range 3 {
		n := 0
		for l := min(longestPlace, len(run)-at); l >= 2; l-- {
			if places[string(run[at:at+l])] {
				n = l
				break
			}
		}
		if n == 0 {
			break
		}
		at += n
	}
	return at
}

// forms are what a company's name says about its legal form, longest first.
var forms = [][]rune{[]rune("有限责任公司"), []rune("有限公司")}

// partial forms end a name that is still being typed, or was cut off.
var partial = [][]rune{[]rune("有限责任公"), []rune("有限责任"), []rune("有限公"), []rune("有限")}

var (
	gongsi   = []rune("公司")
	branches = []rune("分子总") // 分公司, 子公司, 总公司 are customers of their own
)

// dropForm takes 有限公司 and the like out of a run. A run that is nothing else
// stays as it is.
func dropForm(run []rune) []rune {
	if !slices.Contains(run, '司') && !slices.Contains(run, '限') {
		return run
	}
	out := run
	for _, f := range forms {
		if i := index(out, f); i >= 0 {
			out = slices.Concat(out[:i], out[i+len(f):])
		}
	}
	for _, f := range partial {
		if hasSuffix(out, f) {
			out = out[:len(out)-len(f)]
			break
		}
	}
	if n := len(out) - len(gongsi); n > 0 && hasSuffix(out, gongsi) && !slices.Contains(branches, out[n-1]) {
		out = out[:n]
	}
	if len(out) == 0 {
		return run
	}
	return out
}

func isForm(run []rune) bool {
	return slices.Equal(run, gongsi) || slices.ContainsFunc(forms, func(f []rune) bool { return slices.Equal(run, f) })
}

func index(run, part []rune) int {
	for i := 0; i+len(part) <= len(run); i++ {
		if slices.Equal(run[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

func hasSuffix(run, end []rune) bool {
	return len(run) >= len(end) && slices.Equal(run[len(run)-len(end):], end)
}

// trades are words that many names share: what is left of a name after its
// place must hold more than these (上海机械 stays 上海机械).
var trades = func() map[string]bool {
	m := map[string]bool{}
	for s := range strings.FieldsSeq(`科技 技术 贸易 商贸 经贸 机械 机电 电子 电气 电器 电力 银行 大学 学院 学校 医院 集团 股份 实业
		投资 物流 汽车 建材 建设 建筑 工程 装饰 食品 服装 服饰 纺织 化工 医药 药业 医疗 器械 能源 钢铁 水泥 地产 房产 置业 物业 保险 证券
		信托 基金 传媒 文化 传播 广告 教育 培训 软件 网络 信息 通信 通讯 航空 铁路 地铁 酒店 餐饮 旅游 农业 环保 环境 控股 工业 重工 制造
		制品 塑料 橡胶 五金 家具 家居 印刷 包装 材料 设备 仪器 自动化 生物 咨询 服务 管理 国际 进出口 有限 公司 商行 开发 发展 产业 中心`) {
		m[s] = true
	}
	return m
}()

func onlyTrades(run []rune) bool {
	for len(run) > 0 {
		n := 0
		for _, l := range []int{3, 2} {
			if len(run) >= l && trades[string(run[:l])] {
				n = l
				break
			}
		}
		if n == 0 {
			return len(run) < 2
		}
		run = run[n:]
	}
	return true
}

// latinForms end or begin a company's name in Latin letters.
var latinForms = strings.Fields(`inc incorporated ltd limited co company corp corporation gmbh llc llp lp plc ag sa srl bv nv
	pty pte kg oy ab as aps kk sdn bhd sarl spa`)

// CompanyKey is a company's name reduced to what tells it apart, for finding
// possible duplicates: width, case, accents, punctuation, legal form, 集团 and
// 股份, and places at the start or in brackets do not count. A name made of
// nothing else keeps what it has.
func CompanyKey(name string) string {
	var b strings.Builder
	list := spans(fold(name))
	words := make([]string, 0, len(list))
	for _, s := range list {
		switch {
		case !s.cjk:
			words = append(words, string(s.text))
		case len(list) == 1 || !isForm(s.text):
			words = append(words, string(chineseKey(s)))
		}
	}
	for _, w := range dropLatinForms(words) {
		b.WriteString(w)
	}
	return b.String()
}

func dropLatinForms(words []string) []string {
	out := words
	if len(out) > 1 && out[0] == "the" {
		out = out[1:]
	}
	for len(out) > 1 && slices.Contains(latinForms, out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}

// weakEnds say little; 集团股份 loses both.
var weakEnds = [][]rune{[]rune("股份"), []rune("集团")}

func chineseKey(s span) []rune {
	run := s.text
	// 澜禾（杭州）, 澜禾（集团）
	if s.outer != nil && (placePrefix(s.inner) == len(s.inner) || onlyTrades(s.inner)) {
		run = s.outer
	}
	run = dropForm(run)
	for _, end := range weakEnds {
		if hasSuffix(run, end) && len(run)-len(end) >= 2 {
			run = run[:len(run)-len(end)]
		}
	}
	if at := placePrefix(run); at > 0 && len(run)-at >= 2 && !onlyTrades(run[at:]) {
		run = run[at:]
	}
	return run
}
