package privacy_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"laidan/internal/app"
	"laidan/internal/audit"
	"laidan/internal/auth"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/demo"
	"laidan/internal/event"
	"laidan/internal/job"
	"laidan/internal/privacy"
)

type world struct {
	t       *testing.T
	a       *app.App
	admin   crm.Actor
	manager crm.Actor
	id      crm.CustomerID
	contact crm.ContactID
}

// What the planted person is known by. Each stands in many places.
const (
	nameMark   = "qzmarkname"
	numberMark = "13900007651"
	wechatMark = "qzmarkwechat"
	mailMark   = "qzmark@mail.example"
	wordMark   = "qzmarkword" // in free texts
	fileMark   = "qzmarkfile"
)

func each(t *testing.T, fn func(w *world)) {
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			s := config.Settings{Data: t.TempDir(), Listen: "127.0.0.1:0", Synchronous: "normal", MaxUpload: 1 << 20}
			if name == "postgres" {
				s.DB = dbtest.PostgresURL(t)
			}
			ctx := context.Background()
			a, err := app.Open(ctx, s, "test", nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(a.Close)
			if _, err := demo.Generate(ctx, a.DB, demo.Options{Seed: 4, Customers: 400, People: 24, Touches: 900, Now: time.Now(), PasswordHash: "x"}); err != nil {
				t.Fatal(err)
			}
			w := &world{t: t, a: a}
			for email, actor := range map[string]*crm.Actor{"admin@demo.laidan": &w.admin, "director@demo.laidan": &w.manager} {
				if *actor, err = auth.ActorOf(ctx, a.DB, email); err != nil {
					t.Fatal(err)
				}
			}
			w.plant()
			fn(w)
		})
	}
}

func (w *world) update(a crm.Actor, fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.a.DB.Update(context.Background(), a, fn); err != nil {
		w.t.Fatal(err)
	}
}

// plant makes a customer by the product's own act and then puts its marks into
// one row of every table that points at customers, and into all that lies around.
func (w *world) plant() {
	w.update(w.manager, func(tx *db.Tx) error {
		c, err := customer.Create(tx, customer.New{Name: nameMark + "有限公司", Texts: customer.Texts{Remark: "电话 " + numberMark + " " + wordMark, Address: wordMark, Need: wordMark, Goal: wordMark, TaxCode: "91330100QZMARK000X", Source: wordMark, SourceDetail: wordMark, Website: "https://" + wordMark + ".example"}, Tags: []string{wordMark}, DoNotContact: true,
			Contacts: []customer.NewContact{{Name: nameMark, Title: wordMark, Remark: wordMark, Channels: []customer.NewChannel{
				{Kind: "phone", Value: numberMark}, {Kind: "wechat", Value: wechatMark}, {Kind: "email", Value: mailMark}}}}})
		w.id = c.ID
		return err
	})
	var files []crm.BlobID
	for _, kind := range []string{"contract", "import", "attachment"} {
		b, err := w.a.Files.Put(context.Background(), w.a.DB, w.manager, kind, nameMark+".csv", strings.NewReader(fileMark+","+numberMark))
		if err != nil {
			w.t.Fatal(err)
		}
		files = append(files, b.ID)
	}
	w.update(w.manager, func(tx *db.Tx) error {
		var err error
		if w.contact, err = db.One[crm.ContactID](tx, "SELECT id FROM contact WHERE tenant_id = @tenant AND customer_id = @id", db.Args{"id": w.id}); err != nil {
			return err
		}
		if _, err = db.Exec(tx, "UPDATE blob SET customer_id = @id WHERE tenant_id = @tenant AND id = @file", db.Args{"id": w.id, "file": files[0]}); err != nil {
			return err
		}
		for table, columns := range db.Columns() {
			if err := w.row(tx, table, columns, files); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
		for _, s := range []string{
			`INSERT INTO import (tenant_id, id, blob_id, file_name, state, options, report, created_by, created_at) VALUES (@tenant, 77, @file, @word, 'done', '{}', @json, @me, 1)`,
			`UPDATE customer SET import_id = 77 WHERE tenant_id = @tenant AND id = @id`,
			`INSERT INTO import_row (tenant_id, import_id, row_no, outcome, cells, errors) VALUES (@tenant, 77, 900, 'rejected', @json, @json)`,
			`INSERT INTO idempotency (tenant_id, person_id, key, body_hash, status, response, created_at) VALUES (@tenant, @me, 'k', 'h', 200, @json, 1)`,
			`INSERT INTO saved_view (tenant_id, id, name, owner_id, filter, created_at) VALUES (@tenant, 78, @word, @me, @word, 1)`,
			`INSERT INTO call_number (tenant_id, norm) VALUES (@tenant, @norm)`,
			`INSERT INTO shared_number (tenant_id, norm, reason, created_by, created_at) VALUES (@tenant, @norm, 'x', @me, 1)`,
			`UPDATE touch SET content = content || @number WHERE tenant_id = @tenant AND customer_id <> @id AND id % 97 = 0`,
		} {
			if _, err := db.Exec(tx, s, db.Args{"id": w.id, "file": files[1], "json": `["` + nameMark + `","` + numberMark + `"]`, "number": " 打 " + numberMark,
				"word": "filter " + nameMark + " " + numberMark, "norm": "+86" + numberMark}); err != nil {
				return err
			}
		}
		if err := job.InsertAt(tx, "test.later", map[string]string{"to": nameMark, "phone": numberMark}, tx.Now.Add(time.Hour)); err != nil {
			return err
		}
		return event.RecordMany(tx, []event.Fact{{Kind: "followup.Touched", Subject: 5, Customer: w.id, Data: wordMark},
			{Kind: "bulk.Done", Subject: 77, Data: []string{nameMark, numberMark}}, {Kind: "auth.LoggedIn", Subject: 6, Data: "stays"}})
	})
	w.seal()
}

// row inserts one row of the customer into a table with a mark in every text.
func (w *world) row(tx *db.Tx, table string, columns []db.Column, files []crm.BlobID) error {
	closed := map[string]string{"channel": "call", "direction": "out", "result": "connected", "state": "done", "outcome": "updated", "currency": "CNY", "kind": "own"}
	if slices.Contains([]string{"customer", "contact", "channel", "customer_key", "layer_exit", "fact", "blob", "collaborator"}, table) ||
		!slices.ContainsFunc(columns, func(c db.Column) bool { return c.Name == "customer_id" }) {
		return nil
	}
	var names, values []string
	for _, c := range columns {
		v := "4242"
		switch {
		case c.Name == "tenant_id":
			v = "@tenant"
		case c.Name == "customer_id":
			v = "@id"
		case c.Name == "contact_id":
			v = "@contact"
		case strings.HasSuffix(c.Name, "blob_id"):
			v = "@file"
		case c.Name == "seq", c.Name == "import_id" && table == "touch":
			v = "77"
		case c.Name == "probability":
			v = "50"
		case c.Text && closed[c.Name] != "":
			v = "'" + closed[c.Name] + "'"
		case table == "deal" && c.Name == "state":
			v = "'lost'"
		case c.Text:
			v = "'" + wordMark + " " + numberMark + "'"
		case slices.Contains([]string{"promised", "overridden", "imported", "corrected", "abandoned", "may_touch"}, c.Name):
			v = "FALSE"
		}
		if table == "deal" && c.Name == "state" {
			v = "'lost'"
		}
		names, values = append(names, c.Name), append(values, v)
	}
	_, err := db.Exec(tx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(values, ", ")+")",
		db.Args{"id": w.id, "contact": w.contact, "file": files[2]})
	return err
}

func (w *world) seal() {
	w.t.Helper()
	for more := true; more; {
		var err error
		if more, err = event.Seal(context.Background(), w.a.DB); err != nil {
			w.t.Fatal(err)
		}
	}
}

// hits searches every column of every table, every uploaded file and, on
// SQLite, the bytes of the database and its WAL.
func (w *world) hits(marks ...string) []string {
	w.t.Helper()
	var list []string
	look := func(where, text string) {
		for _, m := range marks {
			if strings.Contains(strings.ToLower(text), m) && !slices.Contains(list, where+": "+m) {
				list = append(list, where+": "+m)
			}
		}
	}
	err := w.a.DB.View(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
		tables, err := db.AllTables(tx)
		for _, t := range tables {
			if rerr := db.GlobalEachRow(tx, "SELECT * FROM "+t.Name, func(names []string, values []any) error {
				for i, v := range values {
					if b, ok := v.([]byte); ok {
						v = string(b)
					}
					look(t.Name+"."+names[i], fmt.Sprint(v))
				}
				return nil
			}); rerr != nil {
				return rerr
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	err = filepath.WalkDir(w.a.Data, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, "-shm") {
			return err
		}
		b, err := os.ReadFile(path)
		look("bytes of "+filepath.Base(path), string(b))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

var allMarks = []string{nameMark, numberMark, wechatMark, mailMark, wordMark, fileMark, "91330100qzmark"}

// An erased person is nowhere any more: not in a row, the search index, a file,
// a kept answer, a job, nor in the bytes of the database file. The log verifies,
// figures agree, and nobody else lost anything.
func TestEraseLeavesNothing(t *testing.T) {
	each(t, func(w *world) {
		if before := w.hits(allMarks...); len(before) < 60 {
			t.Fatalf("planted in %d places only: %v", len(before), before)
		}
		order := privacy.Order{Subject: privacy.Subject{Customer: w.id}, Confirm: nameMark + "有限公司", Reason: "本人要求"}
		for name, wrong := range map[string]privacy.Order{
			"confirm": {Subject: order.Subject, Confirm: nameMark, Reason: "x"}, "reason": {Subject: order.Subject, Confirm: order.Confirm},
			"named": {Subject: order.Subject, Confirm: order.Confirm, Reason: "打 " + numberMark},
		} {
			if _, err := privacy.Erase(context.Background(), w.a.DB, w.a.Files, w.admin, wrong); crm.KindOf(err) != crm.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := privacy.Erase(context.Background(), w.a.DB, w.a.Files, w.manager, order); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a director may not erase: %v", err)
		}
		done, err := privacy.Erase(context.Background(), w.a.DB, w.a.Files, w.admin, order)
		if err != nil {
			t.Fatal(err)
		}
		if done.Facts < 3 || done.Files != 3 || !done.Refused {
			t.Errorf("%+v", done)
		}
		if left := w.hits(allMarks...); len(left) > 0 {
			t.Errorf("still there: %s", strings.Join(left, "\n"))
		}
		w.seal()
		r, err := audit.Verify(context.Background(), w.a.DB, w.admin.Tenant)
		if err != nil || !r.OK() || r.Erased < 3 {
			t.Errorf("the log: %+v %v", r, err)
		}
		w.update(w.manager, func(tx *db.Tx) error {
			refused, err := customer.RefusedBefore(tx, "+86"+numberMark)
			other, oerr := customer.RefusedBefore(tx, "+8613900007652")
			if err != nil || oerr != nil || !refused || other {
				t.Errorf("do not contact: %v %v %v %v", refused, other, err, oerr)
			}
			stays, err := db.One[int](tx, "SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND payload = '\"stays\"'")
			if err != nil || stays != 1 {
				t.Errorf("another fact lost its content: %d %v", stays, err)
			}
			wrong, err := db.One[int](tx, `SELECT COUNT(*) FROM hold h WHERE h.tenant_id = @tenant AND h.used <> (SELECT COUNT(*) FROM customer c
				WHERE c.tenant_id = @tenant AND c.owner_id = h.person_id AND c.layer BETWEEN 1 AND 5 AND NOT c.self_found AND NOT c.archived)`)
			if err != nil || wrong != 0 {
				t.Errorf("%d hold counters are wrong %v", wrong, err)
			}
			return nil
		})
	})
}

// Erasing one contact leaves the customer and takes the person out of its texts.
func TestEraseOneContact(t *testing.T) {
	each(t, func(w *world) {
		w.update(w.manager, func(tx *db.Tx) error { // somebody remains
			c, err := customer.ForUpdate(tx, w.id)
			if err == nil {
				_, err = customer.AddContact(tx, c, customer.NewContact{Name: "留下的人", Channels: []customer.NewChannel{{Kind: "phone", Value: "13900007777"}}})
			}
			if err == nil {
				_, err = db.Exec(tx, "UPDATE customer SET name = '甲公司' WHERE tenant_id = @tenant AND id = @id", db.Args{"id": w.id})
			}
			return err
		})
		_, err := privacy.Erase(context.Background(), w.a.DB, w.a.Files, w.admin,
			privacy.Order{Subject: privacy.Subject{Customer: w.id, Contact: w.contact}, Confirm: nameMark, Reason: "本人要求"})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range w.hits(numberMark, wechatMark, mailMark) {
			if !strings.HasPrefix(h, "bytes of ") || !w.a.DB.Postgres() && strings.Contains(h, "laidan.db") {
				t.Error(h)
			}
		}
		w.update(w.manager, func(tx *db.Tx) error {
			c, err := customer.Get(tx, w.id)
			if err != nil || c.Name != "甲公司" || c.Archived || c.ContactName != "留下的人" {
				t.Errorf("%+v %v", c.Row, err)
			}
			return nil
		})
	})
}

// The export holds the person's data from everywhere, the timeline and files.
func TestExport(t *testing.T) {
	each(t, func(w *world) {
		var b bytes.Buffer
		s := privacy.Subject{Customer: w.id}
		if err := privacy.Export(context.Background(), w.a.DB, w.a.Files, w.manager, s, &b); crm.KindOf(err) != crm.Forbidden {
			t.Errorf("a director may not: %v", err)
		}
		b.Reset()
		if err := privacy.Export(context.Background(), w.a.DB, w.a.Files, w.admin, s, &b); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]string{}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, _ := io.ReadAll(r)
			_ = r.Close()
			names[f.Name] = string(content)
		}
		for _, m := range []string{nameMark, numberMark, wechatMark, mailMark, wordMark} {
			if !strings.Contains(names["data.json"], m) {
				t.Errorf("data.json lacks %s", m)
			}
		}
		files := 0
		for n, content := range names {
			if strings.HasPrefix(n, "files/") && strings.Contains(content, fileMark) {
				files++
			}
		}
		if files == 0 || !strings.Contains(names["timeline.json"], wordMark) || len(names["data.xlsx"]) < 5000 || strings.Contains(names["data.json"], `"commitment"`) {
			t.Errorf("%d files, %d bytes of XLSX", files, len(names["data.xlsx"]))
		}
	})
}

// A person is found by the full number only, wherever it is written.
func TestFind(t *testing.T) {
	each(t, func(w *world) {
		for q, want := range map[string]int{numberMark: 1, "+86 139 0000 7651": 1, strings.ToUpper(mailMark): 1, wechatMark: 1, w.id.String(): 1, "1390000": 0, "0007651": 0} {
			w.update(w.admin, func(tx *db.Tx) error {
				list, err := privacy.Find(tx, q)
				if err != nil || len(list) != want || want == 1 && len(list[0].Contacts) != 1 {
					t.Errorf("%s: %+v %v", q, list, err)
				}
				return nil
			})
		}
	})
}
