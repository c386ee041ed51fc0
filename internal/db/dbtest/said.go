package dbtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"laidan/internal/db"
)

// statement is one line of a record.
type statement struct {
	Text string
	Args []any
}

var records sync.Map // statement texts this process has written down

// writeDown adds every distinct statement on PostgreSQL to a file of this
// process, when LAIDAN_STATEMENTS names a folder; make torture explains them.
func writeDown(t testing.TB, d *db.DB) {
	dir := os.Getenv("LAIDAN_STATEMENTS")
	if dir == "" || !d.Postgres() {
		return
	}
	file := filepath.Join(dir, fmt.Sprint(os.Getpid()))
	var mu sync.Mutex
	d.Record(func(text string, args []any) {
		if _, known := records.LoadOrStore(text, true); known {
			return
		}
		b, err := json.Marshal(statement{text, args})
		if err != nil {
			return // infinities cannot be written down, nor stored
		}
		mu.Lock()
		defer mu.Unlock()
		f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = f.Write(append(b, '\n'))
		_ = f.Close()
	})
}

// Said reads what writeDown wrote, by statement.
func Said(dir string) (map[string][]any, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return nil, err
	}
	out := map[string][]any{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		s := bufio.NewScanner(f)
		s.Buffer(nil, 64<<20)
		for s.Scan() {
			var st statement
			d := json.NewDecoder(strings.NewReader(s.Text()))
			d.UseNumber()
			if err := d.Decode(&st); err != nil {
				_ = f.Close()
				return nil, err
			}
			for i, a := range st.Args {
				st.Args[i] = number(a)
			}
			out[st.Text] = st.Args
		}
		_ = f.Close()
		if err := s.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func number(a any) any {
	n, ok := a.(json.Number)
	if !ok {
		return a
	}
	if i, err := n.Int64(); err == nil {
		return i
	}
	f, _ := n.Float64()
	return f
}
