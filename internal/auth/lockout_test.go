package auth

import (
	"testing"
	"time"

	"laidan/internal/crm"
)

var noon = time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)

func TestGuardLocksLongerEachTime(t *testing.T) {
	want := []time.Duration{0, 0, 0, 0, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute,
		15 * time.Minute, 15 * time.Minute, 15 * time.Minute}
	var g Guard
	now := noon
	for i, lock := range want {
		g = g.Failed(PairLimit, now)
		until := crm.At(now.Add(lock))
		if lock == 0 {
			until = 0
		}
		if got := g.Locked(now); got != until {
			t.Fatalf("failure %d: locked until %v, want %v", i+1, got.Time(), until.Time())
		}
		if lock > 0 {
			if g.Locked(now.Add(lock-time.Millisecond)) == 0 {
				t.Fatalf("failure %d: opens too early", i+1)
			}
			now = now.Add(lock)
			if g.Locked(now) != 0 {
				t.Fatalf("failure %d: still locked at its end", i+1)
			}
		}
	}
}

func TestGuardForgetsAfterADay(t *testing.T) {
	var g Guard
	for range 9 {
		g = g.Failed(PairLimit, noon)
	}
	if next := g.Failed(PairLimit, noon.Add(forgetAfter+time.Second)); next.Failures != 1 || next.LockedUntil != 0 {
		t.Fatalf("got %+v", next)
	}
	if next := g.Failed(PairLimit, noon.Add(forgetAfter-time.Second)); next.Failures != 10 {
		t.Fatalf("got %+v", next)
	}
}

func TestRelievedTakesBackOwnSlips(t *testing.T) {
	guard := func(n int) (g Guard) {
		for range n {
			g = g.Failed(AddressLimit, noon)
		}
		return g
	}
	full := guard(AddressLimit.Free)
	if full.Locked(noon) == 0 {
		t.Fatalf("%+v", full)
	}
	// The attempt that locked was right: the lock goes with it.
	if g := full.Relieved(1, AddressLimit); g.Failures != AddressLimit.Free-1 || g.Locked(noon) != 0 {
		t.Fatalf("%+v", g)
	}
	// Others failed at the same address meanwhile: their lock stays.
	worse := full.Failed(AddressLimit, noon)
	if g := worse.Relieved(1, AddressLimit); g.Failures != AddressLimit.Free || g.Locked(noon) != worse.LockedUntil {
		t.Fatalf("one right password opened a locked address: %+v", g)
	}
	if g := (Guard{}).Relieved(3, AddressLimit); g.Failures != 0 {
		t.Fatalf("negative failures: %+v", g)
	}
}

// A busy office mistypes a dozen passwords an hour, all day long: nobody is locked.
func TestOfficeSlipsDoNotAddUp(t *testing.T) {
	var g Guard
	for i := range 12 * 10 {
		if g = g.Failed(AddressLimit, noon.Add(time.Duration(i)*5*time.Minute)); g.Locked(noon.Add(time.Duration(i)*5*time.Minute)) != 0 {
			t.Fatalf("locked after %d slips: %+v", i+1, g)
		}
	}
	// Slips closer together than the leak are forgotten as well, only slower than they come.
	g = Guard{}
	for i := range 10 {
		g = g.Failed(AddressLimit, noon.Add(time.Duration(i)*4*time.Minute))
	}
	if g.Failures != 10-7 { // 36 minutes: seven leaks
		t.Fatalf("got %+v", g)
	}
}

// Whoever guesses from one address without pause gets few tries an hour.
func TestStuffingFromOneAddressIsSlow(t *testing.T) {
	var g Guard
	tries, now := 0, noon
	for now.Before(noon.Add(24 * time.Hour)) {
		if until := g.Locked(now); until != 0 {
			now = until.Time()
			continue
		}
		g = g.Failed(AddressLimit, now)
		tries++
	}
	if tries > AddressLimit.Free+24*60/5+10 {
		t.Fatalf("%d tries in a day", tries)
	}
}

// A clock that ran ahead and was set right again makes no lock longer, and does
// not open one either: the failures count on.
func TestClockJumpsDoNotLengthenLocks(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	g := Guard{}
	for range 6 {
		g = g.Failed(PairLimit, now.Add(24*time.Hour)) // a day ahead
	}
	if g.Locked(now.Add(24*time.Hour)) == 0 {
		t.Fatal("not locked at all")
	}
	if until := g.Locked(now); until != 0 {
		t.Errorf("locked until %v after the clock was set right", until.Time())
	}
	g = g.Failed(PairLimit, now)
	until := g.Locked(now)
	if until == 0 || until.Time().Sub(now) > longLock || g.Failures != 7 {
		t.Errorf("the next failure: %+v", g)
	}
	if g.Locked(now.Add(longLock)) != 0 {
		t.Error("still locked after the longest lock")
	}
}
