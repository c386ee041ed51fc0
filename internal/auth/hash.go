package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"laidan/internal/crm"
)

// cost is the argon2id work factor: 19 MiB, two passes, one lane, the first
// choice of OWASP's password storage advice.
type cost struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

var current = cost{memory: 19 * 1024, passes: 2, lanes: 1}

const (
	saltBytes = 16
	keyBytes  = 32
)

// One hash runs at a time, so that a storm of log-ins takes one core at most
// and leaves the others to people at work; what cannot wait in line is refused
// at once instead of piling up memory and open requests. Strangers have a line
// of their own: however many they are, known devices get their turn.
const (
	maxKnown    = 32
	maxStranger = 32
)

var (
	knownLine    = make(chan struct{}, maxKnown)
	strangerLine = make(chan struct{}, maxStranger)
	// stranger is who of them is next: only one at a time waits for the turn itself,
	// so that a known device waits for one of them at most.
	stranger = make(chan struct{}, 1)
	hashing  = make(chan struct{}, 1)
)

// enter waits for a turn to hash, which leave ends.
func enter(ctx context.Context, known bool) (leave func(), err error) {
	places := []chan struct{}{knownLine, hashing}
	if !known {
		places = []chan struct{}{strangerLine, stranger, hashing}
	}
	select {
	case places[0] <- struct{}{}:
	default:
		return nil, crm.Fail(crm.TooMany, "auth.busy")
	}
	for i, place := range places[1:] {
		select {
		case place <- struct{}{}:
		case <-ctx.Done():
			free(places[:i+1])
			return nil, ctx.Err()
		}
	}
	return func() { free(places) }, nil
}

func free(places []chan struct{}) {
	for _, place := range places {
		<-place
	}
}

// Hash gives the argon2id hash of a password in PHC string format, for somebody
// who has shown who they are. It takes tens of milliseconds: call it before a
// transaction, never inside.
func Hash(ctx context.Context, password string) (string, error) {
	leave, err := enter(ctx, true)
	if err != nil {
		return "", err
	}
	defer leave()
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails since Go 1.24
	return current.phc(salt, current.key(password, salt)), nil
}

// Matches reports whether the password belongs to a stored hash, and whether
// the hash was made with another cost than today's and should be made again.
// A hash that is empty or cannot be read costs the same time and never matches,
// so that the answer does not tell which accounts exist.
// Known tells whether it is asked from a known device.
func Matches(ctx context.Context, stored, password string, known bool) (ok, stale bool, err error) {
	leave, err := enter(ctx, known)
	if err != nil {
		return false, false, err
	}
	defer leave()
	c, salt, key, err := parsePHC(stored)
	if err != nil {
		current.key(password, make([]byte, saltBytes))
		return false, false, nil
	}
	ok = subtle.ConstantTimeCompare(c.key(password, salt), key) == 1
	return ok, ok && c != current, nil
}

func (c cost) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, keyBytes)
}

func (c cost) phc(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		c.memory, c.passes, c.lanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// parsePHC reads a PHC string. Costs beyond reason are refused: a damaged row
// must not take the machine down.
func parsePHC(s string) (c cost, salt, key []byte, err error) {
	part := strings.Split(s, "$")
	if len(part) != 6 || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("not an argon2id hash")
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil {
		return c, nil, nil, fmt.Errorf("argon2id parameters: %w", err)
	}
	if c.memory > 1<<20 || c.passes == 0 || c.passes > 16 || c.lanes == 0 || c.lanes > 16 {
		return c, nil, nil, fmt.Errorf("argon2id parameters out of range")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(part[4]); err != nil {
		return c, nil, nil, err
	}
	if key, err = base64.RawStdEncoding.DecodeString(part[5]); err != nil {
		return c, nil, nil, err
	}
	if len(salt) == 0 || len(key) != keyBytes {
		return c, nil, nil, fmt.Errorf("argon2id salt or key length")
	}
	return c, salt, key, nil
}
