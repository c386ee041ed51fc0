package bulk

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"laidan/internal/customer"
)

// freeGuesses is how many numbers with the same shown digits a person's files
// may ask about within an hour before they count as guesses. Of 50,000 real mobiles
// hardly four show the same; a list that searches the hidden digits of one
// number has thousands.
const freeGuesses = 3

// askedNumber is a number without being it: a hash of its shown digits above one
// of itself. Many numbers share either, so it gives none away.
type askedNumber uint64

// question is a key of a row that has a number in it.
type question struct {
	key    customer.Key
	shown  string
	number askedNumber
}

// questionsOf are the numbers whose being known an import tells: those of keys
// that belong to one customer only. Landlines never decide about a row.
func questionsOf(it *Item) []question {
	if it.Draft == nil {
		return nil
	}
	var list []question
	for _, k := range it.Draft.Keys {
		if k.Kind == customer.KeyPhone {
			continue
		}
		if shown := k.Shown(); shown != "" {
			list = append(list, question{k, shown, askedNumber(uint64(hash32(shown))<<32 | uint64(hash32(k.Norm)))})
		}
	}
	return list
}

func hash32(s string) uint32 {
	sum := sha256.Sum256([]byte(s))
	return binary.BigEndian.Uint32(sum[:])
}

// askedBook knows which numbers somebody's files asked about, and how many of
// them show the same.
type askedBook struct {
	seen   map[askedNumber]bool
	alike  map[uint32]int
	recent []askedNumber // not stored yet
}

func newAskedBook() *askedBook {
	return &askedBook{seen: map[askedNumber]bool{}, alike: map[uint32]int{}}
}

func (b *askedBook) add(n askedNumber) {
	if !b.seen[n] {
		b.seen[n] = true
		b.alike[uint32(n>>32)]++
	}
}

// note adds a number that is to be stored.
func (b *askedBook) note(n askedNumber) {
	b.add(n)
	b.recent = append(b.recent, n)
}

// free notes a number if few with the same shown digits were asked about.
func (b *askedBook) free(n askedNumber) {
	if !b.seen[n] && b.alike[uint32(n>>32)] < freeGuesses {
		b.note(n)
	}
}

// price is what one more number with the same shown digits costs: the first that
// is not free shows that these are guesses, and pays for the free ones too.
func (b *askedBook) price(n askedNumber) int {
	if b.alike[uint32(n>>32)] == freeGuesses {
		return 1 + freeGuesses
	}
	return 1
}

func pack(list []askedNumber) string {
	raw := make([]byte, 0, 8*len(list))
	for _, n := range list {
		raw = binary.BigEndian.AppendUint64(raw, uint64(n))
	}
	return base64.RawStdEncoding.EncodeToString(raw)
}

func unpack(s string) []askedNumber {
	raw, _ := base64.RawStdEncoding.DecodeString(s) // written by pack
	list := make([]askedNumber, 0, len(raw)/8)
	for ; len(raw) >= 8; raw = raw[8:] {
		list = append(list, askedNumber(binary.BigEndian.Uint64(raw)))
	}
	return list
}
