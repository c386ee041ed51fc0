package auth

import (
	"time"

	"laidan/internal/crm"
)

// Guard counts the failed log-ins of one account or one address. It only stands
// before the log-in form: sessions that exist stay usable, so nobody can throw
// a colleague out by guessing.
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

// An address is often a whole office behind one router: it bears more failures
// than an account and forgets them one by one, or the slips of a day would add
// up to a lock for everybody. Each account behind it still has its own five.
var (
	AccountLimit = Limit{Free: 5}
	AddressLimit = Limit{Free: 20, Leak: 5 * time.Minute}
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

// Forgiven takes back the failure that led from before to after. Log-in counts
// an attempt before it looks at the password, so that a thousand guesses at once
// are a thousand failures, and takes it back when the password was right. When
// others failed meanwhile, what they caused stays.
func (g Guard) Forgiven(before, after Guard) Guard {
	if g == after {
		return before
	}
	g.Failures = max(0, g.Failures-1)
	return g
}
