package timeline

import (
	"fmt"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/room"
)

// key is where a row of an arm stands; of a count, the arm is Arm and N how many
// rows it has.
type key struct {
	Arm int        `db:"arm"`
	ID  int64      `db:"id"`
	At  crm.Millis `db:"at"`
	N   int64      `db:"n"`
}

// keysSQL reads the keys of one page of the arms on a tab, each along its own
// index and bounded, and, for the first page, how many rows all arms have. It is
// empty when there is nothing to ask: no arm of the tab may be read.
func keysSQL(arms []room.Arm, tab string, first bool) string {
	var parts, counts []string
	for i, a := range arms {
		if on(a, tab) {
			parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT %d AS arm, x.id, x.%[2]s AS at, CAST(0 AS BIGINT) AS n FROM %[3]s
		AND (x.%[2]s < @at OR x.%[2]s = @at AND x.id < @before) ORDER BY 3 DESC, 2 DESC LIMIT @limit) a%[1]d`, i, a.At, a.Rows))
		}
		if first {
			counts = append(counts, fmt.Sprintf("SELECT %d AS arm, 0 AS id, 0 AS at, COUNT(*) AS n FROM %s", i, a.Rows))
		}
	}
	if len(parts) > 0 {
		page := "SELECT * FROM (" + strings.Join(parts, "\nUNION ALL ") + " ORDER BY 3 DESC, 2 DESC LIMIT @limit) h"
		counts = append([]string{page}, counts...)
	}
	return strings.Join(counts, "\nUNION ALL ")
}

func on(a room.Arm, tab string) bool { return slices.Contains(a.Tabs, tab) }
