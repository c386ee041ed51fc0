package sheet

import "strings"

// ResidentID reports a Chinese resident identity number: 18 digits (the last
// may be X) or the old 15. It is personal data of the strongest kind and looks
// like a tax code, so it must be told apart before a tax code is stored.
func ResidentID(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(s), " ", ""))
	switch len(s) {
	case 18:
		return allDigits(s[:17]) && (s[17] == 'X' || s[17] >= '0' && s[17] <= '9') &&
			province(s) && birthday(s[6:14]) && !creditCode(s)
	case 15:
		return allDigits(s) && province(s) && birthday("19"+s[6:12])
	}
	return false
}

// TaxCode reads a unified social credit code or an older tax number, as it is
// stored: capital letters, no spaces.
func TaxCode(s string) (string, bool) {
	s = strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(asciiForms(strings.TrimSpace(s))))
	if len(s) < 8 || len(s) > 20 || ResidentID(s) {
		return "", false
	}
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c < 'A' || c > 'Z':
			return "", false
		}
	}
	return s, digits >= 4
}

func province(s string) bool {
	p := int(s[0]-'0')*10 + int(s[1]-'0')
	return p >= 11 && p <= 65 || p == 71 || p == 81 || p == 82 || p == 83
}

func birthday(s string) bool {
	m, ok := isoMoment(s[:4] + "-" + s[4:6] + "-" + s[6:8])
	return ok && m.wall.Year() < 2100
}

// creditCode checks the check character of GB 32100.
func creditCode(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31] == s[17]
}

// EmailLike reports whether a cell is one e-mail address.
func EmailLike(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && at < len(s)-3 && len(s) <= 254 && strings.IndexByte(s[at:], '.') > 1 &&
		!strings.ContainsAny(s, " ,;、；，\n<>\"") && !strings.HasSuffix(s, ".")
}
