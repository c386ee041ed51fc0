package bulk

import (
	"errors"
	"fmt"

	"laidan/internal/sheet"
)

// errEnough ends reading early.
var errEnough = errors.New("enough rows")

// inPages builds the rows of a file and hands them over in pages, from a row on.
// Reading goes on one page ahead: while one is written the next is read. fn ends
// it with errEnough or an error.
func (s *session) inPages(book *sheet.Book, from int, fn func([]*Item) error) error {
	pages := make(chan []*Item, 1)
	stop := make(chan struct{})
	done := make(chan error, 1)
	recovering(done, func() error {
		defer close(pages)
		return s.readPages(book, from, func(page []*Item) error {
			select {
			case pages <- page:
				return nil
			case <-stop:
				return errEnough
			}
		})
	})
	ended := false
	end := func() error {
		if ended {
			return nil
		}
		ended = true
		close(stop)
		for range pages { // let the reader come to its end
		}
		return <-done
	}
	defer func() { _ = end() }() // also when fn panics
	for page := range pages {
		if err := fn(page); err != nil {
			return err
		}
	}
	if err := end(); !errors.Is(err, errEnough) {
		return err
	}
	return nil
}

// recovering runs fn beside the caller; a panic becomes its error.
func recovering(done chan<- error, fn func() error) {
	go func() {
		var err error
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("reading rows: %v", p)
			}
			done <- err
		}()
		err = fn()
	}()
}

// pageBytes is how much text a page holds before it is full: its rows stand in
// memory several times over.
const pageBytes = 2 << 20

// readPages reads and builds rows.
func (s *session) readPages(book *sheet.Book, from int, give func([]*Item) error) error {
	items := make([]*Item, 0, pageRows)
	at, bytes := 0, 0
	err := book.Rows(func(r sheet.Row) error {
		if at++; at <= from {
			return nil
		}
		items = append(items, s.build(r))
		bytes += r.Size()
		if len(items) < pageRows && bytes < pageBytes {
			return nil
		}
		page := items
		items, bytes = make([]*Item, 0, pageRows), 0
		return give(page)
	})
	if err == nil && len(items) > 0 {
		err = give(items)
	}
	return err
}
