//go:build rightsmutation

package proof

import (
	"strings"

	"laidan/internal/authz"
)

// alike are predicates without which nothing changes for anybody, each with the
// reason; they are proved by reading, not by asking.
var alike = map[string]string{
	"AS owned": "counts the customers in reach to choose the quicker way to read a list",
	"AS open":  "the same",
	"ALESCE(SUM((SELECT COUNT(*) FROM customer c WHERE [c.tenant_id": "the same",
	"AS BIGINT) FROM visible v WHERE [v.tenant_id = @tenant]":        "the same",
	"AND EXISTS (SELECT 1 FROM touch_comment c WHERE [c.tenant_id":   "fetches the names of those whom comments mention: one more name in that list is shown only where a comment of one's own mentions it",
	"route:customer.export": "the export asks again",
	"need:customer.merge":   "the route asks before",
}

func isAlike(name string) bool {
	if kind, perm, ok := strings.Cut(name, ":"); ok && (kind == "route" || kind == "need") && everybodyMay(perm) {
		return true
	}
	for part := range alike {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// everybodyMay reports whether all roles have a permission: taking the check
// away changes nothing for anybody.
func everybodyMay(perm string) bool {
	for _, r := range authz.Roles {
		if !authz.Perms([]string{r})[perm] {
			return false
		}
	}
	return true
}
