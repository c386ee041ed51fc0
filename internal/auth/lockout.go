package auth

import (
	"time"

	"laidan/internal/crm"
)

// Guard counts failed log-ins of one kind. It only stands before the log-in
// form: sessions that exist stay usable, so nobody can throw a colleague out by
// guessing.
type Guard struct {
	Failures    int        `db:"failures"`
	LockedUntil crm.Millis `db:"locked_until"`
	LastAt      crm.Millis `db:"last_at"`
}

// Limit says how much a guard bears.
type Limit struct {
	Free int           // the failure that locks
	Leak time.Duration // how long until one failure is forgotten; 0: only success forgets
}

// Nobody can lock an owner out from elsewhere: what a stranger's guesses use up
// first is the allowance of this account at this stranger's address. An address
// is often a whole office behind one router, and an account may be guessed at
// from many addresses, so both bear far more and forget by and by. A browser
// from which the account logged in before has an allowance of its own, which no
// stranger can use up.
var (
	PairLimit    = Limit{Free: 5}
	AddressLimit = Limit{Free: 100, Leak: 5 * time.Minute}
	AccountLimit = Limit{Free: 100, Leak: 10 * time.Minute}
	DeviceLimit  = Limit{Free: 10}
)

const (
	firstLock = time.Minute
	longLock  = 15 * time.Minute
	// forgetAfter is the quiet time after which nothing is remembered.
	forgetAfter = 24 * time.Hour
)

// Locked is the instant until which no attempt is looked at, zero when open.
func (g Guard) Locked(now time.Time) crm.Millis {
	if g.LockedUntil > crm.At(now) && !g.ahead(now) {
		return g.LockedUntil
	}
	return 0
}

// ahead reports that the guard was written by a clock that ran before its time:
// what it says of instants ahead would make a lock of minutes one of hours.
func (g Guard) ahead(now time.Time) bool {
	return g.LastAt.Time().Sub(now) > firstLock || g.LockedUntil.Time().Sub(now) > longLock+firstLock
}

// Failed is the guard after one more failure: the limit's last free failure
// locks for a minute, every further one twice as long, up to fifteen minutes.
func (g Guard) Failed(limit Limit, now time.Time) Guard {
	g = g.leaked(limit, now)
	g.Failures++
	if over := g.Failures - limit.Free; over >= 0 {
		lock := longLock
		if over < 4 {
			lock = min(firstLock<<over, longLock)
		}
		g.LockedUntil = crm.At(now.Add(lock))
	}
	return g
}

// leaked forgets what time has made good. LastAt moves by whole leaks only, so
// that failures at short intervals do not keep all others alive.
func (g Guard) leaked(limit Limit, now time.Time) Guard {
	if g.ahead(now) {
		g.LockedUntil, g.LastAt = 0, crm.At(now) // the failures count on
	}
	quiet := now.Sub(g.LastAt.Time())
	if quiet > forgetAfter || limit.Leak == 0 {
		if quiet > forgetAfter {
			g = Guard{}
		}
		g.LastAt = crm.At(now)
		return g
	}
	n := int(quiet / limit.Leak)
	if n >= g.Failures {
		return Guard{LockedUntil: g.LockedUntil, LastAt: crm.At(now)}
	}
	g.Failures -= n
	g.LastAt = crm.At(g.LastAt.Time().Add(time.Duration(n) * limit.Leak))
	return g
}

// Relieved takes failures back that turned out to be the owner's own slips. Log-in
// counts an attempt before it looks at the password, so that a thousand guesses
// at once are a thousand failures, and takes it back when the password was
// right. What others failed stays, and a lock with it.
func (g Guard) Relieved(n int, limit Limit) Guard {
	g.Failures = max(0, g.Failures-n)
	if g.Failures < limit.Free {
		g.LockedUntil = 0
	}
	return g
}
