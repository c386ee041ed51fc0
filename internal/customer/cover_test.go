package customer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/field"
)

// older makes a customer look as a version before this one left it: texts in
// full, without the numbers beside it.
func (w world) older(c Customer, set string) {
	w.t.Helper()
	w.must("rep1", func(tx *db.Tx) error {
		_, err := db.Exec(tx, "UPDATE customer SET numbers = NULL, "+set+" WHERE tenant_id = @tenant AND id = @id", db.Args{"id": c.ID})
		return err
	})
}

// texts are what filters read of a customer, deals and moves included.
func (w world) texts(c Customer) []string {
	w.t.Helper()
	var out []string
	w.must("rep1", func(tx *db.Tx) error {
		got, err := Get(tx, c.ID)
		for _, l := range textFields {
			out = append(out, *l.At(&got.Row))
		}
		out = append(out, got.Tags, got.Custom, got.ContactName, got.ContactTitle)
		for _, text := range []string{"SELECT name || competitor FROM deal WHERE tenant_id = @tenant AND customer_id = @id", "SELECT competitor FROM move WHERE tenant_id = @tenant AND customer_id = @id",
			"SELECT tag FROM customer_tag WHERE tenant_id = @tenant AND customer_id = @id", "SELECT text_value FROM custom_value WHERE tenant_id = @tenant AND customer_id = @id",
			"SELECT name FROM contact WHERE tenant_id = @tenant AND customer_id = @id"} {
			if err == nil {
				var more []string
				more, err = db.All[string](tx, text, db.Args{"id": c.ID})
				out = append(out, more...)
			}
		}
		return err
	})
	return out
}

// What an earlier version stored in full is hidden when the newest one opens
// the database; nothing of it is lost, and a second time changes nothing.
func TestCoverAll(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var def field.Def
		w.must("admin", func(tx *db.Tx) (err error) {
			def, err = field.Create(tx, field.New{Label: "备注二", Kind: "text"})
			return err
		})
		c := w.create("rep1", New{Name: "旧公司", Contacts: []NewContact{
			{Name: "王一", Title: "经理", Primary: true, Channels: []NewChannel{{Kind: ChannelPhone, Value: "13812345678"}}},
			{Name: "李二", Channels: []NewChannel{{Kind: ChannelPhone, Value: "0512-66778899"}}}}})
		for i := range 2*coverPage + 7 {
			w.older(w.create("rep1", New{Name: fmt.Sprint("公司", i)}), "remark = '备用1 13812345678'")
		}
		w.older(c, `name = '旧公司 备用1 13912345679', remark = '打 6677-8899 或 138/1234/5678', need = '预算 8600000', competitor = '对手 1. 13812345678',
			contact_name = '王一 6677 8899', contact_title = '经理 6677 8899', tags = '["标6677-8899"]', custom = '{"`+def.Key+`":"138 - 1234 - 5678"}'`)
		w.must("rep1", func(tx *db.Tx) error {
			for _, text := range []string{
				"UPDATE contact SET name = '王一 3-1502 13712345670', title = '经理 6677 8899' WHERE tenant_id = @tenant AND customer_id = @id AND is_primary",
				"INSERT INTO customer_tag (tenant_id, tag, customer_id) VALUES (@tenant, '标6677-8899', @id)",
				"INSERT INTO custom_value (tenant_id, customer_id, field_id, text_value) VALUES (@tenant, @id, @field, '138 - 1234 - 5678')",
				"INSERT INTO deal (tenant_id, customer_id, id, name, competitor, created_at) VALUES (@tenant, @id, 7, '单 6677-8899', '家 138__12345678', @now)",
				"INSERT INTO move (tenant_id, customer_id, id, from_layer, to_layer, at, day, competitor) VALUES (@tenant, @id, 7, 1, 0, @now, @today, '138–1234–5678')"} {
				if _, err := db.Exec(tx, text, db.Args{"id": c.ID, "field": def.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		ctx, stop := context.WithCancel(context.Background())
		w.must("rep1", func(tx *db.Tx) error { // the first page, then the process ends
			tx.Actor = crm.Actor{Tenant: tx.Tenant()}
			more, err := coverNext(tx)
			if !more {
				t.Error("one page holds them all")
			}
			return err
		})
		stop()
		if err := CoverAll(ctx, w.d); err == nil {
			t.Error("a stopped upgrade says that it is done")
		}
		if err := CoverAll(context.Background(), w.d); err != nil {
			t.Fatal(err)
		}
		texts := w.texts(c)
		for _, s := range texts {
			for _, part := range []string{"1234567", "6677889", "3812345", "3912345", "3712345"} {
				if leaks(s, part) {
					t.Errorf("%q still shows %s", s, part)
				}
			}
		}
		for _, want := range []string{"旧公司 备用1 139****5679", "打 ****-8899 或 138/****/5678", "预算 8600000", `["标****-8899"]`, "单 ****-8899家 138__****5678", "王一 3-1502 137****5670"} {
			if !slices.Contains(texts, want) {
				t.Errorf("%q is missing in %q", want, texts)
			}
		}
		w.must("rep1", func(tx *db.Tx) error {
			left, err := db.One[int64](tx, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND numbers IS NULL")
			if left != 0 || err != nil {
				t.Errorf("%d customers are left: %v", left, err)
			}
			got, err := ForUpdate(tx, c.ID)
			if err != nil {
				return err
			}
			for fieldName, want := range map[string]string{"remark": "打 6677-8899 或 138/1234/5678", field.Prefix + def.Key: "138 - 1234 - 5678"} {
				if shown, err := RevealWords(tx, got, fieldName); err != nil || shown.Value != want {
					t.Errorf("%s is revealed as %q: %v", fieldName, shown.Value, err)
				}
			}
			p, err := peopleOf(tx, c.ID)
			for _, n := range []string{"13912345679", "13712345670"} { // stood in names
				if !slices.ContainsFunc(p.channels, func(ch Channel) bool { return ch.Kind == ChannelOther && ch.Value == n }) {
					t.Errorf("%s is lost: %+v", n, p.channels)
				}
			}
			return err
		})
		w.must("rep1", func(tx *db.Tx) error {
			_, err := db.Exec(tx, "UPDATE customer SET numbers = NULL WHERE tenant_id = @tenant AND id = @id", db.Args{"id": c.ID})
			return err
		})
		if err := CoverAll(context.Background(), w.d); err != nil {
			t.Fatal(err)
		}
		if again := w.texts(c); !slices.Equal(again, texts) {
			t.Errorf("a second time made %q of %q", again, texts)
		}
	})
}

// A contact that comes later is hidden in the texts that were there before, and
// one that goes takes its secret with it.
func TestLaterContact(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "先有字", Texts: Texts{Remark: "打 6677 8899"}, Tags: []string{"6677-8899"}})
		add := func(id crm.CustomerID) (contact Contact) {
			w.must("rep1", func(tx *db.Tx) error {
				c, err := ForUpdate(tx, id)
				if err == nil {
					contact, err = AddContact(tx, c, NewContact{Name: "李二", Channels: []NewChannel{{Kind: ChannelPhone, Value: "0512-66778899"}}})
				}
				return err
			})
			return contact
		}
		contact := add(c.ID)
		got := w.get("rep1", c.ID)
		if got.Remark != "打 **** 8899" || strings.Contains(got.Tags, "6677") || got.Numbers != "+8651266778899" {
			t.Errorf("stored: %q %q %q", got.Remark, got.Tags, got.Numbers)
		}
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err == nil {
				err = RemoveContact(tx, c, contact.ID)
			}
			return err
		})
		// A number that was the customer's once is spelled by texts of that time.
		if got = w.get("rep1", c.ID); got.Remark != "打 **** 8899" || got.Numbers != "+8651266778899" {
			t.Errorf("a number that was removed shows again: %q %q", got.Remark, got.Numbers)
		}
	})
}

// Lists filter by the tax code and look it up: nothing in it may be hidden, so it
// spells no number of the customer, neither at first nor later.
func TestTaxCodeSpellsNoNumber(t *testing.T) {
	const spelled, plain = "9233139914426690X1", "91330108MA27XLHM5W"
	number := NewContact{Name: "张一", Channels: []NewChannel{{Kind: ChannelPhone, Value: "13991442669"}}}
	refused := func(t *testing.T, err error) {
		t.Helper()
		var e *crm.Error
		if !errors.As(err, &e) || len(e.Fields) != 1 || e.Fields[0].Code != "customer.tax_is_number" {
			t.Errorf("%v", err)
		}
	}
	each(t, func(t *testing.T, w world) {
		refused(t, w.try("rep1", func(tx *db.Tx) error {
			_, err := Create(tx, New{Name: "税一", Texts: Texts{TaxCode: spelled}, Contacts: []NewContact{number}})
			return err
		}))
		c := w.create("rep1", New{Name: "税二", Texts: Texts{TaxCode: plain}, Contacts: []NewContact{number}})
		code := spelled
		refused(t, w.try("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err == nil {
				_, err = Update(tx, c, Changes{TextChanges: TextChanges{TaxCode: &code}})
			}
			return err
		}))
		late := w.create("rep1", New{Name: "税三", Texts: Texts{TaxCode: spelled}})
		refused(t, w.try("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, late.ID)
			if err == nil {
				_, err = AddContact(tx, c, number)
			}
			return err
		}))
	})
}

// Who saves a contact's form saves what it showed: the numbers in it stay.
func TestContactSavedAsShown(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "存一次", Contacts: []NewContact{{Name: "王一", Primary: true, Remark: "家里 0512 6677 8899",
			Channels: []NewChannel{{Kind: ChannelPhone, Value: "13812345678"}}}}})
		var shown ContactView
		w.must("rep1", func(tx *db.Tx) error {
			full, err := Read(tx, c.ID, false)
			shown = full.Contacts[0]
			return err
		})
		remark := shown.Remark + "，晚上"
		if shown.Remark != "家里 0512 **** 8899" {
			t.Fatalf("shown as %q", shown.Remark)
		}
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err != nil {
				return err
			}
			id, err := crm.ParseID[crm.Contact](shown.ID)
			if err != nil {
				return err
			}
			saved, err := UpdateContact(tx, c, id, shown.Version, ContactChanges{Remark: &remark})
			if saved.Remark != "家里 0512 6677 8899，晚上" {
				t.Errorf("saved %q", saved.Remark)
			}
			return err
		})
	})
}
