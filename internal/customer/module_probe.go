package customer

import (
	"strings"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
)

// Asking for a full number tells whether we know it. Who asks often enough
// could fill in the hidden digits of a masked number, so every such question is
// counted per person and hour, and audited.
const (
	probeLimit = 30
	probeSlice = 5 * time.Minute // counted in slices, so that the hour slides
	probeHour  = int64(time.Hour / probeSlice)
)

// Probed is the payload of the fact customer.Probed; the number is masked.
type Probed struct {
	How    string `json:"how"` // duplicates, search, create, contact, shared, import
	Number string `json:"number"`
}

// probe counts one question per full number and refuses those after the limit.
// It answers how many are left.
func probe(tx *db.Tx, how string, numbers ...string) (left int, err error) {
	used, err := spend(tx, "probe", len(numbers), probeLimit)
	if err != nil {
		return 0, err
	}
	facts := make([]event.Fact, len(numbers))
	for i, n := range numbers {
		facts[i] = event.Fact{Kind: "customer.Probed", Subject: tx.Me().Int64(), Data: Probed{How: how, Number: maskKey(n)}}
	}
	return probeLimit - used, event.RecordMany(tx, facts)
}

// entered counts numbers typed into records: being accepted or refused tells
// whether they are known. A number that shows the same as none of somebody
// else's is no question, so that honest entry is not counted. What was asked
// stays counted when the act is refused, for whatever reason.
func entered(tx *db.Tx, how string, keys []Key) error {
	if tx.Actor.System() {
		return nil
	}
	var asked []string
	for _, k := range keys {
		hides, err := Hides(tx, k)
		if err != nil {
			return err
		}
		if hides {
			asked = append(asked, k.Norm)
		}
	}
	asked = unique(asked)
	if len(asked) == 0 {
		return nil
	}
	return probeWithin(tx, how, asked)
}

// probeWithin is probe for an act that writes. What was asked stays counted when
// the act is refused.
func probeWithin(tx *db.Tx, how string, asked []string) error {
	if _, err := probe(tx, how, asked...); err != nil {
		return err
	}
	actor, d, ctx := tx.Actor, tx.DB(), tx.Ctx
	tx.OnRollback(func() {
		_ = d.Update(ctx, actor, func(own *db.Tx) error { // over the limit: the next question is refused
			_, err := probe(own, how, asked...)
			return err
		})
	})
	return nil
}

// probeApart is probe for a look-up. An act that only reads counts it in a
// transaction of its own; one that writes would wait for itself.
func probeApart(tx *db.Tx, how, number string) error {
	if tx.Writes() {
		return probeWithin(tx, how, []string{number})
	}
	return tx.DB().Update(tx.Ctx, tx.Actor, func(own *db.Tx) error {
		_, err := probe(own, how, number)
		return err
	})
}

// spend counts in the current slice of the hour. The row of the slice is a lock
// between two requests of one person.
func spend(tx *db.Tx, what string, n, most int) (used int, err error) {
	if err := tx.Actor.Asked(); err != nil {
		return 0, err
	}
	args := attemptArgs(tx, what)
	args["n"] = n
	if _, err := db.GlobalExec(tx, spendSQL, args); err != nil {
		return 0, err
	}
	used, err = spent(tx, what)
	if err == nil && used > most {
		err = crm.Fail(crm.TooMany, "probe.limit", "limit", most)
	}
	return used, err
}

// CountExported counts customers whose data leave with the actor in a file and
// answers how many did within a day.
func CountExported(tx *db.Tx, n int) (int, error) {
	args := attemptArgs(tx, "export")
	args["n"] = n
	if _, err := db.GlobalExec(tx, spendSQL, args); err != nil {
		return 0, err
	}
	args["from"] = tx.Now.Add(-24*time.Hour).UnixMilli() / probeSlice.Milliseconds()
	return db.GlobalOne[int](tx, spentSQL, args)
}

// spent is how often something was counted within the last hour.
func spent(tx *db.Tx, what string) (int, error) {
	return db.GlobalOne[int](tx, spentSQL, attemptArgs(tx, what))
}

func attemptArgs(tx *db.Tx, what string) db.Args {
	slice := tx.Now.UnixMilli() / probeSlice.Milliseconds()
	return db.Args{"subject": what + ":" + tx.Tenant().String() + ":" + tx.Me().String(), "bucket": slice, "from": slice - probeHour}
}

// maskKey is a number or address as the audit keeps it.
func maskKey(s string) string {
	if name, host, ok := strings.Cut(s, "@"); ok {
		return maskName(name) + "@" + host
	}
	if strings.HasPrefix(s, "+") {
		return fields{numbers: true}.phone(s)
	}
	return maskName(s)
}
