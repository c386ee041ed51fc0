// Package room is what a part of Laidan declares of itself, so that it is one
// folder and one line in app: nobody else keeps a list that has to name it.
package room

import (
	"fmt"
	"reflect"

	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/httpapi"
	"laidan/internal/job"
)

// Room is one part: a package with its routes, its work in the background, what
// it reacts to, and what it has to ask of others.
type Room struct {
	Name   string
	Routes func(*httpapi.Router)
	Jobs   []job.Kind
	Crons  []job.Cron
	// Tables are what the room alone writes.
	Tables []Table
	// Timeline is what it tells of a customer; Facts are what it records.
	Timeline []Arm
	Facts    []Fact
	// Reactions run after the facts of other rooms.
	Reactions []event.Reaction
	// Found gives a new organisation what it cannot do without: the first pool,
	// the funnel's first template.
	Found func(tx *db.Tx) error
	// Needs is a struct of questions, each a func that app answers from other
	// rooms. They are bound for the installation; Ask finds them.
	Needs any
}

// House is all rooms of an installation.
type House []Room

// Bind makes the house known within the database's transactions. A question
// nobody answers is an error: the program then refuses to start.
func (h House) Bind(d *db.DB) error {
	var reactions []event.Reaction
	for _, r := range h {
		if open := open(r.Needs); open != "" {
			return fmt.Errorf("room %s: nobody answers %s", r.Name, open)
		}
		if r.Needs != nil {
			db.Bind(d, r.Needs)
		}
		reactions = append(reactions, r.Reactions...)
	}
	db.Bind(d, h)
	event.Bind(d, reactions)
	return nil
}

// open is the first question of a struct of needs without an answer.
func open(needs any) string {
	if needs == nil {
		return ""
	}
	v := reflect.ValueOf(needs)
	for i := range v.NumField() {
		if v.Field(i).IsNil() {
			return v.Type().String() + "." + v.Type().Field(i).Name
		}
	}
	return ""
}

// Found founds an organisation in every room, in their order.
func Found(tx *db.Tx) error {
	for _, r := range Ask[House](tx) {
		if r.Found == nil {
			continue
		}
		if err := r.Found(tx); err != nil {
			return err
		}
	}
	return nil
}

// Ask is what a room needs of others, as it was bound. It panics when nothing
// was: app binds all, a test of one room binds its own.
func Ask[T any](tx *db.Tx) T {
	needs, ok := db.Bound[T](tx)
	if !ok {
		panic("room: nothing answers " + reflect.TypeFor[T]().String())
	}
	return needs
}
