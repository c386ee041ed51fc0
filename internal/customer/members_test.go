package customer

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/words"
)

// asReflected is what encoding/json makes of each member of a record; lists and
// maps without anything in them are sent empty, never null.
func asReflected(t *testing.T, rec Record) map[string]json.RawMessage {
	t.Helper()
	out := map[string]json.RawMessage{}
	v := reflect.ValueOf(rec)
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			continue
		}
		value := v.FieldByIndex(f.Index)
		if k := value.Kind(); (k == reflect.Slice || k == reflect.Map) && value.IsNil() {
			value = reflect.MakeMap(reflect.TypeFor[map[string]any]())
			if k == reflect.Slice {
				value = reflect.MakeSlice(f.Type, 0, 0)
			}
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(value.Interface()); err != nil {
			t.Fatal(err)
		}
		out[name] = bytes.TrimSpace(b.Bytes())
	}
	return out
}

// TestMembersWriteWhatReflectionWould: every member of a record is written
// exactly as encoding/json does, whatever is in it.
func TestMembersWriteWhatReflectionWould(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "杭州云栖智造有限公司", `a "quoted" \ text`, "<b>&amp;</b>", "line\nbreak\ttab\x01", "half \xe6\xb0 rune", "sep\u2028and\u2029", "\x7f", "𝔘😀"}
	fill := func(v reflect.Value) {
		for _, of := range reflect.VisibleFields(v.Type()) {
			f := v.FieldByIndex(of.Index)
			if !of.IsExported() || of.Anonymous || r.IntN(4) == 0 {
				continue // the zero value
			}
			switch p := f.Addr().Interface().(type) {
			case *string:
				*p = texts[r.IntN(len(texts))]
			case *bool:
				*p = true
			case *int64:
				*p = r.Int64() - r.Int64()
			case *float64:
				*p = [...]float64{0.1 + 0.2, 17, 1e-9, 1e22, -3.25}[r.IntN(5)]
			case *crm.Millis:
				*p = crm.Millis(r.Int64N(4e12))
			case **Ref:
				*p = &Ref{ID: "12", Name: texts[r.IntN(len(texts))]}
			case **crm.Money:
				*p = &crm.Money{Amount: r.Int64N(1e12), Currency: "CNY"}
			case *[]string:
				*p = texts[:r.IntN(len(texts))]
			case *map[string]any:
				*p = map[string]any{"b": 1.5, "a": texts[r.IntN(len(texts))], "c": true, "d": []any{"x"}}
			default:
				switch f := reflect.ValueOf(p).Elem(); {
				case f.Kind() == reflect.String: // a word
					f.SetString(texts[r.IntN(len(texts))])
					continue
				case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String: // words
					f.Set(reflect.MakeSlice(f.Type(), 2, 2))
					f.Index(0).SetString(texts[r.IntN(len(texts))])
					continue
				}
				t.Fatalf("a record has a %T, of which this test knows nothing", p)
			}
		}
	}
	for range 500 {
		var rec Record
		fill(reflect.ValueOf(&rec).Elem())
		want := asReflected(t, rec)
		read := func(b []byte, err error) (sent map[string]json.RawMessage) {
			t.Helper()
			if err == nil {
				err = json.Unmarshal(b, &sent)
			}
			if err != nil {
				t.Fatalf("%v: %s", err, b)
			}
			return sent
		}
		if got := read(rec.AppendJSON(nil)); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %s\nwant %s", got, want)
		}
		full := Full{Record: rec, Beside: Beside{Hidden: []string{"<need>"}}}
		if got := read(full.AppendJSON(nil)); string(got["hidden"]) != `["<need>"]` || !bytes.Equal(got["name"], want["name"]) || len(got) != len(want)+6 {
			t.Fatalf("%s", got)
		}
		page := read(crm.AppendJSON(nil, crm.Page[Record]{Items: []Record{rec, rec}, Next: "c<", Total: &crm.Total{Count: 2}}))
		one, err := rec.AppendJSON(nil)
		if items := string(page["items"]); err != nil || items != "["+string(one)+","+string(one)+"]" || string(page["next"]) != `"c<"` || string(page["total"]) != `{"count":2,"more":false}` {
			t.Fatalf("%v %s", err, page)
		}
	}
}

// TestWantedMembers: a list with few members sends of each record exactly what
// the whole one has of them, and walks the same way through the pages.
func TestWantedMembers(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.create("rep1", New{Name: "澜禾精密机械有限公司", Grade: "A", Temperature: "hot", Texts: Texts{Need: "报价发到 13800004172", City: "苏州"}, Tags: []string{"VIP"},
			Contacts: []NewContact{phoneContact("程竞钊", "13800004172")}})
		w.create("rep1", New{Name: "朗汇包装", Layer: words.Opportunity, Grade: "B"})
		w.create("rep2", New{Name: "单氏五金", Layer: words.Lead})
		third := w.create("rep3", New{Name: "启珩机械", Phone: "13911112222"})
		w.create("support", New{Name: "公海机械", Phone: "13722223333"})
		w.must("rep3", func(tx *db.Tx) error { _, err := Share(tx, third, w.As("rep1").Person, false, 0); return err })
		rows := func(who string, q Query) (out []map[string]json.RawMessage) {
			t.Helper()
			q.Limit = 2
			w.must(who, func(tx *db.Tx) error {
				for {
					page, err := List(tx, q)
					if err != nil {
						return err
					}
					b, err := crm.AppendJSON(nil, page)
					var sent struct{ Items []map[string]json.RawMessage }
					if err == nil {
						err = json.Unmarshal(b, &sent)
					}
					if out = append(out, sent.Items...); err != nil || page.Next == "" {
						return err
					}
					q.Cursor = page.Next
				}
			})
			return out
		}
		for _, who := range []string{"rep1", "manager1", "director", "finance"} {
			for _, sort := range []string{"queue", "nextAt", "-lastTouchAt", "name", "createdAt", "-layerSince"} {
				asked := by(sort, "", "")
				want := rows(who, asked)
				if who == "director" && len(want) != 4 {
					t.Fatalf("director sees %d customers", len(want))
				}
				try := [][]MemberName{{"id"}, {"kind"}, {"name", "owner", "actions", "nextAt"}}
				if sort == "name" {
					try = nil
					for _, m := range members {
						try = append(try, []MemberName{MemberName(m.Name)})
					}
				}
				for _, names := range try {
					asked.Members = names
					got := rows(who, asked)
					if len(got) != len(want) {
						t.Fatalf("%s, %s, only %v: %d rows, want %d", who, sort, names, len(got), len(want))
					}
					for i, row := range got {
						wanted := map[string]json.RawMessage{"id": want[i]["id"]}
						for _, n := range names {
							wanted[string(n)] = want[i][string(n)]
						}
						if !reflect.DeepEqual(row, wanted) {
							t.Errorf("%s, %s, only %v: %s, want %s", who, sort, names, row, wanted)
						}
					}
				}
			}
		}
		pool := Query{In: InPool, Pool: w.Pool, Members: []MemberName{"name", "phone", "actions"}}
		if got := rows("support", pool); len(got) != 1 || len(got[0]) != 4 || string(got[0]["phone"]) != `"137****3333"` || !strings.Contains(string(got[0]["actions"]), string(ActAssign)) {
			t.Errorf("pool: %s", got)
		}
		err := w.look("rep1", func(tx *db.Tx) error { _, err := List(tx, Query{Members: []MemberName{"search"}}); return err })
		if crm.KindOf(err) != crm.Invalid {
			t.Errorf("a member there is not: %v", err)
		}
	})
}
