package bulk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/followup"
	"laidan/internal/sheet"
	"laidan/internal/sheet/sheettest"
	"laidan/internal/words"
)

const fair = `客户名称,联系人/职务,手机,固话,所在地,意向,登记日期,想看的产品,备注,微信,展位编号
宁波砚拓精机,卢城 设备科长,138 0013 0574,0574-88112233 转 8,宁波北仑,高,26/9/24,扫码盘点,有老系统,lc_0574,W3-118
墨川仪器,颜芯昱,15900002208,,余姚,中,9月25日,WMS,,meijing88,W3-119
余姚钰程塑机,梅婧,13500006610、13500006611,,余姚,低,2026/9/25,,,,W3-120
慈溪栩诺轴承,乔煜,0574-8811,,慈溪,高,26/9/24,,,,W3-121
云砺机床,贺琪希,18600003391,,江苏 苏州,高+,26/9/24,,,,W3-122
奉化铂叶液压,孟昀楷,13700005529,,宁波,中,13月2日,,,,W3-123
墨川仪器,颜芯昱,15900002208,,余姚,中,9月25日,WMS,,meijing88,W3-119
`

// TestTradeFair: the list of the picture, through mapping, dry run, remedies, run
// and error file.
func TestTradeFair(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.upload("support", "机床展名单-0926.csv", []byte("机床展 2026,,,,,,,,,,\n填写说明：评级填高中低,,,,,,,,,,\n"+fair), `{"source":"展会"}`)
		a, p := preview(t, imp)
		if a.Detected.HeaderRow != 3 || a.Detected.Rows != 7 {
			t.Errorf("%+v", a.Detected)
		}
		var targets []string
		for _, c := range a.Columns {
			targets = append(targets, c.Target)
		}
		if got := strings.Join(targets, " "); got != "name contact phone.mobile phone.company region grade createdAt product remark wechat custom" {
			t.Error(got)
		}
		if p.Counts != (counts{Created: 3, Duplicates: 1, Rejected: 3}) {
			t.Errorf("%+v", p.Counts)
		}
		fixes := map[string]*Fix{}
		for _, g := range p.Errors {
			fixes[g.Code] = g.Fix
		}
		if f := fixes["import.grade"]; f == nil || f.Kind != "value" || f.To != "A" {
			t.Errorf("grade: %+v", f)
		}
		for _, code := range []string{"import.date", "phone.too_short"} {
			if f := fixes[code]; f == nil || f.Kind != "blank" {
				t.Errorf("%s: %+v of %+v", code, f, p.Errors)
			}
		}
		// Take the remedies one after the other, as clicks do.
		for _, code := range []string{"import.grade", "import.date", "phone.too_short"} {
			_, p = preview(t, imp)
			for _, g := range p.Errors {
				if g.Code == code {
					adjusted, err := Adjust(t.Context(), d, r.files, r.w.As("support"), imp.ID, json.RawMessage(asJSON(g.Fix.Options)))
					if err != nil {
						t.Fatal(code, err)
					}
					imp = adjusted
				}
			}
		}
		if _, p = preview(t, imp); p.Counts != (counts{Created: 6, Duplicates: 1}) {
			t.Errorf("%+v %+v", p.Counts, p.Errors)
		}
		imp = r.run("support", imp)
		if imp.Created != 6 || imp.Duplicates != 1 {
			t.Errorf("%+v", imp)
		}
		r.w.View(t, "support", func(tx *db.Tx) error {
			c, err := customer.Find(tx, " WHERE c.tenant_id = @tenant AND c.name = @name", db.Args{"name": "宁波砚拓精机"})
			if err != nil || len(c) != 1 {
				t.Fatal(err, len(c))
			}
			x := c[0]
			if x.ContactName != "卢城" || x.ContactTitle != "设备科长" || x.Phone != "13800130574" || x.Province != "浙江" || x.City != "宁波" || x.Grade != "A" ||
				x.Need != "扫码盘点" || x.Source != "展会" || x.PoolID != r.w.Pool || x.CustomValues()["zhan_wei_bian_hao"] != "W3-118" ||
				crm.DayOf(x.CreatedAt.Time(), tx.Zone()).String() != "2026-09-24" || x.Layer != words.Resource {
				t.Errorf("%+v", x.Row)
			}
			return nil
		})
		if n := r.count("SELECT COUNT(*) FROM receipt WHERE tenant_id = @tenant AND kind = 'import'"); n != 6 {
			t.Errorf("%d receipts", n)
		}
		var out bytes.Buffer
		if err := Errors(t.Context(), d, r.files, r.w.As("support"), imp.ID, []Outcome{Rejected, Duplicate}, &out); err != nil {
			t.Fatal(err)
		}
		if s := out.String(); !strings.HasPrefix(s, "\uFEFF行号,出错原因,客户名称,") || !strings.Contains(s, "10,") || strings.Count(s, "\r\n") != 2 {
			t.Error(s)
		}
	})
}

// TestErrorFileComesBack: the error file of a dry run, corrected, imports.
func TestErrorFileComesBack(t *testing.T) {
	d := dbtest.SQLite(t)
	r := newRig(t, d)
	imp := r.upload("support", "a.csv", []byte(fair), "")
	var out bytes.Buffer
	if err := Errors(t.Context(), d, r.files, r.w.As("support"), imp.ID, []Outcome{Rejected}, &out); err != nil {
		t.Fatal(err)
	}
	fixed := strings.NewReplacer("0574-8811,", "0574-88110000,", "高+", "高", "13月2日", "9月2日").Replace(out.String())
	_, p := preview(t, r.upload("support", "b.csv", []byte(fixed), ""))
	if p.Counts != (counts{Created: 3}) {
		t.Errorf("%+v %+v\n%s", p.Counts, p.Errors, fixed)
	}
}

// TestDuplicateChoices: skip, fill, overwrite and new meet a customer who is known.
func TestDuplicateChoices(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			choice                          string
			created, updated, dup           int
			name, industry, contacts, grade string
		}{
			{Skip, 0, 0, 2, "墨川仪器", "", "颜芯昱", "B"},
			{Fill, 0, 1, 1, "墨川仪器", "仪器", "颜芯昱", "B"},
			{Overwrite, 0, 1, 1, "墨川仪器有限公司", "仪器", "颜芯昱", "A"},
			{New, 2, 0, 0, "墨川仪器", "", "颜芯昱", "B"},
		} {
			r := newRig(t, d)
			r.run("support", r.upload("support", "a.csv", []byte("客户名称,联系人,手机,评级\n墨川仪器,颜芯昱,15900002208,B\n"), ""))
			again := []byte("客户名称,联系人,手机,评级,行业,职务,编号2\n墨川仪器有限公司,颜芯昱,15900002208,A,仪器,经理,007\n墨川仪器有限公司,颜芯昱,15900002208,A,仪器,经理,007\n")
			imp := r.upload("support", "b.csv", again, `{"duplicates":"`+c.choice+`"}`)
			imp = r.run("support", imp)
			if imp.Created != c.created || imp.Updated != c.updated || imp.Duplicates != c.dup {
				t.Errorf("%s: %d created, %d updated, %d duplicates", c.choice, imp.Created, imp.Updated, imp.Duplicates)
			}
			r.w.View(t, "support", func(tx *db.Tx) error {
				list, err := customer.Find(tx, " WHERE c.tenant_id = @tenant ORDER BY c.id")
				x := list[0]
				if err != nil || x.Name != c.name || x.Industry != c.industry || x.ContactName != c.contacts || x.Grade != c.grade {
					t.Errorf("%s: %v %+v", c.choice, err, x.Row)
				}
				if c.updated == 1 && x.CustomValues()["bian_hao_2"] != "007" && x.CustomValues()["bian_hao2"] != "007" {
					t.Errorf("%s: custom %s", c.choice, x.Custom)
				}
				return nil
			})
		}
	})
}

// TestOwnersAndLayers: owners by name, unknown ones to the pool, quota not
// enforced, hold equal to a recount, layers as imported standings.
func TestOwnersAndLayers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		var b strings.Builder
		b.WriteString("客户名称,手机,负责人,漏斗层,下次联系时间\n")
		for i := range 40 {
			fmt.Fprintf(&b, "客户%d公司,139%08d,%s,%s,2026-10-20\n", i, i, []string{"许婷希", "鲁昀", "查无此人", ""}[i%4], []string{"意向", "资源", "签约", "放弃"}[i/10])
		}
		imp := r.upload("support", "a.csv", []byte(b.String()), "")
		_, p := preview(t, imp)
		if len(p.Owners) != 3 || p.Owners[0].PersonID == nil && p.Owners[0].Name != "查无此人" {
			t.Errorf("%+v", p.Owners)
		}
		imp = r.run("support", imp)
		if imp.Created != 40 {
			t.Fatalf("%+v", imp)
		}
		for who, want := range map[string]int64{"rep1": 5, "rep2": 5} {
			r.w.View(t, who, func(tx *db.Tx) error {
				used, err := db.One[int64](tx, "SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @me")
				count, err2 := db.One[int64](tx, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND owner_id = @me AND layer BETWEEN 1 AND 5 AND NOT self_found")
				if err != nil || err2 != nil || used != want || used != count {
					t.Errorf("%s holds %d, counted %d, want %d (%v %v)", who, used, count, want, err, err2)
				}
				return nil
			})
		}
		if n := r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND layer = 0 AND owner_id IS NULL AND pool_id IS NULL AND cool_until IS NOT NULL"); n != 10 {
			t.Errorf("%d in the cold store", n)
		}
		if n := r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND imported_standing"); n != 30 {
			t.Errorf("%d imported standings", n)
		}
		if p, n := r.count("SELECT COUNT(*) FROM plan WHERE tenant_id = @tenant AND state = 'open'"), r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND next_at IS NOT NULL"); p != n || p != 16 {
			t.Errorf("%d plans, %d next steps", p, n)
		}
	})
}

// TestOwnList: a rep's own import is self-found and cannot go elsewhere.
func TestOwnList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		imp := r.run("rep1", r.upload("rep1", "mine.csv", []byte("客户名称,手机,负责人\n甲公司,13900000001,鲁昀\n乙公司,13900000002,\n"), ""))
		if imp.Created != 2 || r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND self_found AND owner_id IS NOT NULL") != 2 {
			t.Errorf("%+v", imp)
		}
		r.w.View(t, "rep1", func(tx *db.Tx) error {
			if n, err := db.One[int](tx, "SELECT used FROM hold WHERE tenant_id = @tenant AND person_id = @me"); n != 0 || err != nil {
				t.Errorf("self-found customers take no slot: %d %v", n, err)
			}
			return nil
		})
		_, err := Upload(t.Context(), d, r.files, r.w.As("rep1"), "a.csv", strings.NewReader("客户名称\n丙\n"), json.RawMessage(`{"poolId":"`+r.w.Pool.String()+`"}`))
		if crm.CodeOf(err) != "import.own_only" {
			t.Error(err)
		}
		if _, err := Upload(t.Context(), d, r.files, r.w.As("finance"), "a.csv", strings.NewReader("客户名称\n丙\n"), nil); crm.KindOf(err) != crm.Forbidden {
			t.Error(err)
		}
		err = d.View(t.Context(), r.w.As("rep2"), func(tx *db.Tx) error { _, err := Get(tx, imp.ID); return err })
		if crm.KindOf(err) != crm.NotFound {
			t.Errorf("a colleague's import is not found: %v", err)
		}
	})
}

// TestNothingHalf: files that are refused leave nothing behind.
func TestNothingHalf(t *testing.T) {
	d := dbtest.SQLite(t)
	r := newRig(t, d)
	for _, c := range []struct{ name, content, code string }{
		{"formula.csv", "客户名称,备注\n甲,好\n乙,=cmd|' /C calc'!A0\n", "import.formula"},
		{"staff.csv", "工号,姓名,部门,入职日期,手机号\n1,张三,销售,2020-01-01,13900000000\n", "import.not_customers"},
		{"nul.csv", "a,b\n" + strings.Repeat("\x00\x00,1\n", 20), "import.binary"},
		{"nothing.csv", "客户名称,手机\n", "import.no_rows"},
		{"cordys.xlsx", string(sheettest.File(t, "staff.xlsx")), "import.not_customers"},
		{"contract.xls", string(sheettest.File(t, "contracts.xls")), "import.not_customers"},
	} {
		_, err := Upload(t.Context(), d, r.files, r.w.As("support"), c.name, strings.NewReader(c.content), nil)
		if crm.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	if n := r.count("SELECT COUNT(*) FROM import WHERE tenant_id = @tenant") + r.count("SELECT COUNT(*) FROM blob WHERE tenant_id = @tenant"); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}

// TestResume: killed between pages and in the middle of one, the import ends as
// if nothing had happened.
func TestResume(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		content := mobiles(2300)
		content = append(content, []byte("坏行,某人,123,宁波,机械,\n宁波第7精密机械有限公司,联系人7,13800000007,宁波,机械,\n")...)
		r := newRig(t, d)
		imp := r.upload("support", "list.csv", content, "")
		err := d.Update(t.Context(), r.w.As("support"), func(tx *db.Tx) error { return begin(tx, &imp) })
		if err != nil {
			t.Fatal(err)
		}
		kills := 0
		for run := 0; ; run++ {
			more, err := dying(t, r, imp, run)
			if err == nil && !more {
				break
			}
			if kills++; kills > 20 {
				t.Fatal("never ends", err)
			}
		}
		r.w.View(t, "support", func(tx *db.Tx) error { imp, err = getImport(tx, imp.ID); return err })
		if imp.State != StateDone || imp.RowsRead != 2302 || imp.Created != 2300 || imp.Rejected != 1 || imp.Duplicates != 1 || kills != 4 {
			t.Errorf("%d kills: %+v", kills, imp)
		}
		if n := r.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant"); n != 2300 {
			t.Errorf("%d customers", n)
		}
		if n := r.count("SELECT COUNT(DISTINCT name) FROM customer WHERE tenant_id = @tenant"); n != 2300 {
			t.Errorf("%d names", n)
		}
	})
}

// dying runs an import that is killed between its first and second page, or at
// the end of the second before it is committed, by turns.
func dying(t testing.TB, r rig, imp Import, run int) (more bool, err error) {
	defer func() {
		r.d.Record(nil)
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	pages := 0
	r.d.Record(func(text string, _ []any) {
		if strings.HasPrefix(text, "UPDATE import SET rows_read") {
			pages++
		}
		if pages == 2 && run%2 == 1 || pages == 1 && run%2 == 0 && strings.HasPrefix(text, "SELECT kind, norm") {
			panic("killed")
		}
	})
	return Run(t.Context(), r.d, r.files, r.w.Tenant, imp.ID)
}

// TestTouches: result, length, note and day of a row become one touch.
func TestTouches(t *testing.T) {
	d := dbtest.SQLite(t)
	r := newRig(t, d)
	in := "姓名,手机,通话结果,通话时长,通话时间,跟进内容,跟进方式\n张三,13900000001,Ringing,0:35,2026-10-01 10:30,没接,电话\n李四,13900000002,已经报了别的班,4分21秒,2026/10/2,,电话\n王五,13900000003,,,,,\n"
	imp := r.run("support", r.upload("support", "a.csv", []byte(in), ""))
	if imp.Created != 3 {
		t.Fatalf("%+v", imp)
	}
	r.w.View(t, "support", func(tx *db.Tx) error {
		list, err := db.All[followup.Imported](tx, `SELECT customer_id, id, contact_id, channel, direction, result, at, day, seconds, content, feedback, by_id, layer, corrected, import_id, created_at
			FROM touch WHERE tenant_id = @tenant ORDER BY at`)
		if err != nil || len(list) != 2 {
			t.Fatal(err, len(list))
		}
		if x := list[0]; x.Result != "no_answer" || x.Seconds != 35 || x.Day != 20261001 || x.Content != "没接" || x.Import != imp.ID {
			t.Errorf("%+v", x)
		}
		if x := list[1]; x.Result != "connected" || x.Seconds != 261 || x.Feedback != "已经报了别的班" || x.Day != 20261002 {
			t.Errorf("%+v", x)
		}
		c, err := customer.Find(tx, " WHERE c.tenant_id = @tenant AND c.touches = 1 ORDER BY c.id")
		if err != nil || len(c) != 2 || c[0].LastResult != "no_answer" || c[0].Kind != customer.Person || c[0].ContactName != "张三" {
			t.Errorf("%v %d", err, len(c))
		}
		return nil
	})
}

// TestExport: what comes out can come in again, masked and harmless.
func TestExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		in := "客户名称,手机,备注,负责人,编码X\n甲公司,13900000001,\"第一行\n第二行, 逗号\",许婷希,007\n乙公司,13900000002,@备注,许婷希,008\n"
		r.run("support", r.upload("support", "a.csv", []byte(in), ""))
		for _, xlsx := range []bool{false, true} {
			var out bytes.Buffer
			n, err := Export(t.Context(), d, r.w.As("manager1"), ExportRequest{Sort: "name", XLSX: xlsx}, &out)
			if err != nil || n != 2 {
				t.Fatal(n, err)
			}
			b, err := sheet.Open(bytes.NewReader(out.Bytes()), int64(out.Len()), "a", sheet.Choice{}, sheet.Standard)
			if err != nil {
				t.Fatal(err)
			}
			col := func(name string) int { return slices.Index(b.Header(), name) }
			var rows []sheet.Row
			if err := b.Rows(func(r sheet.Row) error { rows = append(rows, r); return nil }); err != nil {
				t.Fatal(err)
			}
			x := rows[0].Cells
			if x[col("客户名称")] != "甲公司" || x[col("电话")] != "139****0001" || x[col("备注")] != "第一行\n第二行, 逗号" || x[col("负责人")] != "许婷希" || x[col("编码X")] != "007" || x[col("漏斗层")] != "资源" {
				t.Errorf("%q", x)
			}
			if !xlsx && (!strings.HasPrefix(out.String(), "\uFEFF") || !strings.Contains(out.String(), "'@备注")) {
				t.Error(out.String())
			}
		}
		if _, err := Export(t.Context(), d, r.w.As("rep1"), ExportRequest{}, &bytes.Buffer{}); crm.KindOf(err) != crm.Forbidden {
			t.Error(err)
		}
		if _, err := Export(t.Context(), d, r.w.As("manager1"), ExportRequest{Filter: "nonsense ="}, &bytes.Buffer{}); err == nil {
			t.Error("a wrong filter is refused")
		}
		if n := r.count("SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'bulk.Exported'"); n != 2 {
			t.Errorf("%d exports are recorded", n)
		}
	})
}

// TestExportChosen: chosen customers come out, and of them only those the actor
// sees.
func TestExportChosen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.run("support", r.upload("support", "a.csv", []byte("客户名称,手机,负责人\n甲公司,13900000001,许婷希\n乙公司,13900000002,许婷希\n"), ""))
		var ids []crm.CustomerID
		r.w.View(t, "manager1", func(tx *db.Tx) error {
			list, err := customer.Find(tx, " WHERE c.tenant_id = @tenant AND c.name = '乙公司'")
			ids = append(ids, list[0].ID, crm.IDOf[crm.Customer](7))
			return err
		})
		for who, want := range map[string]int{"manager1": 1, "manager2": 0} {
			var out bytes.Buffer
			n, err := Export(t.Context(), d, r.w.As(who), ExportRequest{IDs: ids}, &out)
			if err != nil || n != want || strings.Contains(out.String(), "甲公司") || strings.Contains(out.String(), "13900000002") {
				t.Errorf("%s: %d %v %s", who, n, err, out.String())
			}
		}
	})
}
