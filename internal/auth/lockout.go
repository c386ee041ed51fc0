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

// Limit is how many failures are free before the locks begin.
type Limit int

// An address is often a whole office behind one router, so it gets more tries
// than an account; each account behind it still has its own five.
const (
	AccountLimit Limit = 5
	AddressLimit Limit = 20
)

const (
	firstLock = time.Minute
	longLock  = 15 * time.Minute
	// forgetAfter is the quiet time after which old failures no longer count.
	forgetAfter = 24 * time.Hour
)

// Locked is the instant until which no attempt is looked at, zero when open.
func (g Guard) Locked(now time.Time) crm.Millis {
	if g.LockedUntil > crm.At(now) {
		return g.LockedUntil
	}
	return 0
}

// Failed is the guard after one more failure: the limit's last free failure
// locks for a minute, every further one twice as long, up to fifteen minutes.
func (g Guard) Failed(limit Limit, now time.Time) Guard {
	if now.Sub(g.LastAt.Time()) > forgetAfter {
		g = Guard{}
	}
	g.Failures++
	g.LastAt = crm.At(now)
	if over := g.Failures - int(limit); over >= 0 {
		lock := longLock
		if over < 4 {
			lock = min(firstLock<<over, longLock)
		}
		g.LockedUntil = crm.At(now.Add(lock))
	}
	return g
}

// Forgiven takes one failure back. Log-in counts the attempt before it looks at
// the password, so that a thousand guesses at once are a thousand failures, and
// takes it back when the password was right.
func (g Guard) Forgiven(limit Limit) Guard {
	g.Failures = max(0, g.Failures-1)
	if g.Failures < int(limit) {
		g.LockedUntil = 0
	}
	return g
}
