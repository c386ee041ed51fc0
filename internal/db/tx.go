package db

import (
	"context"
	"errors"
	"slices"
	"time"

	"laidan/internal/crm"
)

// Tx is one transaction: who acts, for which tenant, at which instant.
type Tx struct {
	Ctx   context.Context
	Now   time.Time // the only clock of an act, UTC
	Actor crm.Actor

	db      *DB
	conn    conn
	writes  bool
	count   int
	after   []func()
	undone  []func()
	changes []Change
}

// Become sets who acts, once the request's session is known.
func (tx *Tx) Become(a crm.Actor) { tx.Actor = a }

// Me is the person acting; zero for the system.
func (tx *Tx) Me() crm.PersonID { return tx.Actor.Person }

// Tenant is the organisation of the transaction.
func (tx *Tx) Tenant() crm.TenantID { return tx.Actor.Tenant }

// NowMillis is the transaction's instant as stored.
func (tx *Tx) NowMillis() crm.Millis { return crm.At(tx.Now) }

// Zone is the organisation's zone.
func (tx *Tx) Zone() *time.Location {
	if tx.Actor.Zone == nil {
		return time.UTC
	}
	return tx.Actor.Zone
}

// Today is the calendar day in the organisation's zone.
func (tx *Tx) Today() crm.Day { return crm.DayOf(tx.Now, tx.Zone()) }

// Progress refuses a step of a long act that found work and changed no row: it
// would find the same work again for ever.
func Progress(changed int64) error {
	if changed == 0 {
		return errors.New("db: an act makes no progress")
	}
	return nil
}

// Writes tells that the transaction may write. On SQLite it is then the one that
// does, and an act that opens another would wait for itself.
func (tx *Tx) Writes() bool { return tx.writes }

// OnCommit runs fn after a successful commit, never after a rollback.
func (tx *Tx) OnCommit(fn func()) { tx.after = append(tx.after, fn) }

// OnRollback runs fn after the transaction was rolled back, outside of it: a
// probe that ends in an error still has to be counted.
func (tx *Tx) OnRollback(fn func()) { tx.undone = append(tx.undone, fn) }

// Statements is how many statements the act has run so far.
func (tx *Tx) Statements() int { return tx.count }

// Uncounted leaves the statements of fn out of Statements: session, idempotency
// and the job queue are not part of an act's budget.
func (tx *Tx) Uncounted(fn func() error) error {
	n := tx.count
	defer func() { tx.count = n }()
	return fn()
}

// Postgres reports whether the transaction runs on PostgreSQL.
func (tx *Tx) Postgres() bool { return tx.db.Postgres() }

// Raw is the driver's transaction (*sql.Tx or pgx.Tx), for the job queue only.
func (tx *Tx) Raw() any { return tx.conn.raw() }

// DB is the database of the transaction, for work that goes on after it.
func (tx *Tx) DB() *DB { return tx.db }

// NewID makes an id that is greater than every one made before by this process.
func NewID[T any](tx *Tx) crm.ID[T] { return crm.IDOf[T](tx.db.ids.Load().Next(tx.Now)) }

// One reads exactly one row into T: a struct with db tags, or a scalar. No row
// is crm.NotFound.
func One[T any](tx *Tx, text string, args ...any) (T, error) {
	v, ok, err := maybe[T](tx, prepared(text, true), args)
	if err == nil && !ok {
		err = crm.Missing()
	}
	return v, err
}

// Maybe reads one row; ok is false when there is none.
func Maybe[T any](tx *Tx, text string, args ...any) (v T, ok bool, err error) {
	return maybe[T](tx, prepared(text, true), args)
}

// All reads every row; the slice is never nil.
func All[T any](tx *Tx, text string, args ...any) ([]T, error) {
	return all[T](tx, prepared(text, true), args)
}

// Each calls fn for every row as it arrives. fn must not run statements on the
// same transaction.
func Each[T any](tx *Tx, text string, fn func(T) error, args ...any) error {
	return each(tx, prepared(text, true), args, fn)
}

// Exec runs a statement and tells how many rows it changed.
func Exec(tx *Tx, text string, args ...any) (int64, error) {
	return exec(tx, prepared(text, true), args)
}

// Write runs a statement of which nobody needs to know how many rows it changed.
// On PostgreSQL it goes with the next statement that is asked something, or with
// the commit, and a round trip is saved; its error comes from there then. Where
// a violated key is to be told in words of its own, use Exec.
func Write(tx *Tx, text string, args ...any) error {
	text, values, err := tx.bind(prepared(text, true), args)
	if err != nil {
		return err
	}
	return tx.conn.write(tx.Ctx, text, values)
}

// GlobalOne, GlobalMaybe, GlobalAll and GlobalExec are for platform tables
// (tenant, login, session, setup_link, attempt, node), whose rows belong to the
// installation. Only few packages may call them; a test lists them by name.
func GlobalOne[T any](tx *Tx, text string, args ...any) (T, error) {
	v, ok, err := maybe[T](tx, prepared(text, false), args)
	if err == nil && !ok {
		err = crm.Missing()
	}
	return v, err
}

// GlobalMaybe is Maybe on a platform table.
func GlobalMaybe[T any](tx *Tx, text string, args ...any) (v T, ok bool, err error) {
	return maybe[T](tx, prepared(text, false), args)
}

// GlobalAll is All on a platform table.
func GlobalAll[T any](tx *Tx, text string, args ...any) ([]T, error) {
	return all[T](tx, prepared(text, false), args)
}

// GlobalExec is Exec on a platform table.
func GlobalExec(tx *Tx, text string, args ...any) (int64, error) {
	return exec(tx, prepared(text, false), args)
}

func exec(tx *Tx, s *statement, args []any) (int64, error) {
	text, values, err := tx.bind(s, args)
	if err != nil {
		return 0, err
	}
	return tx.conn.exec(tx.Ctx, text, values)
}

func (tx *Tx) open(s *statement, args []any) (rows, error) {
	text, values, err := tx.bind(s, args)
	if err != nil {
		return nil, err
	}
	return tx.conn.query(tx.Ctx, text, values)
}

func (tx *Tx) bind(s *statement, args []any) (string, []any, error) {
	text, values, err := s.bind(tx, args)
	if err != nil {
		return "", nil, err
	}
	tx.note(text, func() []any { return values })
	return text, values, nil
}

// note counts a statement and shows it to whoever records.
func (tx *Tx) note(text string, args func() []any) {
	tx.count++
	if rec := tx.db.record.Load(); rec != nil {
		(*rec)(text, args())
	}
}

func maybe[T any](tx *Tx, s *statement, args []any) (v T, ok bool, err error) {
	r, err := tx.open(s, args)
	if err != nil {
		return v, false, err
	}
	if r.next() {
		ok = true
		err = scannerOf[T](r)(&v)
	}
	if cerr := r.close(); err == nil {
		err = cerr
	}
	return v, ok && err == nil, err
}

// pageRows is room for a page and the one row more that tells of a next.
const pageRows = 51

func all[T any](tx *Tx, s *statement, args []any) ([]T, error) {
	r, err := tx.open(s, args)
	if err != nil {
		return []T{}, err
	}
	return collect[T](r)
}

// collect reads an answer to its end.
func collect[T any](r rows) (list []T, err error) {
	list = []T{}
	var scan func(*T) error
	for err == nil && r.next() {
		if scan == nil {
			scan = scannerOf[T](r)
		}
		if n := len(list); n == cap(list) && n < pageRows && n > 0 {
			list = slices.Grow(list, pageRows-n) // once: records are long
		}
		var zero T
		list = append(list, zero) // read into its place
		err = scan(&list[len(list)-1])
	}
	if cerr := r.close(); err == nil {
		err = cerr
	}
	return list, err
}

func each[T any](tx *Tx, s *statement, args []any, fn func(T) error) error {
	r, err := tx.open(s, args)
	if err != nil {
		return err
	}
	var scan func(*T) error
	for err == nil && r.next() {
		if scan == nil {
			scan = scannerOf[T](r)
		}
		var v T
		if err = scan(&v); err == nil {
			err = fn(v)
		}
	}
	if cerr := r.close(); err == nil {
		err = cerr
	}
	return err
}
