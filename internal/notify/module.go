package notify

import (
	"encoding/json"
	"math"
	"slices"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/followup"
	"laidan/internal/i18n"
)

// Topic is the live update that a new notice sends to its reader.
const Topic = "notice"

// Notify tells a person something once: the same kind and source a second time
// changes nothing. The program and who is gone are not told.
func Notify(tx *db.Tx, person crm.PersonID, kind string, about crm.CustomerID, source int64, p Params) error {
	if person.IsZero() {
		return nil
	}
	text, err := p.text()
	if err != nil {
		return err
	}
	r := row{db.NewID[crm.Notice](tx), person, kind, about, text, source}
	n, err := db.Exec(tx, insertSQL, r)
	if err == nil && n > 0 {
		tx.Announce(Topic, crm.CustomerID{}, person) // for this person alone
	}
	return err
}

// gather is the time in which assignments by one person make one notice.
const gather = 5 * time.Minute

// collect tells a person of a customer in one notice with the others that the
// same person gave them within the same minutes. The fact's own time and actor
// name that notice, so that a fact told again is found there.
func collect(tx *db.Tx, person crm.PersonID, kind string, f event.Row, p Params) error {
	p.Facts = []crm.FactID{f.ID}
	text, err := p.text()
	if err != nil {
		return err
	}
	bucket := f.At.Time().UnixMilli() / gather.Milliseconds()
	r := row{db.NewID[crm.Notice](tx), person, kind, f.Customer, text, f.Actor.Int64() ^ bucket}
	n, err := db.Exec(tx, insertSQL, r)
	if err == nil && n == 0 {
		n, err = grow(tx, r, p)
	}
	if err == nil && n > 0 {
		tx.Announce(Topic, crm.CustomerID{}, person)
	}
	return err
}

// grow adds to the notice that is already there; who has read it reads it again.
func grow(tx *db.Tx, r row, p Params) (int64, error) {
	open, ok, err := db.Maybe[row](tx, gatheredSQL, r)
	if err != nil || !ok { // not ok: the person is gone
		return 0, err
	}
	var before Params
	if err := json.Unmarshal([]byte(open.Params), &before); err != nil {
		return 0, err
	}
	if slices.Contains(before.Facts, p.Facts[0]) {
		return 0, nil
	}
	before.Facts = append(before.Facts, p.Facts...)
	if open.Params, err = before.text(); err != nil {
		return 0, err
	}
	return db.Exec(tx, growSQL, open)
}

// Notice is one message as its reader sees it.
type Notice struct {
	ID         crm.ID[crm.Notice] `json:"id"`
	Kind       string             `json:"kind"`
	Text       string             `json:"text"`
	CustomerID crm.CustomerID     `json:"customerId"`
	At         crm.Millis         `json:"at"`
	ReadAt     crm.Millis         `json:"readAt" nullable:"true"`
}

// pageSize is how many notices one answer holds.
const pageSize = 50

// List gives my notices, newest first; before is the cursor of the page.
func List(tx *db.Tx, unreadOnly bool, before int64) ([]Notice, string, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	text := allSQL
	if unreadOnly {
		text = unreadSQL
	}
	rows, err := db.All[read](tx, text, db.Args{"before": before, "limit": pageSize + 1})
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(rows) > pageSize {
		rows = rows[:pageSize]
		next = rows[pageSize-1].ID.String()
	}
	out := make([]Notice, len(rows))
	for i, r := range rows {
		if out[i], err = r.word(tx); err != nil {
			return nil, "", err
		}
	}
	return out, next, nil
}

func (r read) word(tx *db.Tx) (Notice, error) {
	var p Params
	if err := json.Unmarshal([]byte(r.Params), &p); err != nil {
		return Notice{}, err
	}
	mask := func(s string) string { return customer.MaskText(tx, s, r.Numbers) }
	p.Text, p.File = mask(p.Text), mask(p.File)
	n := Notice{ID: r.ID, Kind: r.Kind, CustomerID: r.Customer, At: r.At, ReadAt: r.ReadAt}
	if len(p.Facts) > 1 {
		n.CustomerID = crm.CustomerID{} // it tells of several: the queue shows them
	}
	n.Text = reader(tx).Say(Sentence(r.Kind, p, mask(r.Name)))
	return n, nil
}

func reader(tx *db.Tx) followup.Reader {
	lang := tx.Actor.Language
	return followup.Reader{Text: func(key string, params map[string]any) string { return i18n.Say(lang, key, params) }, Now: tx.Now, Zone: tx.Zone()}
}

// MarkRead marks my notices as read, all of them when ids is empty, and tells
// how many are left.
func MarkRead(tx *db.Tx, ids []crm.ID[crm.Notice], all bool) (int, error) {
	var err error
	switch {
	case all:
		err = db.Write(tx, markAllSQL)
	case len(ids) > 0:
		err = db.Write(tx, markSQL, db.Args{"ids": ids})
	}
	if err != nil {
		return 0, err
	}
	tx.Announce(Topic, crm.CustomerID{}, tx.Me()) // the bell in other tabs
	return db.One[int](tx, countSQL)
}
