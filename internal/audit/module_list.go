package audit

import (
	"slices"
	"strconv"
	"strings"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/org"
	"laidan/internal/phone"
	"laidan/internal/rights"
)

// Query narrows the list of facts.
type Query struct {
	Subject  int64
	Customer crm.CustomerID
	Person   crm.PersonID // who acted
	Kind     string       // a kind or its beginning: "auth", "customer.Moved"
	From, To crm.Day
	Cursor   string
	Limit    int
}

// Ref names a person.
type Ref struct {
	ID   crm.PersonID `json:"id"`
	Name string       `json:"name"`
}

// Item is one fact in words.
type Item struct {
	ID         crm.FactID     `json:"id"`
	At         crm.Millis     `json:"at"`
	By         *Ref           `json:"by" doc:"null: the program itself"`
	Kind       string         `json:"kind"`
	Text       string         `json:"text" doc:"In the reader's language"`
	Changes    []Changed      `json:"changes" doc:"Fields before and after, for the organisation's own records"`
	SubjectID  string         `json:"subjectId"`
	CustomerID crm.CustomerID `json:"customerId"`
	Sealed     bool           `json:"sealed"`
}

const (
	defaultLimit = 50
	maxLimit     = 200
	window       = 20000
)

// List reads the log backwards. Who manages people or settings sees everybody's
// acts, others those of the people they see. A page may hold fewer items than
// asked, or none, and still have a next one: the look back is bounded.
func List(tx *db.Tx, q Query) (crm.Page[Item], error) {
	f, err := q.filter(tx)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	rows, err := listFacts(tx, f)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	next, err := nextCursor(tx, f, rows)
	if err != nil {
		return crm.Page[Item]{}, err
	}
	items, err := describe(tx, rows)
	return crm.Page[Item]{Items: items, Next: next}, err
}

func (q Query) filter(tx *db.Tx) (filter, error) {
	f := filter{Before: 1<<63 - 1, Subject: q.Subject, Customer: q.Customer.Int64(), Person: q.Person, AnyActor: q.Person.IsZero(),
		Kind: q.Kind, KindLen: len(q.Kind), Everyone: everyone(tx.Actor), Window: window, Limit: q.Limit}
	if f.Limit <= 0 {
		f.Limit = defaultLimit
	}
	f.Limit = min(f.Limit, maxLimit)
	if q.From != 0 {
		f.From = firstID(tx, q.From)
	}
	if q.To != 0 {
		f.Before = firstID(tx, q.To.Add(1))
	}
	if q.Cursor != "" {
		n, err := strconv.ParseInt(q.Cursor, 36, 64)
		if err != nil {
			return f, crm.Bad("?cursor", "field.invalid")
		}
		f.Before = min(f.Before, n)
	}
	return f, nil
}

// firstID is the smallest id that can be made on a day: ids are ordered by time.
func firstID(tx *db.Tx, day crm.Day) int64 { return crm.NewIDs(0).Next(day.Time(tx.Zone())) }

func everyone(a crm.Actor) bool {
	return a.System() || rights.May("audit.everyone", a.Scope == crm.ScopeAll || authz.May(a, authz.PeopleWrite) || authz.May(a, authz.SettingsWrite))
}

func nextCursor(tx *db.Tx, f filter, rows []Row) (string, error) {
	if len(rows) == f.Limit {
		return strconv.FormatInt(rows[len(rows)-1].ID.Int64(), 36), nil
	}
	if f.Subject != 0 || f.Customer != 0 {
		return "", nil
	}
	id, err := beyond(tx, f)
	if err != nil || id == 0 {
		return "", err
	}
	return strconv.FormatInt(id+1, 36), nil
}

// describe puts facts into words: first it collects whom they name, then it
// asks for the names once.
func describe(tx *db.Tx, rows []Row) ([]Item, error) {
	told := make([]telling, len(rows))
	people, departments := []crm.PersonID{}, []int64{}
	for i, r := range rows {
		told[i] = tell(r)
		people = append(append(people, r.Actor), told[i].people()...)
		departments = append(departments, told[i].departments()...)
	}
	names, err := org.Names(tx, people)
	if err != nil {
		return nil, err
	}
	slices.Sort(departments)
	places, err := departmentNames(tx, slices.Compact(departments))
	if err != nil {
		return nil, err
	}
	book := names2book(names, places)
	items, mask := make([]Item, len(rows)), phone.Masker{Strict: true, Blind: !authz.SeesDigits(tx.Actor)}
	for i, r := range rows {
		items[i] = Item{ID: r.ID, At: r.At, Kind: r.Kind, Text: mask.Text(told[i].text(tx.Actor.Language, book)), SubjectID: strconv.FormatInt(r.Subject, 10),
			Changes: told[i].changes(tx.Actor.Language, book), CustomerID: r.Customer, Sealed: r.Seq != 0}
		if !r.Actor.IsZero() {
			items[i].By = &Ref{r.Actor, names[r.Actor]}
		}
	}
	return items, nil
}

func names2book(names map[crm.PersonID]string, places []named) book {
	b := book{}
	for id, n := range names {
		b[id.String()] = n
	}
	for _, p := range places {
		b[strconv.FormatInt(p.ID, 10)] = p.Name
	}
	return b
}

// cleanKind keeps a kind's own characters.
func cleanKind(kind string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, kind)
}
