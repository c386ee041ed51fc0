package followup

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/words"
)

// TestStatementsUseIndexes: no statement of the day's work reads a whole table.
// PostgreSQL is told to avoid sequential scans, which it does if and only if an
// index fits: the test data is small on purpose.
func TestStatementsUseIndexes(t *testing.T) {
	args := db.Args{"id": 1, "customer": 1, "customers": []int64{1, 2}, "owner": 1, "most": 100, "tomorrow": 1, "people": []int64{1, 2}, "person": 1,
		"all": false, "from": 1, "to": 2, "day": 20261014, "spoken": []string{words.Connected}, "touch": 1, "contact": 1, "files": []int64{1}, "norm": "x",
		"department": 1, "state": "done", "reason": ""}
	each(t, func(w world) {
		for name, text := range map[string]string{
			"own work": ownWorkSQL, "team work": teamWorkSQL, "wide work": wideWorkSQL, "wide team work": wideTeamWorkSQL, "done": doneSQL,
			"strides": stridesSQL, "watch": watchSQL, "plans": plansSQL, "members": membersSQL, "touch tally": touchTallySQL, "move tally": moveTallySQL,
			"plan tally": planTallySQL, "touch": getTouchSQL, "open plan": openPlanSQL, "close plan": closePlanSQL, "close plans": closePlansSQL,
			"before touch": beforeTouchSQL, "files of": filesOfSQL, "evidence": touchFactsSQL, "denied": deniedSQL,
			"manager": managerSQL, "fact": touchedFactSQL, "mentionable": mentionableSQL,
		} {
			for _, line := range w.explain(text, args) {
				if whole(line) {
					w.t.Errorf("%s: %s", name, line)
				}
			}
		}
	})
}

var scan = regexp.MustCompile(`(?i)\b(SCAN|Seq Scan on) (c|customer|t|touch|p|plan|move|b|blob|f|fact|x|customer_key|touch_file|person|ow)\b`)

// whole reports a read of a whole table; the team's few people and departments
// may be read in full.
func whole(line string) bool {
	return scan.MatchString(line) && !strings.Contains(line, "USING") && !strings.Contains(line, "Index")
}

func (w world) explain(text string, args db.Args) []string {
	w.t.Helper()
	lines := []string{}
	err := w.d.Update(context.Background(), w.System(w.t), func(tx *db.Tx) error {
		if tx.Postgres() {
			if _, err := db.GlobalExec(tx, "SET LOCAL enable_seqscan = off"); err != nil {
				return err
			}
			var err error
			lines, err = db.All[string](tx, "EXPLAIN "+text, args)
			return err
		}
		rows, err := db.All[struct {
			ID     int    `db:"id"`
			Parent int    `db:"parent"`
			Unused int    `db:"notused"`
			Detail string `db:"detail"`
		}](tx, "EXPLAIN QUERY PLAN "+text, args)
		for _, r := range rows {
			lines = append(lines, r.Detail)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(fmt.Errorf("%w\n%s", err, text))
	}
	return lines
}

// TestSaveWorkKeepsOtherColumns: the one write of the day's work cannot change
// what other modules own.
func TestSaveWorkKeepsOtherColumns(t *testing.T) {
	each(t, func(w world) {
		id := w.customer(given{name: "只写跟进", grade: "A", temperature: words.Warm, phone: "+8613800004172"})
		before := w.get(id)
		w.Update(w.t, "rep1", func(tx *db.Tx) error {
			c, err := customer.ForUpdate(tx, id)
			if err != nil {
				return err
			}
			c.Name, c.Grade, c.OwnerID, c.Layer = "被改的", "C", crm.PersonID{}, 6
			_, err = customer.SaveWork(tx, c, false)
			return err
		})
		after := w.get(id)
		if after.Row != before.Row {
			w.t.Errorf("%+v\n%+v", before.Row, after.Row)
		}
	})
}
