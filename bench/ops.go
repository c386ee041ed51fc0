package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"laidan/internal/app"
	"laidan/internal/auth"
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/demo"
)

// request is one call of an operation.
type request struct {
	method, path, token, body string
}

// op is one operation with its samples. Samples of a write are used once each.
type op struct {
	name  string
	write bool
	reqs  []request
}

// What the screens ask of each customer: the list with its usual columns and the
// palette (web/src/features/customer/list/row.ts, web/src/shell/Palette.tsx).
const (
	shown = "name,grade,temperature,layer,contactName,phone,doNotContact,owner,pool,firstDueAt,lastTouchAt,lastChannel,lastResult,nextAt," +
		"nextChannel,deal,tags,touches,createdAt,version,actions,daysInLayer,idealDays,product"
	found = "name,kind,contactName,layer,grade,temperature"
	// What the day asks for of each customer in the queue.
	followed = "name,grade,temperature,layer,daysInLayer,idealDays,product,goal,need,province,city,preference,contactName,contactTitle,phone,doNotContact,owner,firstDueAt,nextAt,nextChannel,nextGoal,deal,actions"
)

const (
	readSamples  = 200
	writeSamples = 300 // per concurrency
)

// emptyOp is a request that does nothing but log in.
const emptyOp = "nothing"

// cast are tokens of people of each role.
type cast struct {
	tenant crm.TenantID
	tokens map[string]string // by log-in name
	people map[string]crm.PersonID
	reps   []string
}

type loginRow struct {
	Email  string       `db:"email"`
	Person crm.PersonID `db:"id"`
}

// hire takes on so many reps of the organisation of that number, and its heads.
func hire(ctx context.Context, a *app.App, number, reps int) (*cast, error) {
	c := &cast{tokens: map[string]string{}, people: map[string]crm.PersonID{}}
	err := a.DB.View(ctx, crm.Actor{}, func(tx *db.Tx) (err error) {
		c.tenant, err = db.GlobalOne[crm.TenantID](tx, "SELECT tenant_id FROM login WHERE email_key = @email", db.Args{"email": demo.Email("director", number)})
		return err
	})
	if err != nil {
		return nil, err
	}
	names := []string{"manager1", "director", "support1"}
	for i := range reps {
		names = append(names, fmt.Sprintf("rep%d", i+1))
	}
	for _, n := range names {
		email := demo.Email(n, number)
		var p []loginRow
		err := a.DB.View(ctx, c.actor(), func(tx *db.Tx) (err error) {
			p, err = db.All[loginRow](tx, "SELECT email, id FROM person WHERE tenant_id = @tenant AND email = @email", db.Args{"email": email})
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(p) == 0 {
			break // fewer reps than asked
		}
		if c.tokens[n], err = auth.TokenFor(ctx, a.DB, email, auth.NewToken{Name: "bench", Scopes: authz.Scopes}); err != nil {
			return nil, err
		}
		c.people[n] = p[0].Person
		if strings.HasPrefix(n, "rep") {
			c.reps = append(c.reps, n)
		}
	}
	return c, nil
}

func (c *cast) actor() crm.Actor {
	return crm.Actor{Tenant: c.tenant, Zone: time.UTC, Scope: crm.ScopeAll}
}

func (c *cast) token(role string) string {
	return c.tokens[map[string]string{"rep": "rep1", "manager": "manager1", "director": "director", "support": "support1"}[role]]
}

type sample struct {
	ID    crm.CustomerID `db:"id"`
	Name  string         `db:"name"`
	Phone string         `db:"phone"`
	Owner crm.PersonID   `db:"owner_id"`
}

func (c *cast) customers(ctx context.Context, d *db.DB, where string, args db.Args, most int) ([]sample, error) {
	var list []sample
	err := d.View(ctx, c.actor(), func(tx *db.Tx) (err error) {
		list, err = db.All[sample](tx, "SELECT id, name, phone, owner_id FROM customer WHERE tenant_id = @tenant AND "+where+fmt.Sprintf(" LIMIT %d", most), args)
		return err
	})
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	return list, err
}

// visible is a condition on customers that a role sees.
func (c *cast) visible(role string) (string, db.Args) {
	switch role {
	case "rep":
		return "owner_id = @p", db.Args{"p": c.people["rep1"]}
	case "manager":
		return "owner_id IN (SELECT owner_id FROM visible WHERE tenant_id = @tenant AND viewer_id = @p)", db.Args{"p": c.people["manager1"]}
	}
	return "owner_id IS NOT NULL", db.Args{}
}

// reads are the read operations of one role.
func (c *cast) reads(ctx context.Context, d *db.DB, role string) ([]op, error) {
	where, args := c.visible(role)
	list, err := c.customers(ctx, d, where, args, readSamples)
	if err != nil {
		return nil, err
	}
	t := c.token(role)
	get := op{name: "get"}
	names, initials, tails := op{name: "search 2 hanzi"}, op{name: "search initials"}, op{name: "search phone tail"}
	for _, s := range list {
		get.reqs = append(get.reqs, request{"GET", "/customers/" + s.ID.String(), t, ""})
		r := []rune(s.Name)
		names.reqs = append(names.reqs, request{"GET", "/customers?limit=20&fields=" + found + "&q=" + escape(string(r[len(r)/3:len(r)/3+2])), t, ""})
		initials.reqs = append(initials.reqs, request{"GET", "/customers?limit=20&fields=" + found + "&q=" + initialsOf(s.Name), t, ""})
		tails.reqs = append(tails.reqs, request{"GET", "/customers?limit=20&fields=" + found + "&q=" + s.Phone[len(s.Phone)-4:], t, ""})
	}
	filter := escape(`grade in ("A","B") and temperature != "cold"`)
	one := func(name, path string) op { return op{name: name, reqs: []request{{"GET", path, t, ""}}} }
	return []op{one(emptyOp, "/ping"), get,
		one("list by next contact", "/customers?sort=nextAt&fields="+shown+"&filter="+filter), one("list by last touch", "/customers?sort=-lastTouchAt&fields="+shown+"&filter="+filter),
		one("list by name", "/customers?sort=name&fields="+shown+"&filter="+filter),
		names, initials, tails, one("queue", "/queue?fields="+followed), one("funnel", "/funnel")}, nil
}

// writes are the acts; they go on from where an earlier call ended, so that no
// customer is used twice.
func (c *cast) writes(ctx context.Context, d *db.DB, n int) ([]op, error) {
	ids := make([]crm.PersonID, 0, len(c.reps))
	token := map[crm.PersonID]string{}
	for _, r := range c.reps {
		ids = append(ids, c.people[r])
		token[c.people[r]] = c.tokens[r]
	}
	touch, move, claim := op{name: "log a touch", write: true}, op{name: "move", write: true}, op{name: "claim", write: true}
	open, err := c.customers(ctx, d, "owner_id IN (@ids) AND layer IN (3, 4)", db.Args{"ids": ids}, n)
	if err != nil {
		return nil, err
	}
	for _, s := range open {
		b, err := json.Marshal(map[string]any{"channel": "call", "result": "connected", "content": "讲了一年省多少人，认可这个算法。", "confirmTwice": true,
			"next": map[string]any{"at": time.Now().Add(50 * time.Hour).UTC().Format(time.RFC3339), "channel": "call", "goal": "约演示"}})
		if err != nil {
			return nil, err
		}
		touch.reqs = append(touch.reqs, request{"POST", "/customers/" + s.ID.String() + "/touches", token[s.Owner], string(b)})
	}
	graded, err := c.customers(ctx, d, "owner_id IN (@ids) AND layer IN (4, 5)", db.Args{"ids": ids}, n)
	if err != nil {
		return nil, err
	}
	for _, s := range graded {
		move.reqs = append(move.reqs, request{"POST", "/customers/" + s.ID.String() + "/moves", token[s.Owner], `{"to":"contacted","reason":"客户要再比较一轮"}`})
	}
	pooled, err := c.customers(ctx, d, "pool_id IS NOT NULL AND layer = 1 AND released_by IS NULL", nil, n)
	if err != nil {
		return nil, err
	}
	for i, s := range pooled {
		claim.reqs = append(claim.reqs, request{"POST", "/customers/" + s.ID.String() + "/claim", c.tokens[c.reps[i%len(c.reps)]], "{}"})
	}
	return []op{touch, move, claim}, nil
}

func escape(s string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + string(hexDigits[c>>4]) + string(hexDigits[c&15]))
	}
	return b.String()
}
