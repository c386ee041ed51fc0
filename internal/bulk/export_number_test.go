package bulk

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// Customers found by a full number leave like others: what counts the question
// does not wait for the transaction that asks it.
func TestExportByFullNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.run("support", r.upload("support", "a.csv", []byte("客户名称,手机,负责人\n甲公司,13900000001,鲁昀\n乙公司,13900000002,鲁昀\n"), ""))
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		before := r.probes()
		var out bytes.Buffer
		n, err := Export(ctx, d, r.w.As("director"), ExportRequest{Q: "13900000001"}, &out)
		if err != nil || n != 1 || !strings.Contains(out.String(), "甲公司") || strings.Contains(out.String(), "乙公司") {
			t.Errorf("%d customers, %v: %s", n, err, out.String())
		}
		if r.probes() == before {
			t.Error("the question was not counted")
		}
	})
}
