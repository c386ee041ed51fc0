package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Report is what a check of an organisation's log found.
type Report struct {
	Sealed   int64      `json:"sealed"`
	Erased   int64      `json:"erased"` // facts whose content was erased with a person; their commitments are trusted
	Unsealed int64      `json:"unsealed"`
	Began    crm.Millis `json:"began"`   // instant of the first sealed fact
	Waiting  crm.Millis `json:"waiting"` // instant of the oldest unsealed fact; more than a minute ago: no sealer runs
	Head     Link       `json:"head"`    // keep it outside the database as a checkpoint
	First    *Fault     `json:"first"`   // nil: everything is as it was written
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return r.First == nil }

const page = 2000

// Verify recomputes every commitment and the chain in order and stops at the
// first row that is wrong. A checkpoint, kept elsewhere from an earlier report,
// also finds a tail that was cut off and a log written anew.
func Verify(ctx context.Context, d *db.DB, tenant crm.TenantID, checkpoints ...Link) (Report, error) {
	return VerifyIn(func(fn func(tx *db.Tx) error) error { return d.View(ctx, crm.Actor{Tenant: tenant}, fn) }, checkpoints...)
}

// VerifyIn is Verify on whatever transactions read gives: also on one that is
// not committed yet.
func VerifyIn(read func(fn func(tx *db.Tx) error) error, checkpoints ...Link) (Report, error) {
	v := verifier{known: map[int64]string{}, emptied: map[crm.FactID]Fault{}, vouched: map[crm.FactID]bool{}}
	err := read(func(tx *db.Tx) error {
		v.tenant = tx.Tenant()
		if k := keyOf(tx); k != nil && fits(tx) == nil { // another key tells nothing about erasures
			v.key = k
		}
		m, err := earlierMark(tx)
		if m.Seq > 0 {
			checkpoints = append(slices.Clone(checkpoints), m)
		}
		return err
	})
	if err != nil {
		return v.Report, err
	}
	for _, c := range checkpoints {
		if _, there := v.known[c.Seq]; !there { // the first is the file's, which tells more than a mark
			v.known[c.Seq] = c.Chain
		}
	}
	for more := true; more && v.OK(); {
		err := read(func(tx *db.Tx) error {
			rows, err := sealedAfter(tx, v.Head.Seq, page)
			more = len(rows) == page
			v.sealed(rows)
			return err
		})
		if err != nil {
			return v.Report, err
		}
	}
	for _, c := range checkpoints {
		if v.OK() && c.Seq > v.Head.Seq {
			v.First = &Fault{Fault: FaultTruncated, Seq: c.Seq}
		}
	}
	last := int64(0)
	for more := true; more && v.OK(); {
		err := read(func(tx *db.Tx) error {
			rows, err := unsealedAfter(tx, last, page)
			if more = len(rows) == page; len(rows) > 0 {
				last = rows[len(rows)-1].ID.Int64()
			}
			v.unsealed(rows)
			return err
		})
		if err != nil {
			return v.Report, err
		}
	}
	v.judgeEmptied()
	return v.Report, nil
}

// ErrTampered is what VerifyAll returns when a log is not as it was written.
var ErrTampered = errors.New("the fact log is not as it was written")

// VerifyAll checks the log of every organisation and prints what it found, for
// the command line. kept are the checkpoints of the data folder; the last words
// of a line are one to keep elsewhere.
func VerifyAll(ctx context.Context, d *db.DB, kept []Checkpoint, out io.Writer) error {
	var all []named
	err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
		all, err = tenants(tx)
		return err
	})
	for _, c := range kept {
		if !slices.ContainsFunc(all, func(t named) bool { return t.ID == c.Tenant }) {
			err = fmt.Errorf("organisation %d has a checkpoint and no log any more: %w", c.Tenant, ErrTampered)
		}
	}
	for _, t := range all {
		r, verr := Check(ctx, d, crm.IDOf[crm.Tenant](t.ID), kept)
		if verr != nil {
			return verr
		}
		if _, perr := fmt.Fprintf(out, "%s (%d): %s\n", t.Name, t.ID, r); perr != nil {
			return perr
		}
		if !r.OK() {
			err = ErrTampered
		}
	}
	if kerr := KeyFits(ctx, d); kerr != nil {
		err = errors.Join(err, fmt.Errorf("erasures were not checked: %w; name the data folder of a node by --data", kerr))
	}
	return err
}

// Check is Verify against the checkpoints of the data folder, which are
// witnesses themselves: one that is gone or was shortened is a fault too.
func Check(ctx context.Context, d *db.DB, tenant crm.TenantID, kept []Checkpoint) (Report, error) {
	links := linksOf(kept, tenant.Int64())
	r, err := Verify(ctx, d, tenant, links...)
	if err != nil || !r.OK() {
		return r, err
	}
	var m Link
	err = d.View(ctx, crm.Actor{Tenant: tenant}, func(tx *db.Tx) (err error) {
		m, err = mark(tx)
		return err
	})
	old := r.Began != 0 && d.Now().Sub(r.Began.Time()) > 5*time.Minute // a young one is noted soon
	switch {
	case len(links) == 0 && (m.Seq > 0 || old && hasKey(d)):
		r.First = &Fault{Fault: FaultNoCheck, Seq: max(m.Seq, r.Head.Seq)}
	case len(links) > 0 && links[0].Seq < m.Seq:
		r.First = &Fault{Fault: FaultShort, Seq: links[0].Seq}
	}
	return r, err
}

func linksOf(list []Checkpoint, tenant int64) []Link {
	var out []Link
	for _, c := range list {
		if c.Tenant == tenant && c.Seq > 0 {
			out = append(out, c.Link)
		}
	}
	return out
}

// String is the report in one line.
func (r Report) String() string {
	if f := r.First; f != nil {
		switch f.Fault {
		case FaultNoCheck:
			return fmt.Sprintf("%d facts are as written, but their checkpoint beside the database is gone: who took it away may have cut off the end of the log. Compare with a checkpoint kept elsewhere.", r.Sealed)
		case FaultShort:
			return fmt.Sprintf("%d facts are as written, but the checkpoint beside the database was set back to place %d: who did may have cut off the end of the log. Compare with a checkpoint kept elsewhere.", r.Sealed, f.Seq)
		}
		return fmt.Sprintf("NOT as written. First bad row: place %d, fact %s (%s, %s): %s. %d rows before it are good.",
			f.Seq, f.ID, f.Kind, f.At.Time().Format(time.RFC3339), f.Fault, r.Sealed)
	}
	text := fmt.Sprintf("as written. %d sealed, %d of them erased; %d wait for sealing", r.Sealed, r.Erased, r.Unsealed)
	if r.Unsealed > 0 {
		text += ", the oldest since " + r.Waiting.Time().Format(time.RFC3339)
	}
	return fmt.Sprintf("%s. Checkpoint %d:%s", text, r.Head.Seq, r.Head.Chain)
}

type verifier struct {
	Report
	known   map[int64]string
	emptied map[crm.FactID]Fault
	vouched map[crm.FactID]bool
	forged  *Fault // an erasure that the program did not make
	key     *Key
	tenant  crm.TenantID
}

// note remembers what was emptied, and what an erasure says it emptied.
func (v *verifier) note(r Row) {
	if r.Erased() {
		v.emptied[r.ID] = *faultAt(r, FaultEmptied)
	}
	vouch := vouchOf(r)
	if len(vouch.Facts) > 0 && !v.key.trusts(v.tenant, r, vouch) {
		if v.forged == nil {
			v.forged = faultAt(r, FaultForged)
		}
		return
	}
	for _, id := range vouch.Facts {
		v.vouched[id] = true
	}
}

// judgeEmptied finds content that somebody emptied without erasing a person.
func (v *verifier) judgeEmptied() {
	for id, f := range v.emptied {
		if !v.vouched[id] && (v.First == nil || f.Seq < v.First.Seq) {
			v.First = &f
		}
	}
	if v.First == nil {
		v.First = v.forged
	}
}

func (v *verifier) sealed(rows []Row) {
	for _, r := range rows {
		if v.Head, v.First = v.Head.Follow(r); v.First != nil {
			return
		}
		v.Sealed++
		if v.Began == 0 {
			v.Began = r.At
		}
		v.note(r)
		if r.Erased() {
			v.Erased++
		}
		if chain, ok := v.known[r.Seq]; ok && chain != r.Chain {
			v.First = faultAt(r, FaultOther)
			return
		}
	}
}

func (v *verifier) unsealed(rows []Row) {
	for _, r := range rows {
		if !intact(r) {
			v.First = faultAt(r, FaultChanged)
			return
		}
		v.Unsealed++
		v.note(r)
		if v.Waiting == 0 {
			v.Waiting = r.At
		}
	}
}
