package bulk

import (
	"errors"
	"os"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// lies reports whether a file and its row are there.
func (r rig) lies(id crm.BlobID) (file, row bool) {
	r.t.Helper()
	f, err := r.files.Open(r.w.Tenant, id)
	if err == nil {
		_ = f.Close()
	} else if !errors.Is(err, os.ErrNotExist) {
		r.t.Fatal(err)
	}
	return err == nil, r.count("SELECT COUNT(*) FROM blob WHERE tenant_id = @tenant AND id = "+id.String()) == 1
}

// TestDiscardDeletesTheFile and its row at once.
func TestDiscardDeletesTheFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.upload("rep1", "a.csv", people(3, ""), "")
		r.w.Update(t, "rep1", func(tx *db.Tx) error { return Discard(tx, r.files, imp.ID) })
		if file, row := r.lies(imp.BlobID); file || row {
			t.Errorf("file %v, row %v", file, row)
		}
	})
}

// TestFilesGoInTime: an import's file is kept as long as it can be undone, a loose
// one for a day, and what lies in the folder without a row goes too.
func TestFilesGoInTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		done := r.run("support", r.upload("support", "a.csv", people(3, ""), ""))
		tried := r.upload("support", "b.csv", people(4, ""), "")
		form, err := r.files.Put(t.Context(), d, r.w.As("rep1"), "attachment", "x.png", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		lost, err := r.files.Put(t.Context(), d, r.w.As("rep1"), "attachment", "y.png", strings.NewReader("y"))
		if err != nil {
			t.Fatal(err)
		}
		r.w.Update(t, "rep1", func(tx *db.Tx) error {
			_, err := db.Exec(tx, `DELETE FROM blob WHERE tenant_id = @tenant AND id = @id`, db.Args{"id": lost.ID})
			return err
		})
		for _, step := range []struct {
			days                    int
			done, tried, form, lost bool
		}{{0, true, true, true, true}, {2, true, true, false, false}, {31, false, false, false, false}} {
			now := r.w.At.AddDate(0, 0, step.days)
			r.w.SetNow(now)
			old := now.AddDate(0, 0, -step.days)
			_ = os.Chtimes(r.files.Dir+"/"+r.files.Name(r.w.Tenant, lost.ID), old, old)
			if err := ForgetFiles(t.Context(), d, r.files, r.w.Tenant); err != nil {
				t.Fatal(err)
			}
			if err := r.files.Sweep(t.Context(), d, r.w.Tenant); err != nil {
				t.Fatal(err)
			}
			for name, x := range map[string]struct {
				id   crm.BlobID
				want bool
			}{"done": {done.BlobID, step.done}, "tried": {tried.BlobID, step.tried}, "form": {form.ID, step.form}, "lost": {lost.ID, step.lost}} {
				if file, row := r.lies(x.id); file != x.want || row != (x.want && name != "lost") {
					t.Errorf("after %d days, %s: file %v, row %v", step.days, name, file, row)
				}
			}
		}
		if n := r.count(`SELECT COUNT(*) FROM import WHERE tenant_id = @tenant`); n != 1 {
			t.Errorf("%d imports remember", n)
		}
	})
}
