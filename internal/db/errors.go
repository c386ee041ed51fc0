package db

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	driver "modernc.org/sqlite"

	"laidan/internal/crm"
)

// SQLite's primary result codes that have a meaning for callers.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeIOErr    = 10
	codeFull     = 13
	codeCantOpen = 14
	codePrimary  = 1555
	codeUnique   = 2067
)

// unwritable are SQLite's extended codes for a disk that takes nothing more: a
// quota and a limit on file sizes answer so, not with "full".
var unwritable = map[int]bool{
	10 | 3<<8:  true, // write
	10 | 4<<8:  true, // fsync
	10 | 5<<8:  true, // fsync of the folder
	10 | 6<<8:  true, // truncate
	10 | 19<<8: true, // growing the shared memory file
	10 | 18<<8: true, // opening it
}

// errUnknown is a commit whose answer was lost: it may have happened. Only the
// request's Idempotency-Key can tell; repeating it does the act exactly once.
func errUnknown(cause error) error { return wrap(crm.Unavailable, "commit.unknown", cause) }

// retryable reports a failure that another try may pass: PostgreSQL chose this
// transaction as the victim of a deadlock or of a serialization conflict, or it
// waited for a row for long.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40P01" || pg.Code == "40001" || pg.Code == "55P03")
}

// translate turns failures of the storage into errors with a kind; errors of
// the program itself stay as they are and become a 500.
func translate(err error) error {
	if err == nil || crm.KindOf(err) != "" {
		return err
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case strings.HasPrefix(pg.Code, "53") && pg.Code != "53300", pg.Code == "25006":
			return wrap(crm.Full, "storage_full", err)
		case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "57P"), pg.Code == "53300", pg.Code == "25P03": // 25P03: slept inside a transaction
			return wrap(crm.Unavailable, "unavailable", err)
		case pg.Code == "40P01", pg.Code == "40001", pg.Code == "55P03":
			return wrap(crm.Unavailable, "busy", err)
		}
		return err
	}
	if lite, ok := errors.AsType[*driver.Error](err); ok {
		switch code := lite.Code(); code & 0xff {
		case codeFull, codeReadOnly:
			return wrap(crm.Full, "storage_full", err)
		case codeIOErr:
			if unwritable[code] {
				return wrap(crm.Full, "storage_full", err)
			}
			return wrap(crm.Unavailable, "unavailable", err)
		case codeBusy, codeCantOpen:
			return wrap(crm.Unavailable, "unavailable", err)
		}
		return err
	}
	var netErr net.Error
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || errors.Is(err, sql.ErrConnDone) ||
		errors.As(err, &netErr) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || // waited too long
		strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "unexpected EOF") {
		return wrap(crm.Unavailable, "unavailable", err)
	}
	return err
}

// IsFull reports that the storage takes nothing more.
func IsFull(err error) bool { return err != nil && crm.KindOf(translate(err)) == crm.Full }

// storageError keeps the cause for the log while callers see the kind.
type storageError struct {
	says  *crm.Error
	cause error
}

func wrap(kind crm.Kind, code string, cause error) error {
	return &storageError{crm.Fail(kind, code), cause}
}

func (e *storageError) Error() string   { return e.says.Error() + ": " + e.cause.Error() }
func (e *storageError) Unwrap() []error { return []error{e.says, e.cause} }

// IsUnique reports a violated unique key and names the index ("customer_key_strong",
// or "<table>_pkey" for a primary key). After it a PostgreSQL transaction is
// lost: the act must return an error.
func IsUnique(err error) (constraint string, ok bool) {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		return pg.ConstraintName, true
	}
	var lite *driver.Error
	if errors.As(err, &lite) && (lite.Code() == codeUnique || lite.Code() == codePrimary) {
		return uniqueName(lite.Error(), lite.Code() == codePrimary), true
	}
	return "", false
}

// uniqueName finds the index behind SQLite's "UNIQUE constraint failed: t.a, t.b".
func uniqueName(message string, primary bool) string {
	list := message[strings.LastIndex(message, "constraint failed: ")+len("constraint failed: "):]
	list, _, _ = strings.Cut(list, " (")
	if name, ok := strings.CutPrefix(list, "index '"); ok {
		return strings.TrimSuffix(name, "'")
	}
	table, _, _ := strings.Cut(list, ".")
	if primary {
		return table + "_pkey"
	}
	cols := strings.ReplaceAll(list, table+".", "")
	if name, ok := uniqueIndexes()[table+"("+cols+")"]; ok {
		return name
	}
	return table + "_pkey"
}
