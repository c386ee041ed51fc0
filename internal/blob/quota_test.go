package blob

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/host"
)

// Files end at the quota of a person and of the organisation, also when they
// come at the same moment, and a refused one leaves nothing on the disk.
func TestQuotas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := dbtest.Tenant(t, d)
		s := Store{Dir: t.TempDir(), Max: 1 << 20, Quota: Quota{Person: 1000, Organisation: 1700}}
		put := func(who string, size int) string {
			_, err := s.Put(t.Context(), d, w.As(who), "attachment", "a.pdf", bytes.NewReader(make([]byte, size)))
			return crm.CodeOf(err)
		}
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() { put("rep1", 300) })
		}
		group.Wait()
		if code := put("rep1", 101); code != "file.quota_person" {
			t.Errorf("beyond one's own: %q", code)
		}
		if code := put("rep1", 100); code != "" {
			t.Errorf("up to one's own: %q", code)
		}
		if code := put("admin", 701); code != "file.quota_organisation" {
			t.Errorf("beyond everybody's: %q", code)
		}
		if code := put("admin", 700); code != "" {
			t.Errorf("up to everybody's: %q", code)
		}
		if code := put("admin", 1); code != "file.quota_organisation" {
			t.Errorf("one byte more: %q", code)
		}
		files := 0
		_ = filepath.WalkDir(s.Dir, func(_ string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				files++
			}
			return nil
		})
		if files != 5 { // three of 300, one of 100, one of 700
			t.Errorf("%d files on the disk", files)
		}
	})
}

// A disk with little left takes no uploads.
func TestNoRoomForUploads(t *testing.T) {
	defer func() { diskOf = host.DiskOf }()
	s := Store{Dir: t.TempDir(), Quota: Quota{Reserve: 1 << 20}}
	for free, want := range map[uint64]string{1<<20 - 1: "file.no_room", 1 << 20: ""} {
		diskOf = func(string) (host.Disk, error) { return host.Disk{Free: free}, nil }
		if code := crm.CodeOf(s.CheckRoom()); code != want {
			t.Errorf("%d free: %q", free, code)
		}
	}
}
