package phone

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Regions are the countries tried when a file does not say where it is from.
var Regions = []string{"CN", "US", "GB", "HK", "TW", "SG", "MY", "JP", "KR", "IN", "AU", "DE", "FR", "IT", "ES", "NL", "BR", "CA"}

// BestRegion is the country under which most samples are numbers; plausible
// are all under which at least four fifths as many are (best first). Numbers
// with a country code say nothing. Without any valid sample both are empty.
// candidates nil means Regions; on a tie the earlier candidate wins.
func BestRegion(samples, candidates []string) (region string, plausible []string) {
	if candidates == nil {
		candidates = Regions
	}
	count := map[string]int{}
	for _, sample := range samples[:min(len(samples), 300)] {
		text := tidy(sample)
		if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "00") || countDigits(text) < 7 {
			continue
		}
		parts := pieces(text)
		if len(parts) == 0 {
			continue
		}
		for _, r := range candidates {
			if validIn(parts[0], r) {
				count[r]++
			}
		}
	}
	best := 0
	for _, n := range count {
		best = max(best, n)
	}
	for _, r := range candidates {
		if n := count[r]; n > 0 && n*5 >= best*4 {
			plausible = append(plausible, r)
		}
	}
	slices.SortStableFunc(plausible, func(a, b string) int { return count[b] - count[a] })
	if len(plausible) > 0 {
		region = plausible[0]
	}
	return region, plausible
}

// validIn: the number belongs to the region itself, not to a neighbour with
// the same country code.
func validIn(s, region string) bool {
	n, err := parseOne(s, region)
	return err == nil && n.Region == region
}

// countryDigits is the length of the country code of E.164 digits.
func countryDigits(digits string) int {
	code := 0
	for n := 1; n <= 3 && n <= len(digits); n++ {
		code = code*10 + int(digits[n-1]-'0')
		if phonenumbers.GetRegionCodeForCountryCode(code) != phonenumbers.UNKNOWN_REGION {
			return n
		}
	}
	return 0
}
