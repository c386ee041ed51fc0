// Package phone reads telephone numbers as people and spreadsheets write them,
// tells where Chinese ones belong, and masks them.
package phone

import (
	"errors"
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"laidan/internal/crm"
)

// Kind is what sort of line a number is.
type Kind string

// The kinds. Where a country does not tell mobiles from fixed lines (US), a
// number counts as mobile. TollFree includes the shared-cost 400 numbers.
const (
	Mobile   Kind = "mobile"
	Landline Kind = "landline"
	TollFree Kind = "tollfree"
	Other    Kind = "other"
)

// Number is a telephone number that can exist.
type Number struct {
	E164     string // +8613800004172: the key under which it is known
	National string // as dialled at home: 13800004172, 0571-88001234, 400-123-4567
	Region   string // CN, US, ...
	Kind     Kind
	Ext      string // extension digits
}

// Parse reads one number. region is the country of numbers without a country
// code. Errors are crm.Error of kind Invalid with the code phone.not_number,
// too_short, too_long, invalid, no_area, no_country, lost_digits or several.
func Parse(raw, region string) (Number, error) {
	region = strings.ToUpper(region)
	if n, ok := quick(raw, region); ok {
		return n, nil
	}
	text := tidy(raw)
	parts := pieces(text)
	if len(parts) == 1 {
		n, err := parseOne(text, region)
		if err == nil || len(words(text, region)) < 2 {
			return n, err
		}
	}
	if len(parts) == 0 {
		return Number{}, fail("not_number")
	}
	return Number{}, fail("several")
}

// parseOne reads tidy text that holds one number.
func parseOne(text, region string) (Number, error) {
	if n, ok := quick(text, region); ok {
		return n, nil
	}
	text, err := fromSpreadsheet(text)
	if err != nil {
		return Number{}, err
	}
	text = leadingLabel.ReplaceAllString(text, "$1")
	if !strings.ContainsAny(text, "0123456789") {
		return Number{}, fail("not_number")
	}
	body, ext := cutExtension(text)
	n, err := parseBody(body, region)
	n.Ext = ext
	return n, err
}

func fail(code string) error { return crm.Fail(crm.Invalid, "phone."+code) }

// quick reads what nearly every cell holds: eleven digits of a Chinese mobile,
// with or without +86, and nothing else.
func quick(raw, region string) (Number, bool) {
	digits, abroad := strings.CutPrefix(raw, "+86")
	if !abroad && region != "CN" || !isMobile(digits) {
		return Number{}, false
	}
	return chineseMobile(digits), true
}

func chineseMobile(digits string) Number {
	return Number{E164: "+86" + digits, National: digits, Region: "CN", Kind: Mobile}
}

// isMobile: 1[3-9] and nine more digits. Prefixes change too often to be
// stricter.
func isMobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3' && allDigits(digits)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// tidy brings width, dashes and spaces to one form.
func tidy(raw string) string {
	s := norm.NFKC.String(strings.ToValidUTF8(raw, ""))
	s = strings.Map(func(r rune) rune {
		switch r {
		case '‐', '‑', '‒', '–', '—', '―', '−', 'ー', '_', '~':
			return '-'
		case '\u200b', '\u200e', '\u200f', '\u202a', '\u202c', '\u202d', '\ufeff': // copied from a phone's contacts
			return -1
		case '\u00a0', '\t':
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(strings.TrimLeft(s, "'’ "))
}

// labelWords say that a number follows.
const labelWords = `(?:联系电话|联系方式|手机号码?|手机|电话号码?|电话|座机|固话|固定电话|办公电话|办公|公司|家庭|宅电|热线|客服|` +
	`telephone|tel|mobile|mob|cell|phone|office|work|home|whatsapp|[tmp])`

var (
	scientific   = regexp.MustCompile(`^(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})$`)
	decimal      = regexp.MustCompile(`^(\d{7,})\.0+$`)
	leadingLabel = regexp.MustCompile(`(?i)^\s*` + labelWords + `\s*[.:]?\s*(\+|\(|\d)`)
)

// fromSpreadsheet undoes what a spreadsheet does to a number cell: 1.38E+10
// has lost digits unless all of them are there.
func fromSpreadsheet(s string) (string, error) {
	if m := decimal.FindStringSubmatch(s); m != nil {
		return m[1], nil
	}
	m := scientific.FindStringSubmatch(s)
	if m == nil {
		return s, nil
	}
	switch zeros := atoi(m[3]) - len(m[2]); {
	case zeros > 0:
		return "", fail("lost_digits")
	case zeros < 0:
		return "", fail("not_number")
	}
	return m[1] + m[2], nil
}

// extension: 转8, 转接 801, 分机8, ext. 8, x8, #8, p8 after enough of a number.
var extension = regexp.MustCompile(`(?i)^(.*\d.*?)[\s,，;(]*(?:转接?|分机号?|extension|extn?\.?|x|#|\*|按)[\s:.：]*(\d{1,6})\s*[)]?\s*$`)

// dashed is an extension after a dash; only behind a complete fixed line.
var dashed = regexp.MustCompile(`^((?:\+?86[- ]?|0086[- ]?)?\(?0?\d{2,3}\)?[- ]?\d{3,4}[- ]?\d{4}|(?:400|800)[- ]?\d{3,4}[- ]?\d{3,4})-(\d{1,6})$`)

func cutExtension(s string) (body, ext string) {
	if m := extension.FindStringSubmatch(s); m != nil && countDigits(m[1]) >= 7 {
		return strings.TrimSpace(m[1]), m[2]
	}
	if m := dashed.FindStringSubmatch(s); m != nil && countDigits(m[1]) >= 9 {
		return m[1], m[2]
	}
	return s, ""
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n
}

// punctuation may stand inside a number.
var punctuation = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "", "·", "", "[", "", "]", "")

// parseBody reads a number without extension.
func parseBody(s, region string) (Number, error) {
	bare := punctuation.Replace(s)
	if home, ok := chinese(bare, region); ok {
		return parseChinese(home)
	}
	if region == "CN" && !strings.HasPrefix(bare, "+") {
		if allDigits(bare) && strings.HasPrefix(bare, "00") {
			return remembered("+"+bare[2:], "")
		}
		return Number{}, fail("not_number")
	}
	return remembered(s, region)
}

// chinese is the number without country code, when it is a Chinese one.
func chinese(bare, region string) (string, bool) {
	for _, code := range []string{"+86", "0086", "+0086", "86"} {
		home, ok := strings.CutPrefix(bare, code)
		if !ok || !allDigits(home) {
			continue
		}
		// 86 alone could begin a local number
		if code == "86" && (region != "CN" || !isMobile(home) && !(home[0] == '0' && len(home) >= 10)) {
			continue
		}
		return home, true
	}
	if region != "CN" || !allDigits(bare) || strings.HasPrefix(bare, "00") {
		return "", false
	}
	return bare, true
}

// parseChinese reads the digits of a number at home in China.
func parseChinese(digits string) (Number, error) {
	local := strings.TrimPrefix(digits, "0")
	switch {
	case isMobile(local):
		return chineseMobile(local), nil
	case len(digits) == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")):
		return Number{E164: "+86" + digits, National: digits[:3] + "-" + digits[3:6] + "-" + digits[6:], Region: "CN", Kind: TollFree}, nil
	case len(digits) < 7:
		return Number{}, fail("too_short")
	case len(digits) > 12:
		return Number{}, fail("too_long")
	}
	n := areaLength(local)
	rest := len(local) - n
	switch {
	case local[0] == '1' && n == 0:
		return Number{}, wrongMobile(local)
	case digits[0] != '0' && len(digits) <= 8:
		return Number{}, fail("no_area")
	case n == 0 || local[n] == '0' || local[n] == '1':
		return Number{}, fail("invalid")
	case rest < 7:
		return Number{}, fail("too_short")
	case rest > 8:
		return Number{}, fail("too_long")
	}
	return Number{E164: "+86" + local, National: "0" + local[:n] + "-" + local[n:], Region: "CN", Kind: Landline}, nil
}

func wrongMobile(digits string) error {
	switch {
	case len(digits) < 11:
		return fail("too_short")
	case len(digits) > 11:
		return fail("too_long")
	}
	return fail("invalid")
}

// parseAbroad asks the library.
func parseAbroad(s, region string) (Number, error) {
	p, err := phonenumbers.Parse(s, region)
	if err != nil {
		return Number{}, libraryError(err)
	}
	if !phonenumbers.IsValidNumber(p) {
		switch phonenumbers.IsPossibleNumberWithReason(p) {
		case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
			return Number{}, fail("too_short")
		case phonenumbers.TOO_LONG:
			return Number{}, fail("too_long")
		}
		return Number{}, fail("invalid")
	}
	return Number{
		E164:     phonenumbers.Format(p, phonenumbers.E164),
		National: phonenumbers.Format(p, phonenumbers.NATIONAL),
		Region:   phonenumbers.GetRegionCodeForNumber(p),
		Kind:     kindOf(phonenumbers.GetNumberType(p)),
	}, nil
}

func libraryError(err error) error {
	switch {
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return fail("no_country")
	case errors.Is(err, phonenumbers.ErrTooShortNSN), errors.Is(err, phonenumbers.ErrTooShortAfterIDD):
		return fail("too_short")
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return fail("too_long")
	}
	return fail("not_number")
}

func kindOf(t phonenumbers.PhoneNumberType) Kind {
	switch t {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		return Mobile
	case phonenumbers.FIXED_LINE:
		return Landline
	case phonenumbers.TOLL_FREE, phonenumbers.SHARED_COST:
		return TollFree
	}
	return Other
}

// Tel is the link that dials a number.
func Tel(e164 string) string { return "tel:" + e164 }
