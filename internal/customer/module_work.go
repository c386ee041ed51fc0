package customer

import (
	"laidan/internal/crm"
	"laidan/internal/db"
)

// SaveWork writes the day's work of a locked customer; edited says that facts
// of the customer itself changed with it.
func SaveWork(tx *db.Tx, c Customer, edited bool) (Customer, error) {
	edit := 0
	if edited {
		edit = 1
		c.Version++
		c.UpdatedAt = tx.NowMillis()
	}
	n, err := db.Exec(tx, saveWorkSQL, c.Row, db.Args{"edit": edit})
	if err == nil && n == 0 {
		err = crm.Missing()
	}
	return c, err
}

// History is what a row knows of the contacts that happened.
type History struct {
	Touches     int64
	LastTouchAt crm.Millis
	LastChannel string
	LastResult  string
}

// History of a customer.
func (c Customer) History() History {
	return History{c.Touches, c.LastTouchAt, c.LastChannel, c.LastResult}
}

// CountTouch counts a contact of the past in the row of a locked customer. One
// that is not the newest leaves channel and result of the newest.
func CountTouch(tx *db.Tx, c *Customer, at crm.Millis, channel, result string) error {
	c.Touches++
	if at >= c.LastTouchAt {
		c.LastTouchAt, c.LastChannel, c.LastResult = at, channel, result
	}
	return db.Write(tx, historySQL, c.Row)
}

// UncountTouch takes a CountTouch back. The newest is again what it was unless
// another contact was counted since.
func UncountTouch(tx *db.Tx, c *Customer, was History) error {
	if c.Touches == was.Touches+1 {
		c.LastTouchAt, c.LastChannel, c.LastResult = was.LastTouchAt, was.LastChannel, was.LastResult
	}
	c.Touches = max(0, c.Touches-1)
	return db.Write(tx, historySQL, c.Row)
}
