package sheet

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match is what one column is taken for, how surely (0 to 1), and by what.
type Match struct {
	Target     string
	Confidence float64
	By         string // header, content, or "" where nothing fits
}

type candidate struct {
	col int
	Match
}

// MatchColumns decides what each column becomes, by its name and what its cells
// hold. A column that fits nothing becomes a custom field, an empty or nameless
// one is left out. profiles may be nil when there are no rows to look at.
func MatchColumns(header []string, profiles []*Profile) []Match {
	var all []candidate
	for i, h := range header {
		var p *Profile
		if profiles != nil {
			p = profiles[i]
		}
		for _, m := range candidates(h, p) {
			all = append(all, candidate{i, m})
		}
	}
	sort.SliceStable(all, func(a, b int) bool {
		if all[a].Confidence != all[b].Confidence {
			return all[a].Confidence > all[b].Confidence
		}
		// Of two columns with equal claims, the fuller one: exports have both
		// "company" and "company_name".
		return profiles != nil && profiles[all[a].col].Filled > profiles[all[b].col].Filled
	})
	out := make([]Match, len(header))
	taken := map[string]bool{}
	settle := func(c candidate) {
		if c.Target == ToEmail && taken[ToEmail] {
			c.Target = ToOtherEmail
		}
		if out[c.col].Target == "" && (manyTargets[c.Target] || !taken[c.Target]) {
			out[c.col] = c.Match
			taken[c.Target] = true
		}
	}
	for _, c := range all {
		if c.Target != toAnyName {
			settle(c)
		}
	}
	for _, c := range all { // "name" is the company's where no other column is
		if c.Target == toAnyName {
			c.Target = ToName
			if taken[ToName] {
				c.Target = ToContact
			}
			settle(c)
		}
	}
	dropLoneTouch(out, taken)
	for i, h := range header {
		if out[i].Target == "" || out[i].Target == ToCustom {
			out[i] = leftover(h, profiles, i)
		}
	}
	return out
}

// dropLoneTouch: a length or a way of contact without result, day or note is no
// history but a fact like others.
func dropLoneTouch(out []Match, taken map[string]bool) {
	if taken[ToResult] || taken[ToNote] || taken[ToFeedback] {
		return
	}
	for i, m := range out {
		if m.Target == ToSeconds || m.Target == ToChannel || m.Target == ToTouchAt {
			out[i] = Match{}
		}
	}
}

func leftover(h string, profiles []*Profile, i int) Match {
	if profiles == nil {
		return Match{Target: ToCustom}
	}
	p := profiles[i]
	switch {
	case p.Filled == 0, h == "", p.share(p.residents) > 0.5:
		return Match{Target: ToIgnore}
	}
	return Match{Target: ToCustom}
}

// candidates are the targets a column may have, each with how sure it is.
func candidates(h string, p *Profile) []Match {
	var list []Match
	add := func(target string, sure float64, by string) {
		if target == "" {
			return
		}
		if p != nil && p.Filled > 0 {
			fit := fitness(target, p)
			if fit < 0.5 {
				return
			}
			sure *= 0.7 + 0.3*fit
		}
		list = append(list, Match{target, min(sure, 1), by})
	}
	target, sure := byHeader(h)
	add(target, sure, "header")
	switch target {
	case ToPhone, ToMobile, ToCompanyPhone: // 联系方式 may hold WeChat ids or e-mails
	case ToContact, toAnyName, ToName:
		if p != nil && p.share(p.channels) > 0.8 {
			add(ToChannel, 0.7, "content") // contact: cellular, telephone
		}
	}
	if p == nil || p.Filled < 3 {
		return list
	}
	if key := headerKey(h); target == "" && p.Unique && (strings.HasSuffix(key, "id") || strings.HasSuffix(key, "编号") || strings.HasSuffix(key, "编码")) {
		add(ToExternal, 0.5, "content")
	}
	switch {
	case p.share(p.emails) > 0.85 && target != ToEmail && target != ToOtherEmail:
		add(ToEmail, 0.6, "content")
	case p.share(p.phones) > 0.85 && target == "" && p.Numbers < p.Filled/2:
		add(ToPhone, 0.55, "content")
	case p.share(p.phones) > 0.85 && target == "" && p.MaxLen <= 13 && mobileColumn(p):
		add(ToPhone, 0.55, "content")
	}
	return list
}

func mobileColumn(p *Profile) bool {
	for _, s := range p.Samples {
		if len(s) != 11 || s[0] != '1' {
			return false
		}
	}
	return true
}

// byHeader finds a column's name: as it is, without decoration (电话1, 联系人（必填）,
// Lead: Phone), or a known name inside a longer one.
func byHeader(h string) (string, float64) {
	key := headerKey(h)
	if key == "" {
		return "", 0
	}
	if bothIn(h) {
		return ToContact, 1
	}
	if t, ok := dictionary[key]; ok {
		return t, 1
	}
	for _, o := range others {
		if strings.HasPrefix(key, o) {
			return ToCustom, 0.9
		}
	}
	plainName := h
	if i := strings.IndexAny(h, "(（[【"); i > 0 {
		plainName = h[:i]
	}
	key = headerKey(plainName)
	if t, ok := dictionary[key]; ok {
		return t, 0.95
	}
	bare := strings.TrimRight(key, "0123456789")
	if t, ok := dictionary[bare]; ok && bare != "" && bare != key {
		if t == ToPhone || t == ToMobile {
			return ToOtherPhone, 0.8
		}
		if t == ToEmail {
			return ToOtherEmail, 0.8
		}
		if manyTargets[t] {
			return t, 0.8
		}
	}
	for _, prefix := range []string{"客户", "联系人", "公司", "企业", "线索", "学员", "lead", "contact", "account", "customer", "company", "primary", "billing", "mailing", "work", "business", "main", "properties"} {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			if t, ok := dictionary[rest]; ok && t != toAnyName && t != ToExternal && t != ToIgnore {
				return t, 0.85
			}
		}
	}
	return inside(plainName)
}

// bothIn reports a column of names and titles in one: 联系人/职务.
func bothIn(h string) bool {
	parts := strings.FieldsFunc(h, func(r rune) bool { return strings.ContainsRune("/／、&和及,，+", r) })
	return len(parts) == 2 && dictionary[headerKey(parts[0])] == ToContact && dictionary[headerKey(parts[1])] == ToTitle
}

// inside looks for the longest known name that ends or begins a longer header:
// 机床展意向产品, 您的手机号. Latin names must be whole words.
func inside(h string) (string, float64) {
	best, bestLen := "", 0
	for key, t := range dictionary {
		n := len([]rune(key))
		if n <= bestLen || t == ToIgnore || t == ToExternal || t == toAnyName || t == ToContact || t == ToName || t == ToResult {
			continue
		}
		if isHan(key) {
			if n >= 2 && strings.HasSuffix(headerKey(h), key) && len(key)*3 >= len(headerKey(h)) {
				best, bestLen = t, n
			}
		}
	}
	if best != "" && bestLen >= 2 {
		return best, 0.7
	}
	return "", 0
}

func isHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// fitness says how well the cells suit a target: below 0.5 it is refused,
// whatever the header says.
func fitness(target string, p *Profile) float64 {
	at := func(share, floor float64) float64 { // floor of the share counts as 0.5
		return min(1, 0.5*share/floor)
	}
	switch target {
	case ToPhone, ToMobile, ToCompanyPhone, ToHomePhone, ToOtherPhone, ToWhatsApp:
		return at(p.share(p.phones), 0.3)
	case ToEmail, ToOtherEmail:
		return at(p.share(p.emails), 0.4)
	case ToGrade:
		return at(p.share(p.grades), 0.6)
	case ToTemperature:
		return at(p.share(p.temperatures), 0.6)
	case ToLayer:
		return at(p.share(p.layers), 0.8)
	case ToKind:
		return at(p.share(p.kinds), 0.8)
	case ToDoNotContact:
		return at(p.share(p.yesNo), 0.8)
	case ToTaxCode:
		return at(p.share(p.taxCodes+p.residents), 0.5)
	case ToCreated, ToNext, ToTouchAt:
		return at(p.share(p.dates), 0.5)
	case ToSeconds:
		return at(p.share(p.seconds), 0.8)
	case ToResult:
		return at(p.share(p.results), 0.3)
	case ToChannel:
		return at(p.share(p.channels), 0.6)
	case ToWebsite:
		return at(p.share(p.urls), 0.4)
	case ToTags:
		return tagFitness(p)
	case ToExternal:
		if p.Unique {
			return 1
		}
		return 0
	case ToName, ToContact, toAnyName, ToFirstName, ToLastName:
		return nameFitness(p)
	}
	return 1
}

// tagFitness refuses sentences: a tag is a word or two.
func tagFitness(p *Profile) float64 {
	if p.MaxLen > 100 || p.Values == nil && p.MaxLen > 60 {
		return 0
	}
	for v := range p.Values {
		for _, tag := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",，、;；|\n", r) }) {
			if utf8.RuneCountInString(strings.TrimSpace(tag)) > 30 {
				return 0
			}
		}
	}
	return 1
}

// nameFitness refuses numbers, ticks and columns of few values: "contact" in a
// call list is cellular or telephone.
func nameFitness(p *Profile) float64 {
	switch {
	case p.Numbers*2 > p.Filled, p.share(p.yesNo) > 0.8, p.share(p.emails) > 0.5:
		return 0
	case p.Values != nil && p.Filled > 100 && len(p.Values) < 12:
		return 0
	}
	return 1
}
