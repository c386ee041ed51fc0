package privacy_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"laidan/internal/bulk"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/privacy"
)

// TestEraseReadsImportFiles: a list that holds the person far behind its preview,
// in another writing, goes whether it was run or not; other lists stay.
func TestEraseReadsImportFiles(t *testing.T) {
	each(t, func(w *world) {
		upload := func(tail string) bulk.Import {
			var list strings.Builder
			list.WriteString("公司,手机,备注\n")
			for i := range 80 {
				fmt.Fprintf(&list, "第%d家公司,135%08d,\n", i, i*7919)
			}
			imp, err := bulk.Upload(context.Background(), w.a.DB, w.a.Files, w.manager, "a.csv", strings.NewReader(list.String()+tail), nil)
			if err != nil {
				t.Fatal(err)
			}
			return imp
		}
		grouped := numberMark[:3] + " " + numberMark[3:7] + "-" + numberMark[7:]
		holding, other := upload("末家公司,,他的电话是 "+grouped+"\n"), upload("末家公司,,没有电话\n")
		if _, err := privacy.Erase(context.Background(), w.a.DB, w.a.Files, w.admin,
			privacy.Order{Subject: privacy.Subject{Customer: w.id, Contact: w.contact}, Confirm: nameMark, Reason: "本人要求"}); err != nil {
			t.Fatal(err)
		}
		for name, x := range map[string]struct {
			imp  bulk.Import
			want bool
		}{"holding": {holding, false}, "other": {other, true}} {
			f, err := w.a.Files.Open(w.admin.Tenant, x.imp.BlobID)
			if err == nil {
				_ = f.Close()
			}
			if (err == nil) != x.want {
				t.Errorf("%s: the file: %v", name, err)
			}
			w.update(w.manager, func(tx *db.Tx) error {
				if _, err := bulk.Get(tx, x.imp.ID); (err == nil) != x.want && (crm.KindOf(err) == crm.NotFound) == x.want {
					t.Errorf("%s: the import: %v", name, err)
				}
				return nil
			})
		}
	})
}
