package audit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// A node on PostgreSQL works only with the key that the others have. Until then
// it neither starts nor erases, and does not call what others erased forged.
func TestNodesAgreeOnOneKey(t *testing.T) {
	d := dbtest.Postgres(t)
	w, first := kept(t, d)
	other, own := t.TempDir(), filepath.Join(first, keyName)
	refused := func(step, want string) {
		t.Helper()
		if _, err := AgreeKey(t.Context(), d, other); !errors.Is(err, ErrKey) || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%s: %v", step, err)
		}
	}
	keys.Delete(d)
	refused("none", "is missing")
	if _, err := os.Stat(filepath.Join(other, keyName)); err == nil {
		t.Error("a key was made where the nodes have one")
	}
	must(t, writeKey(other, &Key{Secret: "another", Trusted: map[string]int64{}}))
	refused("another", "is another one")
	w.View(t, "admin", func(tx *db.Tx) error {
		if _, err := Vouched(tx, nil); crm.CodeOf(err) != "audit.key" {
			t.Errorf("an erasure without the key: %v", err)
		}
		return nil
	})
	if out, err := check(t, d, first); !errors.Is(err, ErrKey) || errors.Is(err, ErrTampered) {
		t.Errorf("verify with another key: %v %s", err, out)
	}
	must(t, os.WriteFile(filepath.Join(other, keyName), []byte("{}"), 0o600))
	refused("empty", "holds no key")
	b, err := os.ReadFile(own)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(other, keyName), b, 0o600))
	if made, err := AgreeKey(t.Context(), d, other); made || err != nil {
		t.Error(made, err)
	}
	must(t, NewKey(t.Context(), d, other)) // all were lost: the other nodes need the new one
	keys.Delete(d)
	if _, err := AgreeKey(t.Context(), d, first); !errors.Is(err, ErrKey) {
		t.Errorf("the old key: %v", err)
	}
	if again, _ := os.ReadFile(own); string(again) != string(b) {
		t.Error("the refused node's key was overwritten")
	}
}

// Nodes that start at once on one folder make one key; on folders of their own
// one makes it and the others are refused.
func TestNodesThatStartAtOnce(t *testing.T) {
	for _, shared := range []bool{true, false} {
		url := dbtest.PostgresURL(t)
		dir := t.TempDir()
		var wait sync.WaitGroup
		errs := make([]error, 4)
		nodes := make([]*db.DB, len(errs))
		for i := range nodes {
			var err error
			nodes[i], err = db.Open(t.Context(), db.Options{URL: url})
			must(t, err)
			t.Cleanup(nodes[i].Close)
		}
		must(t, nodes[0].Migrate(t.Context()))
		for i, d := range nodes {
			data := dir
			if !shared {
				data = t.TempDir()
			}
			wait.Go(func() { _, errs[i] = AgreeKey(t.Context(), d, data) })
		}
		wait.Wait()
		good := 0
		for i, err := range errs {
			switch {
			case err == nil:
				good++
				must(t, KeyFits(t.Context(), nodes[i]))
			case !errors.Is(err, ErrKey):
				t.Error(err)
			}
		}
		if want := map[bool]int{true: len(nodes), false: 1}[shared]; good != want {
			t.Errorf("shared %v: %d nodes started, want %d", shared, good, want)
		}
	}
}

// On SQLite the key of the data folder is the one; the database never holds it.
func TestKeyStaysOutOfTheDatabase(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		_, data := kept(t, d)
		k, err := readKey(data)
		must(t, err)
		known := ""
		must(t, d.View(t.Context(), crm.Actor{}, func(tx *db.Tx) (err error) { known, err = notedKey(tx); return err }))
		if known != k.fingerprint() || strings.Contains(known, k.Secret) || strings.Contains(k.Secret, known) {
			t.Errorf("noted %q", known)
		}
		if d.Postgres() {
			return
		}
		must(t, os.Remove(filepath.Join(data, keyName)))
		keys.Delete(d)
		if made, err := AgreeKey(t.Context(), d, data); !made || err != nil {
			t.Error("a lost key beside SQLite:", made, err)
		}
		must(t, KeyFits(t.Context(), d))
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
