// Package event keeps the fact log: one row per act, in the act's transaction.
// Audit reads it, timelines show it, and reactions run from it in the background.
package event

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/job"
)

// Fact is what an act reports: kind is "module.PastTense", Data its JSON.
type Fact struct {
	Kind     string
	Subject  int64
	Customer crm.CustomerID
	Data     any
}

// Row is a stored fact.
type Row struct {
	ID         crm.FactID     `db:"id"`
	Kind       string         `db:"kind"`
	Subject    int64          `db:"subject_id"`
	Customer   crm.CustomerID `db:"customer_id"`
	Actor      crm.PersonID   `db:"actor_id"`
	At         crm.Millis     `db:"at"`
	Payload    string         `db:"payload"`
	Salt       string         `db:"salt"`
	Commitment string         `db:"commitment"`
}

// Into decodes the payload.
func (r Row) Into(v any) error { return json.Unmarshal([]byte(r.Payload), v) }

// Commitment is hex(SHA-256(salt ‖ head ‖ payload)), head being id, kind,
// subject, customer, actor and instant: what the chain is made of. Erasing a
// person drops payload and salt; the stored commitment stays and the chain
// verifies.
func Commitment(r Row) string {
	head := fmt.Sprintf("|%d|%s|%d|%d|%d|%d|", r.ID.Int64(), r.Kind, r.Subject, r.Customer.Int64(), r.Actor.Int64(), int64(r.At))
	sum := sha256.Sum256([]byte(r.Salt + head + r.Payload))
	return hex.EncodeToString(sum[:])
}

// Record writes one fact and, when something reacts to its kind, one job.
func Record(tx *db.Tx, f Fact) error { return RecordMany(tx, []Fact{f}) }

// RecordMany writes facts with one statement per few thousand rows. What a link
// on another site leads to leaves none in the person's name.
func RecordMany(tx *db.Tx, facts []Fact) error {
	if err := tx.Actor.Asked(); err != nil {
		return err
	}
	list := make([]Row, len(facts))
	for i, f := range facts {
		r, err := makeRow(tx, f)
		if err != nil {
			return err
		}
		list[i] = r
	}
	if err := db.InsertMany(tx, "fact", list); err != nil {
		return err
	}
	return dispatch(tx, list)
}

func makeRow(tx *db.Tx, f Fact) (Row, error) {
	payload, err := json.Marshal(f.Data)
	if err != nil {
		return Row{}, fmt.Errorf("fact %s: %w", f.Kind, err)
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return Row{}, err
	}
	s := hex.EncodeToString(salt)
	r := Row{ID: db.NewID[crm.Fact](tx), Kind: f.Kind, Subject: f.Subject, Customer: f.Customer, Actor: tx.Me(), At: tx.NowMillis(),
		Payload: string(payload), Salt: s}
	r.Commitment = Commitment(r)
	return r, nil
}

// Reaction is what somebody does about facts of a kind. Do runs after the fact
// is committed, at least once: it must be idempotent. It acts as the system.
// Only facts with a reaction cost a job.
type Reaction struct {
	Kind string
	When func(Row) bool // asked in the act itself, quick, reads nothing; nil: always
	Do   func(tx *db.Tx, r Row) error
}

// reactions are those to each kind of fact.
type reactions map[string][]Reaction

// Empty takes content and salt out of facts about a person who is erased; their
// commitments stay, so the chain still verifies.
func Empty(tx *db.Tx, ids []crm.FactID) error {
	return db.Write(tx, `UPDATE fact SET payload = '', salt = '' WHERE tenant_id = @tenant AND id IN (@ids)`, db.Args{"ids": ids})
}

// Bind says what reacts to the facts of an installation.
func Bind(d *db.DB, list []Reaction) {
	byKind := reactions{}
	for _, r := range list {
		byKind[r.Kind] = append(byKind[r.Kind], r)
	}
	db.Bind(d, byKind)
}

// to are the reactions to one fact.
func (all reactions) to(f Row) []Reaction {
	var list []Reaction
	for _, r := range all[f.Kind] {
		if r.When == nil || r.When(f) {
			list = append(list, r)
		}
	}
	return list
}

// dispatchKind is the job that runs all reactions to one fact.
const dispatchKind = "event.dispatch"

type dispatched struct {
	Fact crm.FactID `json:"fact"`
}

func dispatch(tx *db.Tx, list []Row) error {
	all, _ := db.Bound[reactions](tx)
	for _, r := range list {
		if len(all.to(r)) == 0 {
			continue
		}
		if err := job.Insert(tx, dispatchKind, dispatched{r.ID}); err != nil {
			return err
		}
	}
	return nil
}

const oneFact = `SELECT id, kind, subject_id, customer_id, actor_id, at, payload, salt, commitment
	FROM fact WHERE tenant_id = @tenant AND id = @id`

// Jobs are the background work of this package.
func Jobs() []job.Kind {
	return []job.Kind{{Name: dispatchKind, Run: func(r job.Run) error {
		var p dispatched
		if err := r.Into(&p); err != nil {
			return err
		}
		return r.Update(func(tx *db.Tx) error {
			f, ok, err := db.Maybe[Row](tx, oneFact, db.Args{"id": p.Fact})
			if err != nil || !ok {
				return err
			}
			all, _ := db.Bound[reactions](tx)
			for _, reaction := range all.to(f) {
				if err := reaction.Do(tx, f); err != nil {
					return err
				}
			}
			return nil
		})
	}}}
}
