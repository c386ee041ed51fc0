package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/phone"
	"laidan/internal/rights"
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
		v.key, v.tenant = keyOf(tx), tx.Tenant()
		m, err := mark(tx)
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

// Query narrows the list of facts.
type Query struct {
	Subject  int64
	Customer crm.CustomerID
	Person   crm.PersonID // who acted
	Kind     string       // a kind or its beginning: "auth", "customer.Moved"
	From, To crm.Day
	Cursor   string
	Limit    int
}

// Ref names a person.
type Ref struct {
	ID   crm.PersonID `json:"id"`
	Name string       `json:"name"`
}

// Item is one fact in words.
type Item struct {
	ID         crm.FactID     `json:"id"`
	At         crm.Millis     `json:"at"`
	By         *Ref           `json:"by" doc:"null: the program itself"`
	Kind       string         `json:"kind"`
	Text       string         `json:"text" doc:"In the reader's language"`
	Changes    []Changed      `json:"changes" doc:"Fields before and after, for the organisation's own records"`
	SubjectID  string         `json:"subjectId"`
	CustomerID crm.CustomerID `json:"customerId"`
	Sealed     bool           `json:"sealed"`
}

const (
	defaultLimit = 50
	maxLimit     = 200
	window       = 20000
)

// List reads the log backwards. Who manages people or settings sees everybody's
// acts, others those of the people they see. A page may hold fewer items than
// asked, or none, and still have a next one: the look back is bounded.
func List(tx *db.Tx, q Query) (crm.Page[Item], error) {
	f, err := q.filter(tx)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	rows, err := listFacts(tx, f)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	next, err := nextCursor(tx, f, rows)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	items, err := describe(tx, rows)
	return crm.Page[Item]{Items: items, Next: next}, err
}

func (q Query) filter(tx *db.Tx) (filter, error) {
	f := filter{Before: 1<<63 - 1, Subject: q.Subject, Customer: q.Customer.Int64(), Person: q.Person, AnyActor: q.Person.IsZero(),
		Kind: q.Kind, KindLen: len(q.Kind), Everyone: everyone(tx.Actor), Window: window, Limit: q.Limit}
	if f.Limit <= 0 {
		f.Limit = defaultLimit
	}
	f.Limit = min(f.Limit, maxLimit)
	if q.From != 0 {
		f.From = firstID(tx, q.From)
	}
	if q.To != 0 {
		f.Before = firstID(tx, q.To.Add(1))
	}
	if q.Cursor != "" {
		n, err := strconv.ParseInt(q.Cursor, 36, 64)
		if err != nil {
			return f, crm.Bad("?cursor", "field.invalid")
		}
		f.Before = min(f.Before, n)
	}
	return f, nil
}

// firstID is the smallest id that can be made on a day: ids are ordered by time.
func firstID(tx *db.Tx, day crm.Day) int64 { return crm.NewIDs(0).Next(day.Time(tx.Zone())) }

func everyone(a crm.Actor) bool {
	return a.System() || rights.May("audit.everyone", a.Scope == crm.ScopeAll || authz.May(a, authz.PeopleWrite) || authz.May(a, authz.SettingsWrite))
}

func nextCursor(tx *db.Tx, f filter, rows []Row) (string, error) {
	if len(rows) == f.Limit {
		return strconv.FormatInt(rows[len(rows)-1].ID.Int64(), 36), nil
	}
	if f.Subject != 0 || f.Customer != 0 {
		return "", nil
	}
	id, err := beyond(tx, f)
	if err != nil || id == 0 {
		return "", err
	}
	return strconv.FormatInt(id+1, 36), nil
}

// describe puts facts into words: first it collects whom they name, then it
// asks for the names once.
func describe(tx *db.Tx, rows []Row) ([]Item, error) {
	told := make([]telling, len(rows))
	people, departments := []crm.PersonID{}, []int64{}
	for i, r := range rows {
		told[i] = tell(r)
		people = append(append(people, r.Actor), told[i].people()...)
		departments = append(departments, told[i].departments()...)
	}
	names, err := org.Names(tx, people)
	if err != nil {
		return nil, err
	}
	slices.Sort(departments)
	places, err := departmentNames(tx, slices.Compact(departments))
	if err != nil {
		return nil, err
	}
	book := names2book(names, places)
	items, mask := make([]Item, len(rows)), phone.Masker{Strict: true, Blind: !authz.SeesDigits(tx.Actor)}
	for i, r := range rows {
		items[i] = Item{ID: r.ID, At: r.At, Kind: r.Kind, Text: mask.Text(told[i].text(tx.Actor.Language, book)), SubjectID: strconv.FormatInt(r.Subject, 10),
			Changes: told[i].changes(tx.Actor.Language, book), CustomerID: r.Customer, Sealed: r.Seq != 0}
		if !r.Actor.IsZero() {
			items[i].By = &Ref{r.Actor, names[r.Actor]}
		}
	}
	return items, nil
}

func names2book(names map[crm.PersonID]string, places []named) book {
	b := book{}
	for id, n := range names {
		b[id.String()] = n
	}
	for _, p := range places {
		b[strconv.FormatInt(p.ID, 10)] = p.Name
	}
	return b
}

// cleanKind keeps a kind's own characters.
func cleanKind(kind string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, kind)
}
