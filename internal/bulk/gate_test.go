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
	leave, err := g.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.enter(t.Context()); crm.CodeOf(err) != "import.busy" {
		t.Errorf("two at a time: %v", err)
	}
	g.wait = time.Minute
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(gone); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	time.AfterFunc(10*time.Millisecond, leave)
	if leave, err = g.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	leave()
}
