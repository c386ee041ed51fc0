package phone

import (
	"strings"
	"sync"
)

// The library takes some 50 µs for a number, and an import or a form asks for
// the same one three times: as written, as E.164, and for its kind. The last few
// thousand answers are remembered, in two halves, so that the older half can go.
var memo struct {
	sync.Mutex
	young, old map[string]answer
}

type answer struct {
	number Number
	err    error
}

const memoHalf = 4096

// remembered parses with the library unless the answer is known.
func remembered(s, region string) (Number, error) {
	if strings.HasPrefix(s, "+") {
		region = ""
	}
	key := region + " " + s
	memo.Lock()
	a, ok := memo.young[key]
	if !ok {
		a, ok = memo.old[key]
	}
	memo.Unlock()
	if ok {
		return a.number, a.err
	}
	a.number, a.err = parseAbroad(s, region)
	memo.Lock()
	defer memo.Unlock()
	if memo.young == nil || len(memo.young) >= memoHalf {
		memo.young, memo.old = make(map[string]answer, memoHalf), memo.young
	}
	memo.young[key] = a
	if a.err == nil {
		memo.young[" "+a.number.E164] = a
	}
	return a.number, a.err
}
