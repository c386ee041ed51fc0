package customer

import (
	"slices"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
)

func TestContacts(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		c := w.create("rep1", New{Name: "联系人测试", Contacts: []NewContact{phoneContact("程竞钊", "13800000001")}})
		var added Contact
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err != nil {
				return err
			}
			added, err = AddContact(tx, c, NewContact{Name: "韩鸣杭", Title: "董事长", Channels: []NewChannel{{Kind: ChannelPhone, Value: "13800000002"}}})
			return err
		})
		if added.Primary {
			t.Error("the second contact became primary")
		}
		keys := func() (list []string) {
			w.must("rep1", func(tx *db.Tx) error {
				have, err := db.All[Key](tx, keysSQL, db.Args{"id": c.ID})
				for _, k := range have {
					mark := ""
					if k.Strong {
						mark = "!"
					}
					list = append(list, k.Kind+mark+k.Norm)
				}
				slices.Sort(list)
				return err
			})
			return list
		}
		if got := keys(); !slices.Equal(got, []string{"mobile!+8613800000001", "mobile+8613800000002", "name联系人测试"}) {
			t.Errorf("keys %v", got)
		}
		yes, title := true, "总经理"
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err != nil {
				return err
			}
			full, err := Read(tx, c.ID, false)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(full.Contacts, func(v ContactView) bool { return v.Name == "韩鸣杭" })
			id, _ := crm.ParseID[crm.Channel](full.Contacts[i].Channels[0].ID)
			// The form sends back the kept channel without a value, and a new one.
			channels := []ChannelChange{{ID: id, Kind: ChannelPhone, Label: "办公"}, {Kind: ChannelWeChat, Value: "han_mh"}}
			added, err = UpdateContact(tx, c, added.ID, 1, ContactChanges{Primary: &yes, Title: &title, Channels: &channels})
			return err
		})
		got := w.get("rep1", c.ID)
		if got.ContactName != "韩鸣杭" || got.ContactTitle != "总经理" || got.Phone != "13800000002" || got.Version != 3 {
			t.Errorf("copied: %+v", got.Row)
		}
		if got := keys(); !slices.Equal(got, []string{"mobile!+8613800000002", "mobile+8613800000001", "name联系人测试", "wechat!han_mh"}) {
			t.Errorf("keys %v", got)
		}
		no := false
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err != nil {
				return err
			}
			if _, err := UpdateContact(tx, c, added.ID, 2, ContactChanges{Primary: &no}); crm.KindOf(err) != crm.Invalid {
				t.Errorf("the primary contact lays its mark down: %v", err)
			}
			if _, err := UpdateContact(tx, c, added.ID, 1, ContactChanges{Title: &title}); crm.KindOf(err) != crm.Conflict {
				t.Errorf("an old version: %v", err)
			}
			return RemoveContact(tx, c, added.ID)
		})
		if got := w.get("rep1", c.ID); got.ContactName != "程竞钊" || got.Phone != "13800000001" {
			t.Errorf("after the removal: %+v", got.Row)
		}
		if got := keys(); !slices.Equal(got, []string{"mobile!+8613800000001", "name联系人测试"}) {
			t.Errorf("keys %v", got)
		}
	})
}

// A number that becomes a primary contact's must be nobody else's.
func TestContactDuplicate(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep3", New{Name: "先来的", Phone: "13800000009"})
		c := w.create("rep1", New{Name: "后到的"})
		err := w.try("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err == nil {
				_, err = AddContact(tx, c, phoneContact("某", "13800000009"))
			}
			return err
		})
		if codeOf(err) != "customer.duplicate" || stateOf[Duplicates](t, err).Matches[0].Visible {
			t.Fatalf("%v", err)
		}
		w.must("rep1", func(tx *db.Tx) error {
			if used, err := spent(tx, "probe"); used != 1 {
				t.Errorf("counted %d times: %v", used, err)
			}
			return nil
		})
		w.must("manager2", func(tx *db.Tx) error { return ShareNumber(tx, "13800000009", "总机") })
		w.must("rep1", func(tx *db.Tx) error {
			c, err := ForUpdate(tx, c.ID)
			if err == nil {
				_, err = AddContact(tx, c, phoneContact("某", "13800000009"))
			}
			return err
		})
	})
}

func TestDraftErrors(t *testing.T) {
	for name, c := range map[string]struct {
		in      New
		pointer string
		code    string
	}{
		"no name":       {New{}, "/name", "field.required"},
		"bad phone":     {New{Name: "a", Phone: "123"}, "/contacts/0/channels/0/value", "phone.too_short"},
		"bad e-mail":    {New{Name: "a", Contacts: []NewContact{{Name: "b", Channels: []NewChannel{{Kind: ChannelEmail, Value: "x"}}}}}, "/contacts/0/channels/0/value", "field.email"},
		"bad WeChat":    {New{Name: "a", Contacts: []NewContact{{Name: "b", Channels: []NewChannel{{Kind: ChannelWeChat, Value: "a b"}}}}}, "/contacts/0/channels/0/value", "customer.wechat"},
		"empty contact": {New{Name: "a", Contacts: []NewContact{{}}}, "/contacts/0/name", "field.required"},
		"identity card": {New{Name: "a", Texts: Texts{TaxCode: "11010519491231002X"}}, "/taxCode", "customer.tax_is_id"},
		"script link":   {New{Name: "a", Texts: Texts{Website: "javascript:alert(1)"}}, "/website", "customer.website"},
		"grade":         {New{Name: "a", Grade: "D"}, "/grade", "field.choice"},
		"temperature":   {New{Name: "a", Temperature: "boiling"}, "/temperature", "field.choice"},
		"kind":          {New{Name: "a", Kind: "robot"}, "/kind", "field.choice"},
		"long tag":      {New{Name: "a", Tags: []string{"0123456789012345678901234567890"}}, "/tags/0", "field.too_long"},
	} {
		_, err := c.in.Draft("CN", nil)
		e, ok := err.(*crm.Error)
		if !ok || len(e.Fields) != 1 || e.Fields[0].Pointer != c.pointer || e.Fields[0].Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, ok := range []New{{Name: "a", Texts: Texts{TaxCode: "91330108MA27XLHM5W"}}, {Name: "a", Texts: Texts{Website: "www.example.cn/path"}}, {Name: "a", Texts: Texts{Website: "https://例子.中国"}},
		{Contacts: []NewContact{{Name: "只有联系人"}}}, {Kind: Person, Phone: "13800000001", Name: "张三"}} {
		if _, err := ok.Draft("CN", nil); err != nil {
			t.Errorf("%+v: %v", ok, err)
		}
	}
}
