package followup

import (
	"context"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
	"laidan/internal/i18n"
	"laidan/internal/room/roomtest"
	"laidan/internal/words"
)

// world is a small organisation with what these tests need around it.
type world struct {
	dbtest.World
	d *db.DB
	t *testing.T
}

// bands are those of one person in the default funnel.
func bands(*db.Tx, crm.PersonID) ([]Band, error) {
	return []Band{{[]int{1, 2}, 10, 7, 10}, {[]int{3}, 13, 9, 13}, {[]int{4}, 7, 5, 7}, {[]int{5}, 2, 1, 2}}, nil
}

func each(t *testing.T, fn func(w world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		roomtest.Bind(d, customer.Needs{OwnerLeft: OwnerLeft, Changed: Changed}, Needs{
			Pace: func(tx *db.Tx, layer int, since crm.Millis) (float64, float64) {
				return tx.Now.Sub(since.Time()).Hours() / 24, 0
			},
			Bands: bands})
		fn(world{dbtest.Tenant(t, d), d, t})
	})
}

// given is a customer to start from; times are "10-14 10:42".
type given struct {
	name, owner, grade, temperature string
	layer                           int
	since, assigned, firstDue, last string
	lastResult                      string
	phone                           string
	denied, fast, selfFound         bool
	plan                            Step
}

var nextContact int64 = 1000

// customer inserts a customer as it stands, with a primary contact, past all
// acts: what the acts under test find.
func (w world) customer(g given) crm.CustomerID {
	w.t.Helper()
	if g.temperature == "" {
		g.temperature = words.Cold
	}
	if g.layer == 0 {
		g.layer = words.Contacted
	}
	if g.owner == "" {
		g.owner = "rep1"
	}
	if g.since == "" {
		g.since = "10-14 09:00"
	}
	if g.assigned == "" {
		g.assigned = g.since
	}
	if g.plan.MadeAt.IsZero() {
		g.plan.MadeAt = at("10-13 09:00")
	}
	owner := w.As(g.owner)
	var id crm.CustomerID
	w.Update(w.t, "admin", func(tx *db.Tx) error {
		id = db.NewID[crm.Customer](tx)
		nextContact++
		args := db.Args{"id": id, "name": g.name, "owner": owner.Person, "department": owner.Department, "grade": g.grade,
			"temperature": g.temperature, "layer": g.layer, "since": at(g.since), "assigned": at(g.assigned), "first": at(g.firstDue),
			"last": at(g.last), "result": g.lastResult, "denied": g.denied, "fast": g.fast, "self": g.selfFound, "phone": g.phone,
			"next_at": g.plan.At, "next_channel": g.plan.Channel, "next_goal": g.plan.Goal, "plan": db.NewID[crm.Plan](tx),
			"content": g.plan.Content, "promised": g.plan.Promised, "made": g.plan.MadeAt, "contact": nextContact, "channel": nextContact}
		for _, s := range []string{
			`INSERT INTO customer (tenant_id, id, name, name_key, grade, temperature, layer, layer_since, owner_id, department_id, assigned_at,
				first_due_at, last_touch_at, last_result, do_not_contact, fast, self_found, phone, next_at, next_channel, next_goal, created_at, updated_at)
				VALUES (@tenant, @id, @name, @name, @grade, @temperature, @layer, @since, @owner, @department, @assigned, @first, @last, @result,
				@denied, @fast, @self, @phone, @next_at, @next_channel, @next_goal, @since, @since)`,
			`INSERT INTO contact (tenant_id, customer_id, id, name, is_primary, created_at) VALUES (@tenant, @id, @contact, '程竞钊', TRUE, @now)`,
		} {
			if _, err := db.Exec(tx, s, args); err != nil {
				return err
			}
		}
		if g.phone != "" {
			for _, s := range []string{
				`INSERT INTO channel (tenant_id, customer_id, id, contact_id, kind, value, norm) VALUES (@tenant, @id, @channel, @contact, 'phone', @phone, @phone)`,
				`INSERT INTO customer_key (tenant_id, kind, norm, customer_id, strong) VALUES (@tenant, 'phone', @phone, @id, FALSE)`,
			} {
				if _, err := db.Exec(tx, s, args); err != nil {
					return err
				}
			}
		}
		if g.plan.At.IsZero() {
			return nil
		}
		_, err := db.Exec(tx, `INSERT INTO plan (tenant_id, customer_id, id, person_id, at, channel, content, goal, promised, created_at)
			VALUES (@tenant, @id, @plan, @owner, @next_at, @next_channel, @content, @next_goal, @promised, @made)`, args)
		return err
	})
	return id
}

// as runs an act and gives its error back.
func (w world) as(who string, fn func(tx *db.Tx) error) error {
	return w.d.Update(context.Background(), w.As(who), fn)
}

// log logs a touch and fails the test on an error.
func (w world) log(who string, id crm.CustomerID, r TouchRequest) (customer.Customer, Touch) {
	w.t.Helper()
	var c customer.Customer
	var touch Touch
	w.Update(w.t, who, func(tx *db.Tx) error {
		var err error
		c, touch, err = LogTouch(tx, id, r)
		return err
	})
	return c, touch
}

// refused expects an error with a code.
func (w world) refused(err error, code string) {
	w.t.Helper()
	if crm.CodeOf(err) != code {
		w.t.Errorf("got %v, want %s", err, code)
	}
}

// field expects an input error at a pointer.
func (w world) field(err error, pointer, code string) {
	w.t.Helper()
	e, ok := err.(*crm.Error)
	if !ok || len(e.Fields) == 0 || e.Fields[0].Pointer != pointer || e.Fields[0].Code != code {
		w.t.Errorf("got %v, want %s at %s", err, code, pointer)
	}
}

// get reads a customer past all scopes.
func (w world) get(id crm.CustomerID) customer.Customer {
	w.t.Helper()
	var c customer.Customer
	err := w.d.View(context.Background(), w.System(w.t), func(tx *db.Tx) error {
		var err error
		c, err = customer.Get(tx, id)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// plans lists a customer's plans, oldest first.
func (w world) plans(id crm.CustomerID) []Plan {
	w.t.Helper()
	var list []Plan
	w.View(w.t, "admin", func(tx *db.Tx) error {
		var err error
		list, err = db.All[Plan](tx, `SELECT `+planColumns+` FROM plan WHERE tenant_id = @tenant AND customer_id = @id ORDER BY id`, db.Args{"id": id})
		return err
	})
	return list
}

// count is the result of a counting statement.
func (w world) count(text string, args db.Args) int {
	w.t.Helper()
	var n int
	w.View(w.t, "admin", func(tx *db.Tx) error {
		var err error
		n, err = db.One[int](tx, text, args)
		return err
	})
	return n
}

// clock moves the fixed clock.
func (w world) clock(s string) { w.SetNow(at(s).Time()) }

func sayer(lang string, now time.Time) Reader {
	return Reader{Text: func(key string, params map[string]any) string { return i18n.Say(lang, key, params) }, Now: now, Zone: shanghai}
}
