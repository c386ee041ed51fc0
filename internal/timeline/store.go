package timeline

import (
	"fmt"
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
// index and bounded, and, for the first page, how many rows all arms have.
func keysSQL(arms []room.Arm, tab string, first bool) string {
	var parts, counts []string
	for i, a := range arms {
		if on(a, tab) {
			parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT %d AS arm, x.id, x.%[2]s AS at, CAST(0 AS BIGINT) AS n FROM %[3]s
		AND (x.%[2]s < @at OR x.%[2]s = @at AND x.id < @before) ORDER BY 3 DESC, 2 DESC LIMIT @limit) a%[1]d`, i, a.At, a.Rows))
		}
		if first {
			counts = append(counts, fmt.Sprintf("\nUNION ALL SELECT %d, 0, 0, COUNT(*) FROM %s", i, a.Rows))
		}
	}
	return "SELECT * FROM (" + strings.Join(parts, "\nUNION ALL ") + " ORDER BY 3 DESC, 2 DESC LIMIT @limit) h" + strings.Join(counts, "")
}

func on(a room.Arm, tab string) bool {
	for _, t := range a.Tabs {
		if t == tab {
			return true
		}
	}
	return false
}
