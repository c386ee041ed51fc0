package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// currencies by sign, code and word, longest first where one begins another.
var currencies = []struct{ mark, code string }{
	{"US$", "USD"}, {"HK$", "HKD"}, {"NT$", "TWD"}, {"R$", "BRL"}, {"A$", "AUD"}, {"C$", "CAD"}, {"S$", "SGD"},
	{"人民币", "CNY"}, {"RMB", "CNY"}, {"CNY", "CNY"}, {"¥", "CNY"}, {"￥", "CNY"}, {"美元", "USD"}, {"美金", "USD"}, {"港元", "HKD"}, {"港币", "HKD"},
	{"欧元", "EUR"}, {"英镑", "GBP"}, {"日元", "JPY"}, {"元", "CNY"}, {"块", "CNY"},
	{"USD", "USD"}, {"EUR", "EUR"}, {"GBP", "GBP"}, {"HKD", "HKD"}, {"JPY", "JPY"}, {"BRL", "BRL"}, {"INR", "INR"}, {"₹", "INR"},
	{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"},
}

var scales = []struct {
	mark string
	by   float64
}{
	{"千万", 1e7}, {"百万", 1e6}, {"十万", 1e5}, {"亿", 1e8}, {"万", 1e4}, {"千", 1e3}, {"百", 1e2},
	{"bn", 1e9}, {"mn", 1e6}, {"k", 1e3}, {"m", 1e6}, {"b", 1e9}, {"w", 1e4},
}

// ParseMoney reads an amount in minor units: $22,700.00, $1,117.10K, 8.6万,
// ¥1,480,000, (1,200.00), 1.234,56 €. currency is "" when none is written.
func ParseMoney(s string) (minor int64, currency string, ok bool) {
	v, currency, ok := parseAmount(s)
	if !ok || math.Abs(v) > 9e13 {
		return 0, "", false
	}
	return int64(math.Round(v * 100)), currency, true
}

// ParseNumber reads a number, with or without the dress of money or percent.
func ParseNumber(s string) (float64, bool) {
	if !hasDigit(s) {
		return 0, false
	}
	if v, err := strconv.ParseFloat(s, 64); err == nil && !strings.ContainsAny(s, "xXpP_") {
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	if t, ok := strings.CutSuffix(strings.TrimSpace(s), "%"); ok {
		v, _, ok := parseAmount(t)
		return v, ok
	}
	v, _, ok := parseAmount(s)
	return v, ok
}

func parseAmount(s string) (v float64, currency string, ok bool) {
	s = strings.TrimSpace(asciiForms(strings.TrimSpace(s)))
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		negative, s = true, s[1:len(s)-1]
	}
	sign := func() {
		if rest, ok := strings.CutPrefix(s, "-"); ok {
			negative, s = !negative, strings.TrimSpace(rest)
		} else {
			s = strings.TrimSpace(strings.TrimPrefix(s, "+"))
		}
	}
	sign()
	s, currency = cutCurrency(s)
	sign()
	by := 1.0
	for _, sc := range scales {
		if n := len(s) - len(sc.mark); n > 0 && strings.EqualFold(s[n:], sc.mark) {
			by, s = sc.by, strings.TrimSpace(s[:n])
			break
		}
	}
	digits, ok := plainDigits(s)
	if !ok {
		return 0, "", false
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, "", false
	}
	// 1,117.10 x 1000 in binary is 1117099.9999999999: a decimal shift is exact
	// to the 15 digits people write.
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v*by, 'g', 15, 64), 64)
	if negative {
		v = -v
	}
	return v, currency, true
}

// hasDigit also asks that the text is short and begins or ends like an amount.
func hasDigit(s string) bool {
	return len(s) < 60 && strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

func cutCurrency(s string) (string, string) {
	code := ""
	for _, c := range currencies {
		if len(s) > len(c.mark) && strings.EqualFold(s[:len(c.mark)], c.mark) {
			s, code = strings.TrimSpace(s[len(c.mark):]), c.code
			break
		}
	}
	for _, c := range currencies {
		n := len(s) - len(c.mark)
		if n > 0 && strings.EqualFold(s[n:], c.mark) && (code == "" || code == c.code) {
			return strings.TrimSpace(s[:n]), c.code
		}
	}
	return s, code
}

var (
	grouped  = regexp.MustCompile(`^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$`) // 1,117.10 and Indian 12,34,567
	european = regexp.MustCompile(`^\d{1,3}(\.\d{3})+,\d+$|^\d+,\d{1,2}$`)
	spaced   = regexp.MustCompile(`^\d{1,3}([ ']\d{3})+([.,]\d+)?$`)
	bare     = regexp.MustCompile(`^\d*\.?\d+$|^\d+\.$`)
)

// plainDigits removes the thousands signs.
func plainDigits(s string) (string, bool) {
	switch {
	case bare.MatchString(s):
		return s, true
	case grouped.MatchString(s):
		return strings.ReplaceAll(s, ",", ""), true
	case european.MatchString(s):
		return strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1), true
	case spaced.MatchString(s):
		return strings.Replace(strings.NewReplacer(" ", "", "'", "").Replace(s), ",", ".", 1), true
	}
	return "", false
}

// ParseSeconds reads how long a call took: 261, 4:21, 0:04:21, 4分21秒, 4 min 21 s.
func ParseSeconds(s string) (int64, bool) {
	s = strings.ToLower(asciiForms(strings.TrimSpace(s)))
	if v, ok := ParseNumber(s); ok {
		return int64(math.Round(v)), v >= 0 && v <= 86_400*2
	}
	if parts := strings.Split(s, ":"); len(parts) == 2 || len(parts) == 3 {
		total := int64(0)
		for _, p := range parts {
			n := atoi(p)
			if n < 0 {
				return 0, false
			}
			total = total*60 + int64(n)
		}
		return total, true
	}
	m := spokenLength.FindStringSubmatch(s)
	if m == nil || m[1]+m[2]+m[3] == "" {
		return 0, false
	}
	return int64(max(0, atoi(m[1]))*3600 + max(0, atoi(m[2]))*60 + max(0, atoi(m[3]))), true
}

var spokenLength = regexp.MustCompile(`^(?:(\d+)\s*(?:小时|时|h|hours?|hrs?))?\s*(?:(\d+)\s*(?:分钟|分|m|min|mins|minutes?))?\s*(?:(\d+)\s*(?:秒钟|秒|s|sec|secs|seconds?))?$`)
