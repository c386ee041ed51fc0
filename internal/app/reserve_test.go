package app

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// smallDisk is a disk of its own in memory.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size+",mode=700"); err != nil {
		t.Skip("a small disk needs root: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill leaves not one block of the disk.
func fill(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
}

// On a disk without a free byte the server opens and reads; with a reserve, which
// it gives up then, it also writes.
func TestFullDiskStarts(t *testing.T) {
	for _, reserve := range []int64{0, 16 << 20} {
		dir := smallDisk(t, "48m")
		s := config.Settings{Data: filepath.Join(dir, "data"), Listen: "127.0.0.1:0", Synchronous: "full", MaxUpload: 1 << 20, DiskReserve: reserve}
		a, err := Open(context.Background(), s, "test", nil)
		if err != nil {
			t.Fatal(err)
		}
		a.Close()
		if err := takeReserve(s); err != nil {
			t.Fatal(err)
		}
		fill(t, dir)
		a, err = Open(context.Background(), s, "test", nil)
		if err != nil {
			t.Fatalf("reserve %d: does not start: %v", reserve, err)
		}
		if err := a.DB.View(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			_, err := db.GlobalOne[int](tx, "SELECT COUNT(*) FROM tenant")
			return err
		}); err != nil {
			t.Errorf("reserve %d: read: %v", reserve, err)
		}
		err = a.DB.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			_, err := db.GlobalExec(tx, "INSERT INTO tenant (id, name, created_at) VALUES (7, '满', 1)")
			return err
		})
		if reserve == 0 && crm.CodeOf(err) != "storage_full" || reserve > 0 && err != nil {
			t.Errorf("reserve %d: write: %v", reserve, err)
		}
		a.Close()
	}
}

// What an older version or a copy left readable to others is closed at the start.
func TestOldFilesAreClosed(t *testing.T) {
	dir := t.TempDir()
	list := []string{"laidan.db", "laidan.db-wal", "laidan.db-shm", "laidan.conf", "audit-checkpoint.json", "backups/a.zip", "files/1/22/122"}
	for _, name := range list {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	closeToOthers(dir, slog.New(slog.DiscardHandler))
	for _, name := range append(list, "backups", "files", "files/1") {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}
