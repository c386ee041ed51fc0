package expr

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// The promise of the package: SQLite, PostgreSQL and Eval agree on every
// condition and record. The records below hold the values around which they
// could part: NULL, empty text, letter case, accents, wide characters, both
// sides of midnight, numbers that floats round.
var (
	texts    = []string{"", "a", "A", "b", "ab", "AB医院", "上海一公司", "上海", "é", "É", "ſ", "K", "a%b", "a_b", `a\b`, "'", `"`, " ", "a\nb", "ＡＢ", "👍a"}
	numbers  = []float64{-2.5, 0, 0.1, 1, 3, 1e15, 20261014, 20261101}
	ints     = []int64{-1, 0, 1, 2, 3, 4, 6, 11, 21, 1 << 53, 1<<53 + 1}
	days     = []int64{20260228, 20261013, 20261014, 20261101}
	instants = []int64{0, 1791907199999, 1791907200000, 1791945720000, 1791993599999, 1791993600000} // around 2026-10-14 in Shanghai
	grades   = []string{"", "A", "B", "C"}
	layers   = []int64{0, 1, 3, 4, 6}
)

type rec struct {
	ID         int64    `db:"id"`
	Name       string   `db:"name"`
	Alias      *string  `db:"alias"`
	Score      *float64 `db:"score"`
	Touches    int64    `db:"touches"`
	Amount     *int64   `db:"amount"`
	Flag       bool     `db:"flag"`
	Maybe      *bool    `db:"maybe"`
	Due        *int64   `db:"due"`
	TouchedAt  *int64   `db:"touched_at"`
	CreatedAt  int64    `db:"created_at"`
	Grade      string   `db:"grade"`
	Owner      *int64   `db:"owner_id"`
	Department int64    `db:"department_id"`
	Layer      int64    `db:"layer"`
	tags       []string
	size, day  *float64
	note       *string
}

func maybe[T any](v *T, value func(T) Value) Value {
	if v == nil {
		return Value{}
	}
	return value(*v)
}

func (r rec) value(field string) Value {
	switch field {
	case "name":
		return TextValue(r.Name)
	case "alias":
		return maybe(r.Alias, TextValue)
	case "score":
		return maybe(r.Score, NumberValue)
	case "touches":
		return IntValue(r.Touches)
	case "amount":
		return maybe(r.Amount, IntValue)
	case "flag":
		return BoolValue(r.Flag)
	case "maybe":
		return maybe(r.Maybe, BoolValue)
	case "due":
		return maybe(r.Due, IntValue)
	case "touchedAt":
		return maybe(r.TouchedAt, IntValue)
	case "createdAt":
		return IntValue(r.CreatedAt)
	case "grade":
		return TextValue(r.Grade)
	case "owner":
		return maybe(r.Owner, IntValue)
	case "department":
		return IntValue(r.Department)
	case "layer":
		return IntValue(r.Layer)
	case "tags":
		return TagsValue(r.tags...)
	case "custom.size":
		return maybe(r.size, NumberValue)
	case "custom.day":
		return maybe(r.day, NumberValue)
	case "custom.note":
		return maybe(r.note, TextValue)
	}
	panic("no such field: " + field)
}

// records walks through the value lists at different strides, so that values
// meet in many combinations and every list is used whole.
func records() []rec {
	list := make([]rec, 120)
	for i := range list {
		list[i] = rec{ID: int64(i + 1), Name: texts[i%len(texts)], Alias: pick(texts, i/2), Score: pick(numbers, i), Touches: ints[i%len(ints)],
			Amount: pick(ints, i/3), Flag: i%2 == 0, Maybe: pick([]bool{true, false}, i), Due: pick(days, i), TouchedAt: pick(instants, i),
			CreatedAt: instants[i/5%len(instants)], Grade: grades[i/3%4], Owner: pick([]int64{11, 12}, i/2), Department: 20 + int64(i%3),
			Layer: layers[i/4%5], size: pick(numbers, i/3), note: pick(texts, i/3)}
		if i%4 != 0 {
			list[i].tags = slices.Compact([]string{texts[1+i%7], texts[1+i/2%9]})
			slices.Sort(list[i].tags)
			list[i].tags = slices.Compact(list[i].tags)
		}
		if d := pick(days, i/4); d != nil {
			f := float64(*d)
			list[i].day = &f
		}
	}
	return list
}

// pick takes the i-th value of a list, with NULL as one more value.
func pick[T any](list []T, i int) *T {
	if i %= len(list) + 1; i < len(list) {
		return &list[i]
	}
	return nil
}

const schema = `CREATE TABLE expr_rec (tenant_id BIGINT NOT NULL, id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, alias TEXT, score DOUBLE PRECISION, touches BIGINT NOT NULL,
	amount BIGINT, flag BOOLEAN NOT NULL, maybe BOOLEAN, due BIGINT, touched_at BIGINT, created_at BIGINT NOT NULL, grade TEXT NOT NULL,
	owner_id BIGINT, department_id BIGINT NOT NULL, layer BIGINT NOT NULL);
CREATE TABLE expr_tag (tenant_id BIGINT NOT NULL, rec_id BIGINT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (tag, rec_id));
CREATE TABLE expr_value (tenant_id BIGINT NOT NULL, rec_id BIGINT NOT NULL, field_id BIGINT NOT NULL, text_value TEXT NOT NULL, num_value DOUBLE PRECISION, PRIMARY KEY (rec_id, field_id))`

type tagRow struct {
	Rec int64  `db:"rec_id"`
	Tag string `db:"tag"`
}

type valueRow struct {
	Rec   int64    `db:"rec_id"`
	Field int64    `db:"field_id"`
	Text  string   `db:"text_value"`
	Num   *float64 `db:"num_value"`
}

func fill(t testing.TB, d *db.DB, list []rec) {
	t.Helper()
	text := "TEXT"
	if d.Postgres() {
		text = `TEXT COLLATE "C"` // as db's migrations make every column
	}
	var tags []tagRow
	var values []valueRow
	for _, r := range list {
		for _, tag := range r.tags {
			tags = append(tags, tagRow{r.ID, tag})
		}
		for i, num := range []*float64{r.size, r.day} {
			if num != nil {
				values = append(values, valueRow{r.ID, int64(i + 1), "", num})
			}
		}
		if r.note != nil {
			values = append(values, valueRow{r.ID, 3, *r.note, nil})
		}
	}
	err := d.Update(context.Background(), crm.Actor{Tenant: crm.IDOf[crm.Tenant](1)}, func(tx *db.Tx) error {
		for s := range strings.SplitSeq(schema, ";\n") {
			if _, err := db.GlobalExec(tx, strings.ReplaceAll(s, "TEXT", text)); err != nil {
				return err
			}
		}
		if err := db.InsertMany(tx, "expr_rec", list); err != nil {
			return err
		}
		if err := db.InsertMany(tx, "expr_tag", tags); err != nil {
			return err
		}
		return db.InsertMany(tx, "expr_value", values)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// answers compares a condition's answers over all records.
func answers(t interface{ Fatalf(string, ...any) }, d *db.DB, list []rec, c Cond) (met int) {
	var want []int64
	for _, r := range list {
		if c.Eval(r.value, testEnv) {
			want = append(want, r.ID)
		}
	}
	text, args := c.SQL(testEnv)
	var got []int64
	err := d.View(context.Background(), crm.Actor{Tenant: crm.IDOf[crm.Tenant](1)}, func(tx *db.Tx) error {
		var err error
		got, err = db.GlobalAll[int64](tx, "SELECT c.id FROM expr_rec c WHERE "+text+" ORDER BY c.id", args)
		return err
	})
	if err != nil {
		t.Fatalf("%s\n%s %v\n%v", c, text, args, err)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s\n%s %v\nSQL  %v\nEval %v", c, text, args, got, want)
	}
	return len(got)
}

// drawNode makes a condition that checks.
func drawNode(t *rapid.T, depth int) Node {
	kind := 3
	if depth > 0 {
		kind = rapid.IntRange(0, 5).Draw(t, "kind")
	}
	parts := func() []Node {
		of := make([]Node, rapid.IntRange(2, 3).Draw(t, "parts"))
		for i := range of {
			of[i] = drawNode(t, depth-1)
		}
		return of
	}
	switch kind {
	case 0:
		return And{parts()}
	case 1:
		return Or{parts()}
	case 2:
		return Not{drawNode(t, depth-1)}
	}
	open := slices.DeleteFunc(slices.Clone(testFields), func(f Field) bool { return f.Sensitive })
	f := rapid.SampledFrom(open).Draw(t, "field")
	op := rapid.SampledFrom(f.Operators()).Draw(t, "op")
	n := Test{Field: f.Name, Op: op}
	args := 1
	switch op {
	case Empty, NotEmpty:
		args = 0
	case Between:
		args = 2
	case In, NotIn:
		args = rapid.IntRange(1, 4).Draw(t, "args")
	}
	for range args {
		n.Args = append(n.Args, drawArg(t, f, op))
	}
	return n
}

func drawArg(t *rapid.T, f Field, op Op) Arg {
	text := func(of ...string) Arg { return Arg{Kind: TextArg, Text: rapid.SampledFrom(of).Draw(t, "value")} }
	number := func(s string) Arg {
		s, _ = canonicalNumber(s)
		return Arg{Kind: NumberArg, Text: s}
	}
	calls := []Arg{{Kind: CallArg, Text: "today"}, {Kind: CallArg, Text: "daysAgo", N: 1}, {Kind: CallArg, Text: "daysAhead", N: 18}}
	switch f.Type {
	case Text, Tags:
		if op == Contains || op == Starts {
			return text(texts[1:]...)
		}
		return text(texts...)
	case Number:
		return number(fmt.Sprint(rapid.SampledFrom(numbers).Draw(t, "value")))
	case Integer, Money:
		return number(fmt.Sprint(rapid.SampledFrom(ints).Draw(t, "value")))
	case Bool:
		return Arg{Kind: BoolArg, Text: rapid.SampledFrom([]string{"true", "false"}).Draw(t, "value")}
	case Date:
		return rapid.SampledFrom(append(calls, text("2026-02-28", "2026-10-14"))).Draw(t, "day")
	case Instant:
		calls = append(calls, Arg{Kind: CallArg, Text: "now"}, Arg{Kind: CallArg, Text: "hoursAgo", N: 11})
		return rapid.SampledFrom(append(calls, text("2026-10-14", "2026-10-15", "2026-10-14T02:42:00Z", "2026-10-15T00:00:00+08:00"))).Draw(t, "at")
	case Ref:
		me := map[string]Arg{"person": {Kind: CallArg, Text: "me"}, "department": {Kind: CallArg, Text: "myDepartment"}}
		return rapid.SampledFrom([]Arg{me[f.To], text("11", "12", "20", "21")}).Draw(t, "ref")
	}
	var keys []string
	for _, o := range f.Options {
		if f.Type != Layer || o.N > 0 || slices.Contains([]Op{Eq, Ne, In, NotIn}, op) {
			keys = append(keys, o.Key)
		}
	}
	return text(keys...)
}

// flat removes And in And and Or in Or, as Parse does.
func flat(n Node) Node {
	join := func(of []Node, word string) []Node {
		var list []Node
		for _, k := range of {
			list = append(list, spread(flat(k), word)...)
		}
		return list
	}
	switch n := n.(type) {
	case And:
		return And{join(n.Of, "and")}
	case Or:
		return Or{join(n.Of, "or")}
	case Not:
		return Not{flat(n.Of)}
	}
	return n
}

func TestBackEndsAgree(t *testing.T) {
	list := records()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fill(t, d, list)
		some := map[string]bool{}
		rapid.Check(t, func(t *rapid.T) {
			n := drawNode(t, 3)
			c, err := Check(n, testFields)
			if err != nil {
				t.Fatalf("%s: %v", Print(n), err)
			}
			if met := answers(t, d, list, c); met > 0 && met < len(list) {
				some[Print(n)] = true
			}
			opposite, err := Check(Not{n}, testFields)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if a, b := answers(t, d, list, c), answers(t, d, list, opposite); a+b != len(list) {
				t.Fatalf("%s: %d and its opposite %d of %d", Print(n), a, b, len(list))
			}
			back, err := Parse(Print(n))
			if err != nil || Print(back) != Print(flat(n)) {
				t.Fatalf("%s read back as %s (%v)", Print(n), Print(back), err)
			}
		})
		if len(some) < 20 { // conditions that all or no records meet prove nothing
			t.Errorf("only %d telling conditions", len(some))
		}
	})
}

// TestEveryOperatorOnBoth runs each operator of each field with each value, so
// that no pair depends on the luck of the draw.
func TestEveryOperatorOnBoth(t *testing.T) {
	list := records()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		fill(t, d, list)
		for _, src := range everyTest() {
			for _, src := range []string{src, "not " + src} {
				c, err := Compile(src, testFields)
				if err != nil {
					t.Fatal(err)
				}
				answers(t, d, list, c)
			}
		}
	})
}

// everyTest writes one condition for each field, operator and value.
func everyTest() []string {
	values := map[Type][]string{Bool: {"true", "false"}, Date: {`"2026-10-14"`, "today()"}, Instant: {`"2026-10-14"`, "now()", `"2026-10-15T00:00:00+08:00"`},
		Ref: {`"11"`, `"21"`}, Choice: {`"A"`}, Layer: {`"lead"`, `"resource"`}}
	for _, s := range texts[1:] {
		values[Text] = append(values[Text], Quote(s))
	}
	values[Tags] = values[Text]
	for _, n := range numbers {
		values[Number] = append(values[Number], fmt.Sprint(n))
	}
	for _, n := range ints {
		values[Integer] = append(values[Integer], fmt.Sprint(n))
	}
	values[Money] = values[Integer]
	var list []string
	for _, f := range testFields {
		if f.Sensitive {
			continue
		}
		for _, op := range f.Operators() {
			for i, v := range values[f.Type] {
				other := values[f.Type][(i+3)%len(values[f.Type])]
				switch op {
				case Empty, NotEmpty:
					v = ""
				case Between:
					v += " and " + other
				case In, NotIn:
					v = "(" + v + ", " + other + ")"
				}
				list = append(list, f.Name+" "+string(op)+" "+v)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// FuzzAgree feeds sources from outside: whatever parses and checks must print
// to a fixed point and give the same answer in SQLite and in memory.
func FuzzAgree(f *testing.F) {
	for i, src := range everyTest() {
		if i%16 == 0 {
			f.Add(src)
		}
	}
	for _, src := range []string{
		`grade in ("A", "B") and layer between "contacted" and "lead" or not (owner = me() and touchedAt < daysAgo(3))`,
		`not not (tags has "a" and tags is empty)`,
		`name contains "\u00e9\"" or alias startsWith "\\"`,
		`touchedAt between "0001-01-01" and "9999-12-31"`,
		`due != "0000-01-01" and score < -1e-300`,
	} {
		f.Add(src)
	}
	list := records()
	d := dbtest.SQLite(f)
	fill(f, d, list)
	f.Fuzz(func(t *testing.T, src string) {
		n, err := Parse(src)
		if err != nil {
			return
		}
		printed := Print(n)
		again, err := Parse(printed)
		if err != nil || Print(again) != printed {
			t.Fatalf("%q printed as %q, read back as %q (%v)", src, printed, Print(again), err)
		}
		c, err := Check(n, testFields)
		if err != nil {
			return
		}
		answers(t, d, list, c)
	})
}
