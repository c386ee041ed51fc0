package expr

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"laidan/internal/crm"
)

var shanghai = time.FixedZone("CST", 8*3600)

// testEnv is 2026-10-14 10:42 in Shanghai, as person 11 of department 21.
var testEnv = Env{
	Me: crm.IDOf[crm.Person](11), Department: crm.IDOf[crm.Department](21),
	Now: time.Date(2026, 10, 14, 2, 42, 0, 0, time.UTC), Zone: shanghai,
}

// testFields has one field per type, nullable and not, plain and behind EXISTS.
var testFields = Fields{
	{Name: "name", Type: Text, SQL: "c.name"},
	{Name: "alias", Type: Text, SQL: "c.alias", Nullable: true},
	{Name: "score", Type: Number, SQL: "c.score", Nullable: true},
	{Name: "touches", Type: Integer, SQL: "c.touches"},
	{Name: "amount", Type: Money, SQL: "c.amount", Nullable: true},
	{Name: "flag", Type: Bool, SQL: "c.flag"},
	{Name: "maybe", Type: Bool, SQL: "c.maybe", Nullable: true},
	{Name: "due", Type: Date, SQL: "c.due", Nullable: true},
	{Name: "touchedAt", Type: Instant, SQL: "c.touched_at", Nullable: true},
	{Name: "createdAt", Type: Instant, SQL: "c.created_at"},
	{Name: "grade", Type: Choice, SQL: "c.grade", Options: Keys("A", "B", "C")},
	{Name: "owner", Type: Ref, To: "person", SQL: "c.owner_id", Nullable: true},
	{Name: "department", Type: Ref, To: "department", SQL: "c.department_id"},
	{Name: "layer", Type: Layer, SQL: "c.layer", Options: []Option{
		{"resource", 1}, {"contacted", 3}, {"lead", 4}, {"signed", 6}, {"abandoned", 0}}},
	{Name: "tags", Type: Tags, SQL: "g.tag",
		Exists: "EXISTS (SELECT 1 FROM expr_tag g WHERE g.rec_id = c.id AND %s)"},
	{Name: "custom.size", Type: Number, SQL: "v.num_value", Nullable: true,
		Exists: "EXISTS (SELECT 1 FROM expr_value v WHERE v.rec_id = c.id AND v.field_id = 1 AND %s)"},
	{Name: "custom.day", Type: Date, SQL: "v.num_value", Nullable: true,
		Exists: "EXISTS (SELECT 1 FROM expr_value v WHERE v.rec_id = c.id AND v.field_id = 2 AND %s)"},
	{Name: "custom.note", Type: Text, SQL: "v.text_value",
		Exists: "EXISTS (SELECT 1 FROM expr_value v WHERE v.rec_id = c.id AND v.field_id = 3 AND %s)"},
	{Name: "phone", Type: Text, SQL: "c.phone", Sensitive: true},
}

func TestCanonicalForm(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{``, ``},
		{"  \n", ``},
		{`grade="A"`, `grade = "A"`},
		{`grade IN("A" ,"B")AND Layer BETWEEN "a" and "b"`, `grade in ("A", "B") and Layer between "a" and "b"`},
		{`a = 1 or b = 2 and c = 3`, `a = 1 or b = 2 and c = 3`},
		{`(a = 1 or b = 2) and (c = 3)`, `(a = 1 or b = 2) and c = 3`},
		{`(a = 1 and b = 2) and c = 3`, `a = 1 and b = 2 and c = 3`},
		{`not (a = 1)`, `not a = 1`},
		{`not (a = 1 and not (b = 1 or c = 1))`, `not (a = 1 and not (b = 1 or c = 1))`},
		{`NOT NOT a = 1`, `not not a = 1`},
		{`a not in (007, -2.50, 1e3)`, `a not in (7, -2.5, 1000)`},
		{`a IS NOT EMPTY or b is empty`, `a is not empty or b is empty`},
		{`a STARTSWITH "x" or b contains "\"\\\n\u4e2d"`, `a startsWith "x" or b contains "\"\\\n中"`},
		{`owner = me() and d >= daysAgo( 03 )`, `owner = me() and d >= daysAgo(3)`},
		{`f = TRUE`, `f = true`},
		{`n = -0.0`, `n = 0`},
		{`n = 99999999999999999999`, `n = 1e+20`},
		{`custom.budget_2 > 5`, `custom.budget_2 > 5`},
	} {
		n, err := Parse(tc.in)
		if err != nil {
			t.Errorf("%s: %v", tc.in, err)
			continue
		}
		if got := Print(n); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.in, got, tc.want)
		}
	}
}

func TestSyntaxErrorsPointAtTheCharacter(t *testing.T) {
	for _, tc := range []struct {
		in string
		at int
	}{
		{`grade`, 6}, {`grade =`, 8}, {`= 1`, 1}, {`a = 1 b`, 7}, {`a = 1 and`, 10}, {`(a = 1`, 7}, {`a = 1)`, 6},
		{`a in ()`, 7}, {`a in ("x",)`, 11}, {`a between 1`, 12}, {`a is`, 5}, {`a not empty`, 7},
		{`a = "x`, 5}, {`a = "\q"`, 6}, {`a = "\u12"`, 6}, {`a = "\ud800"`, 6}, {"a = \"\x00\"", 6},
		{`a = 1.`, 5}, {`a = 1x`, 5}, {`a = 1e999`, 5}, {`a = -`, 5}, {`a ! 1`, 3}, {`a = other()`, 5},
		{`a = daysAgo()`, 13}, {`a = daysAgo(-1)`, 13}, {`a = daysAgo(1.5)`, 13}, {`a = daysAgo(36501)`, 13}, {`a = me(1)`, 8},
		{`and = 1`, 1}, {`名 = 1`, 1}, {`a = "名称" x`, 10}, {`a = 'x'`, 5}, {`a = 1; drop`, 6}, {`a = b`, 5},
	} {
		_, err := Parse(tc.in)
		var e *crm.Error
		if !errors.As(err, &e) || e.Code != "expr.syntax" || e.Params["at"] != tc.at {
			t.Errorf("%s: got %v, want expr.syntax at %d", tc.in, err, tc.at)
		}
	}
	if _, err := Parse("a = \"\xff\""); crm.CodeOf(err) != "expr.syntax" {
		t.Errorf("invalid UTF-8: %v", err)
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("(", MaxDepth) + "a = 1" + strings.Repeat(")", MaxDepth)
	wide := strings.TrimSuffix(strings.Repeat("a = 1 or ", MaxTests), " or ")
	many := "a in (" + strings.TrimSuffix(strings.Repeat("1,", MaxValues), ",") + ")"
	for _, ok := range []string{deep, wide, many} {
		if _, err := Parse(ok); err != nil {
			t.Errorf("at the limit: %v", err)
		}
	}
	for in, code := range map[string]string{
		"(" + deep + ")":                               "expr.too_deep",
		"not " + deep:                                  "expr.too_deep",
		strings.Repeat("not ", 1500) + "a = 1":         "expr.too_deep",
		wide + " or a = 1":                             "expr.too_long",
		strings.Replace(many, "(1", "(1,1", 1):         "expr.too_long",
		`a = "` + strings.Repeat("x", MaxLength) + `"`: "expr.too_long",
	} {
		if _, err := Parse(in); crm.CodeOf(err) != code {
			t.Errorf("%.40s...: %v, want %s", in, err, code)
		}
	}
}

func TestCheck(t *testing.T) {
	for in, code := range map[string]string{
		`nobody = 1`:                           "expr.unknown_field",
		`phone = "13800000000"`:                "expr.forbidden_field",
		`phone is empty`:                       "expr.forbidden_field",
		`name = 1`:                             "expr.type",
		`name = me()`:                          "expr.type",
		`name contains ""`:                     "expr.type",
		`name startsWith ""`:                   "expr.type",
		`name in ("a", 1)`:                     "expr.type",
		`name has "a"`:                         "expr.operator",
		`score = "1"`:                          "expr.type",
		`score contains "1"`:                   "expr.operator",
		`touches = 1.5`:                        "expr.type",
		`touches = 99999999999999999999`:       "expr.type",
		`touches is empty`:                     "expr.operator",
		`flag = 1`:                             "expr.type",
		`flag = "true"`:                        "expr.type",
		`flag < true`:                          "expr.operator",
		`due = "2026-02-30"`:                   "expr.type",
		`due < now()`:                          "expr.type",
		`due < "2026-02-01T00:00:00Z"`:         "expr.type",
		`touchedAt < 5`:                        "expr.type",
		`touchedAt in (today())`:               "expr.operator",
		`grade = "D"`:                          "expr.option",
		`grade = ""`:                           "expr.option",
		`grade < "B"`:                          "expr.operator",
		`grade = 1`:                            "expr.type",
		`owner = myDepartment()`:               "expr.type",
		`department = me()`:                    "expr.type",
		`owner = 11`:                           "expr.type",
		`owner = "x"`:                          "expr.type",
		`owner = "0"`:                          "expr.type",
		`owner = "-5"`:                         "expr.type",
		`layer = "middle"`:                     "expr.option",
		`layer < "abandoned"`:                  "expr.operator",
		`layer between "abandoned" and "lead"`: "expr.operator",
		`tags = "a"`:                           "expr.operator",
		`tags has 5`:                           "expr.type",
		`not (name = "a" or nobody is empty)`:  "expr.unknown_field",
	} {
		_, err := Compile(in, testFields)
		var e *crm.Error
		if !errors.As(err, &e) || e.Code != code || e.Kind != crm.Invalid {
			t.Errorf("%s: got %v, want %s", in, err, code)
		} else if e.Params["at"] == nil || e.Params["field"] == nil {
			t.Errorf("%s: no place in %v", in, e)
		}
	}
}

func TestUses(t *testing.T) {
	c, err := Compile(`name = "a" and not (tags has "x" or name is empty)`, testFields)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Uses(); !reflect.DeepEqual(got, []string{"name", "tags"}) {
		t.Errorf("got %v", got)
	}
}

func TestPrintedSQL(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{``, `TRUE`},
		{`grade in ("A", "B") and flag = true`, `((c.grade IN (@f0)) AND (c.flag = TRUE))`},
		{`not (owner = me() or touches > 3)`, `((c.owner_id IS NULL OR NOT (c.owner_id = @f0)) AND NOT (c.touches > @f1))`},
		{`due is empty`, `c.due IS NULL`},
		{`grade is empty`, `NOT (c.grade <> '')`},
		{`layer < "lead"`, `(c.layer >= @f0 AND c.layer < @f1)`},
		{`touchedAt = today()`, `(c.touched_at >= @f0 AND c.touched_at < @f1)`},
		{`not tags has "x"`, `NOT EXISTS (SELECT 1 FROM expr_tag g WHERE g.rec_id = c.id AND (g.tag = @f0))`},
	} {
		c, err := Compile(tc.in, testFields)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := c.SQL(testEnv); got != tc.want {
			t.Errorf("%s\n got %s\nwant %s", tc.in, got, tc.want)
		}
	}
	c, _ := Compile(`owner = me()`, testFields)
	env := testEnv
	env.Prefix = "v"
	text, args := c.SQL(env)
	if text != "(c.owner_id = @v0)" || !reflect.DeepEqual(args, map[string]any{"v0": int64(11)}) {
		t.Errorf("%s %v", text, args)
	}
}

// ms is an instant of the test zone.
func ms(s string) Value {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, shanghai)
	if err != nil {
		panic(err)
	}
	return InstantValue(crm.At(at))
}

func TestMeaning(t *testing.T) {
	empty := Value{}
	for _, tc := range []struct {
		in    string
		value Value // of every field
		want  bool
	}{
		{`alias = "x"`, empty, false},
		{`alias != "x"`, empty, true},
		{`not alias = "x"`, empty, true},
		{`alias not in ("x")`, empty, true},
		{`not alias != "x"`, empty, false},
		{`alias is empty`, empty, true},
		{`alias is empty`, TextValue(""), true},
		{`alias is not empty`, TextValue(" "), true},
		{`alias < "x"`, empty, false},
		{`not alias < "x"`, empty, true},
		{`name contains "ABC医"`, TextValue("xabC医院"), true},
		{`name contains "É"`, TextValue("é"), false},
		{`name startsWith "上海"`, TextValue("上海一公司"), true},
		{`name startsWith "a"`, TextValue("A"), false},
		{`name < "b"`, TextValue("B"), true},
		{`touchedAt = "2026-10-14"`, ms("2026-10-14 23:59:59"), true},
		{`touchedAt = "2026-10-14"`, ms("2026-10-15 00:00:00"), false},
		{`touchedAt != "2026-10-14"`, ms("2026-10-15 00:00:00"), true},
		{`touchedAt <= "2026-10-14"`, ms("2026-10-14 23:59:59"), true},
		{`touchedAt < "2026-10-14"`, ms("2026-10-14 00:00:00"), false},
		{`touchedAt > "2026-10-14"`, ms("2026-10-14 23:59:59"), false},
		{`touchedAt > "2026-10-14"`, ms("2026-10-15 00:00:00"), true},
		{`touchedAt >= today()`, ms("2026-10-14 00:00:00"), true},
		{`touchedAt < daysAgo(3)`, ms("2026-10-10 23:59:59"), true},
		{`touchedAt < daysAgo(3)`, ms("2026-10-11 00:00:00"), false},
		{`touchedAt between daysAgo(1) and today()`, ms("2026-10-14 23:00:00"), true},
		{`touchedAt < now()`, ms("2026-10-14 10:41:59"), true},
		{`touchedAt < hoursAgo(24)`, ms("2026-10-13 10:42:00"), false},
		{`touchedAt = "2026-10-14T02:42:00Z"`, ms("2026-10-14 10:42:00"), true},
		{`due = daysAhead(18)`, DayValue(20261101), true},
		{`owner = me()`, IntValue(11), true},
		{`department = myDepartment()`, IntValue(21), true},
		{`layer < "lead"`, IntValue(0), false},
		{`not layer < "lead"`, IntValue(0), true},
		{`layer <= "lead"`, IntValue(4), true},
		{`layer = "abandoned"`, IntValue(0), true},
		{`maybe != true`, empty, true},
		{`maybe = false`, empty, false},
		{`tags has "x"`, TagsValue("a", "x"), true},
		{`tags has "x"`, TagsValue(), false},
		{`tags is empty`, TagsValue(), true},
	} {
		c, err := Compile(tc.in, testFields)
		if err != nil {
			t.Errorf("%s: %v", tc.in, err)
			continue
		}
		if got := c.Eval(func(string) Value { return tc.value }, testEnv); got != tc.want {
			t.Errorf("%s on %+v: %v", tc.in, tc.value, got)
		}
	}
}

func TestNobodyOwnsForTheSystem(t *testing.T) {
	c, _ := Compile(`owner = me()`, testFields)
	env := testEnv
	env.Me = crm.PersonID{}
	if c.Eval(func(string) Value { return Value{} }, env) || c.Eval(func(string) Value { return IntValue(11) }, env) {
		t.Error("the system is not an owner")
	}
}

func TestWrongRecordPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a text in an integer field went unnoticed")
		}
	}()
	c, _ := Compile(`touches = 1`, testFields)
	c.Eval(func(string) Value { return TextValue("1") }, testEnv)
}
