package bulk

import (
	"context"
	"errors"
	"testing"
	"time"

	"laidan/internal/crm"
)

// One goes through, the next is told to come again, who leaves makes room, and
// nobody waits for one whose browser is gone.
func TestGate(t *testing.T) {
	g := newGate(1, 10*time.Millisecond)
	leave, err := g.enter(t.Context(), crm.PersonID{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.enter(t.Context(), crm.PersonID{}); crm.CodeOf(err) != "import.busy" {
		t.Errorf("two at a time: %v", err)
	}
	g.wait = time.Minute
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(gone, crm.PersonID{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	time.AfterFunc(10*time.Millisecond, leave)
	if leave, err = g.enter(t.Context(), crm.PersonID{}); err != nil {
		t.Fatal(err)
	}
	leave()
}

// Of one person two files are in or wait; the third is told so, and others find
// the line as they would have.
func TestGateIsSharedByPeople(t *testing.T) {
	g, busy, other := newGate(3, time.Minute), crm.IDOf[crm.Person](1), crm.IDOf[crm.Person](2)
	first, err := g.enter(t.Context(), busy)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = g.enter(t.Context(), busy); err != nil {
		t.Fatal(err)
	}
	if _, err := g.enter(t.Context(), busy); crm.CodeOf(err) != "import.busy_yours" {
		t.Errorf("a third one: %v", err)
	}
	if leave, err := g.enter(t.Context(), other); err != nil {
		t.Error(err)
	} else {
		leave()
	}
	first()
	if _, err := g.enter(t.Context(), busy); err != nil {
		t.Errorf("after one was done: %v", err)
	}
}
