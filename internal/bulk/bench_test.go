package bulk

import (
	"bytes"
	"fmt"
	"syscall"
	"testing"
	"time"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/sheet/sheettest"
)

// BenchmarkImport measures rows written per second, duplicate check included.
func BenchmarkImport(b *testing.B) {
	for _, c := range []struct{ name, file, options string }{
		{"companies", "listed.gbk.csv.gz", ""},
		{"leads", "us-leads.csv", ""},
		{"list", "", ""},
		{"telesales", "bank-full.csv.gz", `{"name":"{job} {orig_row}"}`},
	} {
		content := mobiles(20_000)
		if c.file != "" {
			content = sheettest.File(b, c.file)
		}
		for name, open := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				d := open(b)
				rows, spent := 0, time.Duration(0)
				for b.Loop() {
					b.StopTimer()
					r := newRig(b, d)
					imp := r.upload("support", c.name+".csv", content, c.options)
					b.StartTimer()
					from := processorTime()
					rows += r.run("support", imp).RowsRead
					spent += processorTime() - from
				}
				b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
				b.ReportMetric(float64(spent.Microseconds())/float64(rows), "cpu-us/row")
			})
		}
	}
}

// mobiles is a list as a team buys it: company, contact, mobile, city, remark.
func mobiles(n int) []byte {
	var b bytes.Buffer
	b.WriteString("客户名称,联系人,手机,城市,行业,备注\n")
	for i := range n {
		fmt.Fprintf(&b, "宁波第%d精密机械有限公司,联系人%d,138%08d,宁波,机械,展会登记\n", i, i, i)
	}
	return b.Bytes()
}

// processorTime is what this process has used: on a busy machine the rate by the
// clock says more about the neighbours.
func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
