package bulk

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// disable does what org.Disable does about customers, without the rest.
func (r rig) disable(who string) error {
	return r.d.Update(r.t.Context(), r.w.System(r.t), func(tx *db.Tx) error {
		args := db.Args{"id": r.w.As(who).Person}
		if _, err := db.One[int64](tx, `SELECT id FROM person WHERE tenant_id = @tenant AND id = @id FOR UPDATE`, args); err != nil {
			return err
		}
		if _, err := customer.HandOverAll(tx, r.w.As(who).Person, customer.Handover{Pool: r.w.Pool, Kind: "disable"}); err != nil {
			return err
		}
		_, err := db.Exec(tx, `UPDATE person SET active = FALSE WHERE tenant_id = @tenant AND id = @id`, args)
		return err
	})
}

func (r rig) orphans() int {
	return r.count(`SELECT COUNT(*) FROM customer c JOIN person p ON p.tenant_id = c.tenant_id AND p.id = c.owner_id
		WHERE c.tenant_id = @tenant AND NOT p.active AND NOT c.archived`)
}

func people(n int, owner string) []byte {
	var list strings.Builder
	list.WriteString("公司,手机,负责人\n")
	for i := range n {
		fmt.Fprintf(&list, "第%d公司,137%08d,%s\n", i, i*7919, owner)
	}
	return []byte(list.String())
}

// TestImportEndsWithItsPerson: what somebody started stops at the next page once
// they were disabled; a colleague can go on with it.
func TestImportEndsWithItsPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.upload("manager1", "a.csv", people(20, ""), "")
		r.w.Update(t, "manager1", func(tx *db.Tx) error { return begin(tx, &imp) })
		_, o, st, err := load(t.Context(), d, r.w.As("manager1"), imp.ID, StateRunning)
		if err != nil {
			t.Fatal(err)
		}
		var s *session
		r.w.View(t, "manager1", func(tx *db.Tx) error { s, err = openSession(tx, st.Analysis, o, imp.ID); return err })
		if err := r.disable("manager1"); err != nil {
			t.Fatal(err)
		}
		err = d.Update(t.Context(), r.w.As("manager1"), func(tx *db.Tx) error { _, err := s.writePage(tx, imp, nil); return err })
		if crm.CodeOf(err) != "person.left" {
			t.Errorf("the next page: %v", err)
		}
		if more, err := Run(t.Context(), d, r.files, r.w.Tenant, imp.ID); more || err != nil {
			t.Fatal(more, err)
		}
		r.w.View(t, "support", func(tx *db.Tx) error { imp, err = Get(tx, imp.ID); return err })
		if imp.State != StateFailed || imp.Message != "person.left" || imp.RowsRead != 0 {
			t.Errorf("%s %s, %d rows", imp.State, imp.Message, imp.RowsRead)
		}
		if imp = r.run("support", imp); imp.Created != 20 {
			t.Errorf("a colleague's run made %d", imp.Created)
		}
	})
}

// TestNobodyDisabledGetsImports: who is disabled while a list of theirs comes in
// ends up with nothing, whichever came first.
func TestNobodyDisabledGetsImports(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for range 6 {
			r := newRig(t, d)
			imp := r.upload("support", "a.csv", people(1200, "许婷希"), "")
			var wait sync.WaitGroup
			wait.Go(func() {
				if err := r.disable("rep1"); err != nil {
					t.Error(err)
				}
			})
			imp = r.run("support", imp)
			wait.Wait()
			if n := r.orphans(); n > 0 || imp.Created != 1200 {
				t.Fatalf("%d of %d customers belong to somebody disabled", n, imp.Created)
			}
		}
	})
}

// leaver disables the person who downloads once the first bytes came.
type leaver struct{ leave func() }

func (l *leaver) Write(p []byte) (int, error) {
	if l.leave != nil {
		l.leave()
		l.leave = nil
	}
	return len(p), nil
}

// TestExportEndsWithItsPerson: a download breaks off when its person is disabled.
func TestExportEndsWithItsPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.run("support", r.upload("support", "a.csv", people(3000, "许婷希"), ""))
		out := &leaver{leave: func() {
			if err := r.disable("manager1"); err != nil {
				t.Error(err)
			}
		}}
		n, err := Export(t.Context(), d, r.w.As("manager1"), ExportRequest{Sort: "createdAt"}, out)
		if crm.CodeOf(err) != "person.left" || n == 0 || n >= 3000 {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// TestOthersReadListsMasked: of a list that somebody else brought no number is
// shown, not even one that is none because a digit is too many.
func TestOthersReadListsMasked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.upload("rep1", "a.csv", []byte("公司,联系人,手机,问 13612340001\n一公司,陈13612340002,1361234000399,x\n"), "")
		for who, shown := range map[string]bool{"rep1": true, "support": false} {
			var view string
			r.w.View(t, who, func(tx *db.Tx) error {
				v, err := fullOf(tx, imp, "zh-CN")
				view = asJSON(v)
				return err
			})
			view += strings.Join(r.errors(who, imp, Rejected, Duplicate), "")
			if strings.Contains(view, "13612340") != shown {
				t.Errorf("%s reads the numbers: %v, want %v: %s", who, !shown, shown, view[max(0, strings.Index(view, "13612340")-120):])
			}
		}
	})
}
