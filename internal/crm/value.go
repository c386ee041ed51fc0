package crm

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Money is an amount in minor units (分, cent) of one currency.
type Money struct {
	Amount   int64  `json:"amount" doc:"Minor units: 8600000 is ¥86,000.00"`
	Currency string `json:"currency" maxLength:"3" doc:"ISO 4217"`
}

// Millis is an instant in UTC milliseconds: a BIGINT in SQL, RFC 3339 UTC in
// JSON. The zero value is no instant: NULL and null.
type Millis int64

// At is the instant of a time; the zero time is no instant.
func At(t time.Time) Millis {
	if t.IsZero() {
		return 0
	}
	return Millis(t.UnixMilli())
}

// Time is the instant in UTC, the zero time for none.
func (m Millis) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// IsZero reports whether there is no instant.
func (m Millis) IsZero() bool { return m == 0 }

const null = "null"

// MarshalJSON writes RFC 3339 in UTC, null for none.
func (m Millis) MarshalJSON() ([]byte, error) { return m.AppendTo(make([]byte, 0, 28)), nil }

// AppendTo appends what MarshalJSON writes.
func (m Millis) AppendTo(b []byte) []byte {
	if m == 0 {
		return append(b, null...)
	}
	// By hand: a page of customers has some hundred instants, and time's own layouts
	// took a third of its encoding.
	t := m.Time()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b = append(b, '"')
	b = digits(b, year, 4)
	b = digits(append(b, '-'), int(month), 2)
	b = digits(append(b, '-'), day, 2)
	b = digits(append(b, 'T'), hour, 2)
	b = digits(append(b, ':'), minute, 2)
	b = digits(append(b, ':'), second, 2)
	b = digits(append(b, '.'), t.Nanosecond()/1e6, 3)
	return append(b, 'Z', '"')
}

// digits appends n with so many digits.
func digits(b []byte, n, width int) []byte {
	for div := [...]int{1, 1, 10, 100, 1000}[width]; div > 0; div /= 10 {
		b = append(b, byte('0'+n/div%10))
	}
	return b
}

// UnmarshalJSON reads RFC 3339 in any zone, or null.
func (m *Millis) UnmarshalJSON(b []byte) error {
	if string(b) == "null" || string(b) == `""` {
		*m = 0
		return nil
	}
	t, err := time.Parse(`"`+time.RFC3339+`"`, string(b))
	if err != nil {
		return err
	}
	*m = At(t)
	return nil
}

// Value stores the instant; none is NULL.
func (m Millis) Value() (driver.Value, error) {
	if m == 0 {
		return nil, nil
	}
	return int64(m), nil
}

// Scan reads the instant; NULL is none.
func (m *Millis) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*m = 0
	case int64:
		*m = Millis(v)
	default:
		return fmt.Errorf("cannot read an instant from %T", src)
	}
	return nil
}

// Day is a calendar day as the number yyyymmdd (20261014), computed in the
// organisation's zone: it sorts, groups and compares without dates in SQL.
// In JSON it is "2026-10-14"; 0 is no day (null).
type Day int32

// DayOf is the calendar day of an instant in a zone.
func DayOf(t time.Time, zone *time.Location) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// Time is midnight at the start of the day in a zone.
func (d Day) Time(zone *time.Location) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, zone)
}

// Add moves by calendar days.
func (d Day) Add(days int) Day {
	return DayOf(d.Time(time.UTC).AddDate(0, 0, days), time.UTC)
}

func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", int(d)/10000, int(d)/100%100, int(d)%100)
}

// ParseDay reads "2026-10-14" and refuses days that do not exist.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, err
	}
	return DayOf(t, time.UTC), nil
}

// MarshalJSON writes "2026-10-14", null for none.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads "2026-10-14" or null.
func (d *Day) UnmarshalJSON(b []byte) error {
	if string(b) == "null" || string(b) == `""` {
		*d = 0
		return nil
	}
	if len(b) < 2 {
		return fmt.Errorf("not a day")
	}
	v, err := ParseDay(string(b[1 : len(b)-1]))
	*d = v
	return err
}

// UnmarshalText reads a day from a query parameter.
func (d *Day) UnmarshalText(b []byte) error {
	v, err := ParseDay(string(b))
	*d = v
	return err
}

// Value stores the day; none is NULL.
func (d Day) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	return int64(d), nil
}

// Scan reads the day; NULL is none.
func (d *Day) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = 0
	case int64:
		*d = Day(v)
	default:
		return fmt.Errorf("cannot read a day from %T", src)
	}
	return nil
}

// Page is one page of a list; Next is the cursor of the following page, ""
// at the end. Total is set only when the caller asked for it.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
	Total *Total `json:"total,omitempty"`
}

// Total counts a list exactly up to 1,000; beyond, More is true.
type Total struct {
	Count int  `json:"count"`
	More  bool `json:"more" doc:"true: there are more than count"`
}
