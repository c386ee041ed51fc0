package host

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTempFilesLeaveNothingBehind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tmp")
	f, err := TempFile(dir, "import")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("still there"), 0); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 5)
	if _, err := f.ReadAt(b, 0); err != nil || string(b) != "still" {
		t.Errorf("%q, %v", b, err)
	}
	DropTemp(f)
	if list, _ := os.ReadDir(dir); len(list) > 0 {
		t.Errorf("%v is left", list)
	}
}

// Files of a process that was killed go, those of another that runs and what is
// not ours stay.
func TestSweepTemp(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	for name, age := range map[string]time.Duration{"laidan-import-1": 2 * time.Hour, "laidan-import-2": time.Minute, "notes.txt": 48 * time.Hour} {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := SweepTemp(dir, now); err != nil {
		t.Fatal(err)
	}
	list, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(list) != 2 || filepath.Base(list[0]) != "laidan-import-2" || filepath.Base(list[1]) != "notes.txt" {
		t.Error(list)
	}
	if err := SweepTemp(filepath.Join(dir, "none"), now); err != nil {
		t.Error(err)
	}
}
