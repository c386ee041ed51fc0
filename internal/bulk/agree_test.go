package bulk

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// TestDryRunSaysWhatTheRunDoes: files full of rows that repeat, complete and
// contradict each other come out of the run as the dry run counted them.
func TestDryRunSaysWhatTheRunDoes(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	file := func(rows int) string {
		var b strings.Builder
		b.WriteString("客户名称,联系人,手机,微信,邮箱,评级,行业,职务,标签,通话结果,客户反馈,最近联系时间,展位,负责人,税号\n")
		for range rows {
			n := rng.IntN(6)
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", pick("墨川仪器", "墨川仪器有限公司", "砚拓精机", "钰程塑机", "栩诺轴承"), pick("颜芯昱", "卢城", ""),
				pick("", "", fmt.Sprintf("1590000220%d", n)), pick("", "", fmt.Sprintf("wx%d", n)), pick("", "", "", fmt.Sprintf("y%d@mochuan.test", n)), pick("A", "B", ""), pick("仪器", "机床", ""),
				pick("经理", "科长", ""), pick("展会", "重点", ""), pick("接通", "关机", "", ""), pick("说十月换", ""), pick("2026-08-01", "2026-08-02", ""), pick("W1", "W2", ""),
				pick("鲁昀", "许婷希", ""), pick("", "", "", "91350211M000100Y43"))
		}
		return b.String()
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i := range 12 {
			choice := []string{Fill, Overwrite, Skip, New}[i%4]
			who := []string{"support", "rep1", "manager1"}[i%3]
			r := newRig(t, d)
			before := "support"
			if who == "rep1" { // a rep's list is told nothing of others' customers
				before = who
			}
			r.run(before, r.upload(before, "a.csv", []byte(file(6)), ""))
			text := file(60)
			imp := r.upload(who, "b.csv", []byte(text), `{"duplicates":"`+choice+`"}`)
			_, p := preview(t, imp)
			imp = r.run(who, imp)
			if got := (counts{imp.Created, imp.Updated, imp.Duplicates, imp.Rejected}); got != p.Counts {
				t.Errorf("%d %s by %s: the dry run says %+v, the run %+v", i, choice, who, p.Counts, got)
			}
		}
	})
}
