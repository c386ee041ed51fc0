package list

import "sync"

// sparseWords remembers words that have many hits but did not fill a page from
// the first rows of a sort, so that the look at those rows is not paid again.
// When it is full it forgets everything: words become common as customers come.
type sparseWords struct {
	mu   sync.Mutex
	list map[string]bool
}

const maxSparse = 10_000

var sparse sparseWords

func (s *sparseWords) has(words string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list[words]
}

func (s *sparseWords) add(words string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list == nil || len(s.list) >= maxSparse {
		s.list = map[string]bool{}
	}
	s.list[words] = true
}
