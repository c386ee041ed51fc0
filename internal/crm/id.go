package crm

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"
)

// ID names one record of kind T. It is a time-ordered 63-bit number made in Go:
// 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of node, 12 bits of
// sequence. In SQL it is a BIGINT, in JSON and URLs a decimal string, because
// JavaScript numbers hold 53 bits only.
//
// It is a struct, not an int64: two kinds of id then cannot be mixed up, and
// routers and encoders see a text value instead of a number.
type ID[T any] struct{ n int64 }

// IDOf makes an id from its number, as read from a database or a test.
func IDOf[T any](n int64) ID[T] { return ID[T]{n} }

// ParseID reads the decimal form. It fails on anything but a positive number.
func ParseID[T any](s string) (ID[T], error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return ID[T]{}, errBadID
	}
	return ID[T]{n}, nil
}

var errBadID = errors.New("not an id")

// Int64 is the number behind the id; 0 means no id.
func (id ID[T]) Int64() int64 { return id.n }

// IsZero reports whether there is no id.
func (id ID[T]) IsZero() bool { return id.n == 0 }

// String is the decimal form, "" for no id.
func (id ID[T]) String() string {
	if id.n == 0 {
		return ""
	}
	return strconv.FormatInt(id.n, 10)
}

// MarshalText gives the decimal form.
func (id ID[T]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the decimal form; the empty text is no id.
func (id *ID[T]) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		id.n = 0
		return nil
	}
	p, err := ParseID[T](string(b))
	*id = p
	return err
}

// Value stores the id as a BIGINT; no id is NULL.
func (id ID[T]) Value() (driver.Value, error) {
	if id.n == 0 {
		return nil, nil
	}
	return id.n, nil
}

// Scan reads a BIGINT; NULL is no id.
func (id *ID[T]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		id.n = 0
	case int64:
		id.n = v
	default:
		return fmt.Errorf("cannot read an id from %T", src)
	}
	return nil
}

// idEpoch is 2024-01-01T00:00:00Z in Unix milliseconds.
const idEpoch = 1704067200000

// IDs makes ids for one process. Node tells processes on one database apart
// (0..1023); the database leases it.
type IDs struct {
	node int64
	last atomic.Int64 // ms<<12 | sequence of the last id given
}

// NewIDs makes a generator for one node number.
func NewIDs(node int) *IDs { return &IDs{node: int64(node) & 1023} }

// Next gives a number greater than every one this generator gave before, even
// when the clock goes back; more than 4,096 in a millisecond run ahead of it.
func (g *IDs) Next(now time.Time) int64 {
	want := (now.UnixMilli() - idEpoch) << 12
	for {
		last := g.last.Load()
		next := max(want, last+1)
		if g.last.CompareAndSwap(last, next) {
			return next>>12<<22 | g.node<<12 | next&4095
		}
	}
}

// IDTime is the instant at which an id was made, to the millisecond.
func IDTime(n int64) time.Time { return time.UnixMilli(n>>22 + idEpoch).UTC() }
