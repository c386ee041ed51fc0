//go:build rightsmutation

package proof

import (
	"regexp"
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
	"action:evaluate":       "only cold customers are evaluated, and whoever may not evaluate has no access to a cold one (customer.cold.evaluate)",
	"need:personal.data":    "all three routes that come here ask the same permission before",
	"p.customer_id = c.id AND p.state = 'open' WHERE [c.tenant_id = @tenant] AND c.id = @custome": "reads nothing of the customer, which the act has loaded before: another organisation's row with that id gives the same line once more, and the first one is read",
	"sql:SELECT k.customer_id FROM customer_key k WHERE [k.tenant_id = @tenant]":                  "tells whether it is worth asking for those with one of the keys; the next statement asks with the organisation, and finds nobody where nobody is",
	"sql:SELECT id FROM person WHERE [tenant_id = @tenant] AND id = @id FOR UP":                   "takes a lock and nothing else: the next statement reads the person with the organisation, and who is not in it is refused there",
	// What is asked of the text index is narrowed to the places of the owners in
	// scope (customer.within), and those are read with the organisation and the
	// reader: of the hits all are theirs, or the search is too wide to be narrowed,
	// and then another statement is asked ("AND (EXISTS").
	"t_hits) AND EXISTS (SELECT 1 FROM visible v WHERE [v.tenant_id = @tenant]": "all hits are customers of owners whom the reader sees",
	"c.id IN (@list_hits) AND [c.owner_id = @me]":                               "all hits are the reader's own",
	// From the department on these walk to departments of the organisation only,
	// and look for rows of the organisation that stand in one of them.
	"pth) AS ( SELECT d.id, 0 FROM department d WHERE [d.tenant_id = @tenant]":                    "reads nothing of the department but the id it was asked for",
	"ub(id) AS ( SELECT d.id FROM department d WHERE [d.tenant_id = @tenant] AND d.id = @departm": "the same; below another organisation's department there is none of this one, and nobody of it stands in one",
	"up(id) AS ( SELECT d.id FROM department d WHERE [d.tenant_id = @tenant] AND d.id = @departm": "the same; it is the reader's own department",
	// Nobody of layer 0 has an owner: who is moved there loses the owner in the
	// same act (funnel.Move), an import puts nobody there who gets one (bulk, settle),
	// and who comes out of it gets a layer first (assign.Evaluate).
	"eated_at) AS k1, c.id AS id FROM customer c WHERE [c.tenant_id = @tenant] AND c.layer = 0": "asks for customers of layer 0 that stand in the layers 1 to 6: there are none anywhere",
	"AND c.owner_id = v.id AND NOT c.archived AND [c.layer >= 6] AND c.layer NOT BE":            "asks for customers with an owner outside the layers 1 to 6: without the predicate layer 0 comes in, where none has an owner",
	"ed_into IS NULL AND (+c.owner_id IS NOT NULL) AND [c.layer >= 6] AND c.layer NOT BE":       "the same, of what is archived",
	"SELECT 1 FROM erased_number WHERE [tenant_id = @tenant] AND hash = @hash":                  "the hash is keyed with the organisation's own key and made over its id: no other one holds the same",
	// Among the exits of both customers the first one is looked for that no other
	// follows within k+1 milliseconds, from the row's own on. Any moment before it
	// lies between two exits of one's own that are no more than k+1 apart, so one
	// of them follows it as closely: a foreign exit there never qualifies, and one
	// behind it is not the smallest.
	"HEN (SELECT MIN(x.at) + 1 FROM layer_exit x WHERE [x.tenant_id = @tenant] AND x.customer_id I": "a foreign exit is never the one that is found",
}

// alikeKinds are those of many statements of one kind.
var alikeKinds = map[*regexp.Regexp]string{
	regexp.MustCompile(`^sql:SELECT 1 FROM \w+ WHERE \[tenant_id = @tenant\] AND \(\w+ L[IKE @p0]*$`): "privacy.holds asks whether it is worth looking through a table at all; what is changed or deleted then is narrowed to the organisation by itself, and nothing is counted where that finds nothing",
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
	for kind := range alikeKinds {
		if kind.MatchString(name) {
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
