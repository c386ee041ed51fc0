package auth

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"laidan/internal/crm"
)

func TestHashMatchesOnlyItsPassword(t *testing.T) {
	ctx := t.Context()
	h, err := Hash(ctx, "plum-orbit-42")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(h, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("not the PHC form: %s", h)
	}
	again, err := Hash(ctx, "plum-orbit-42")
	if err != nil || again == h {
		t.Fatalf("two hashes of one password are equal: the salt is not random (%v)", err)
	}
	for _, c := range []struct {
		stored, password string
		ok               bool
	}{
		{h, "plum-orbit-42", true},
		{h, "plum-orbit-43", false},
		{h, "", false},
		{"", "", false},
		{"", "plum-orbit-42", false},
		{"$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA", "x", false},
		{"$argon2i" + h[9:], "plum-orbit-42", false},
		{strings.Replace(h, "m=19456", "m=99999999", 1), "plum-orbit-42", false},
		{strings.Replace(h, "t=2", "t=0", 1), "plum-orbit-42", false},
		{strings.Replace(h, "p=1", "p=0", 1), "plum-orbit-42", false},
	} {
		ok, stale, err := Matches(ctx, c.stored, c.password, true)
		if err != nil || ok != c.ok || stale {
			t.Errorf("%.40q %q: ok %v stale %v err %v", c.stored, c.password, ok, stale, err)
		}
	}
}

func TestWeakerCostIsStale(t *testing.T) {
	weak := cost{memory: 8 * 1024, passes: 1, lanes: 1}
	salt := []byte("0123456789abcdef")
	ok, stale, err := Matches(t.Context(), weak.phc(salt, weak.key("plum-orbit-42", salt)), "plum-orbit-42", true)
	if err != nil || !ok || !stale {
		t.Fatalf("ok %v stale %v err %v", ok, stale, err)
	}
}

// An unknown account must cost as much as a known one.
func TestUnknownAccountTakesTheSameTime(t *testing.T) {
	h, err := Hash(t.Context(), "plum-orbit-42")
	if err != nil {
		t.Fatal(err)
	}
	clock := func(stored string) time.Duration {
		best := time.Hour
		for range 5 {
			start := time.Now()
			if _, _, err := Matches(t.Context(), stored, "wrong", false); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	known, unknown := clock(h), clock("")
	// A skipped hash would be a thousand times faster; a factor of four leaves
	// room for a busy machine.
	if unknown*4 < known || known*4 < unknown {
		t.Fatalf("known %v, unknown %v", known, unknown)
	}
}

// A storm of strangers fills the line of strangers; who is known still gets in.
func TestStrangersLeaveRoomForKnownDevices(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	hashing <- struct{}{} // nobody's turn comes
	var wg sync.WaitGroup
	for range maxStranger {
		wg.Go(func() { _, _, _ = Matches(ctx, "", "guess", false) })
	}
	for len(strangerLine) < maxStranger {
		time.Sleep(time.Millisecond)
	}
	if _, _, err := Matches(t.Context(), "", "guess", false); crm.KindOf(err) != crm.TooMany || crm.CodeOf(err) != "auth.busy" {
		t.Errorf("one stranger more: %v", err)
	}
	known := make(chan error, 1)
	go func() { _, _, err := Matches(ctx, "", "plum-orbit-42", true); known <- err }()
	for len(knownLine) == 0 {
		time.Sleep(time.Millisecond)
	}
	start := time.Now()
	<-hashing
	if err := <-known; err != nil {
		t.Errorf("a known device behind a storm: %v", err)
	}
	t.Logf("waited %v behind %d strangers", time.Since(start), maxStranger)
	if left := len(strangerLine); left < maxStranger-4 {
		t.Errorf("the known device waited for %d strangers", maxStranger-left)
	}
	cancel()
	wg.Wait()
	if len(strangerLine)+len(stranger)+len(knownLine)+len(hashing) != 0 {
		t.Error("somebody keeps a place in line")
	}
}

func TestWaitingEndsWithTheRequest(t *testing.T) {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Hash(ctx, "plum-orbit-42"); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if len(knownLine) != 0 {
		t.Fatal("the cancelled request keeps its place in line")
	}
}
