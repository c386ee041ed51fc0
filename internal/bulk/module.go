package bulk

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"time"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/job"
	"laidan/internal/rights"
	"laidan/internal/sheet"
)

// The jobs of this package.
const (
	runJob  = "bulk.import"
	undoJob = "bulk.undo"
)

// payload names the import a job works on.
type payload struct {
	Import crm.ImportID `json:"import"`
}

// crmActor is the person an import runs as, as they were when they started it:
// the run outlives their session.
type crmActor struct {
	Person     crm.PersonID     `json:"person"`
	Department crm.DepartmentID `json:"department"`
	Name       string           `json:"name"`
	Roles      []string         `json:"roles"`
	Scope      crm.Scope        `json:"scope"`
	Visible    int              `json:"visible"`
	Language   string           `json:"language"`
	Zone       string           `json:"zone"`
}

func remember(a crm.Actor) *crmActor {
	zone := ""
	if a.Zone != nil {
		zone = a.Zone.String()
	}
	return &crmActor{a.Person, a.Department, a.Name, a.Roles, a.Scope, a.Visible, a.Language, zone}
}

func (c crmActor) actor(tenant crm.TenantID) crm.Actor {
	return crm.Actor{Tenant: tenant, Person: c.Person, Department: c.Department, Name: c.Name, Roles: c.Roles, Scope: c.Scope,
		Visible: c.Visible, Language: c.Language, Zone: authz.Zone(c.Zone), Perms: authz.Perms(c.Roles)}
}

// now is the person with the rights they have today; one who was disabled runs
// nothing any more.
func (c crmActor) now(ctx context.Context, d *db.DB, tenant crm.TenantID) (crm.Actor, error) {
	if c.Person.IsZero() { // the program
		return c.actor(tenant), nil
	}
	a, ok, err := authz.Person(ctx, d, tenant, c.Person)
	switch {
	case err != nil:
		return a, err
	case !ok:
		return a, crm.Fail(crm.Forbidden, "person.left")
	case !authz.May(a, authz.ImportRun) && !authz.May(a, authz.ImportOwn):
		return a, crm.Fail(crm.Forbidden, "forbidden")
	}
	return a, nil
}

// Get reads an import that the actor may see: an own one, one of the people in
// scope, and any for who works on the pools.
func Get(tx *db.Tx, id crm.ImportID) (Import, error) {
	imp, err := getImport(tx, id)
	if err != nil || rights.May("import.own", imp.CreatedBy == tx.Me()) || seesAll(tx.Actor) {
		return imp, err
	}
	_, ok, err := db.Maybe[int64](tx, importSeenSQL, db.Args{"by": imp.CreatedBy})
	if err == nil && !ok {
		return Import{}, crm.Missing()
	}
	return imp, err
}

// seesAll reports whether an actor sees everybody's imports.
func seesAll(a crm.Actor) bool {
	return a.System() || rights.May("import.all", authz.May(a, authz.ImportRun) && (a.Scope == crm.ScopeAll || authz.May(a, authz.PoolWrite)))
}

// List reads imports, the newest first.
func List(tx *db.Tx, before crm.ImportID, limit int) ([]Import, error) {
	return db.All[Import](tx, listImportsSQL, db.Args{"all": seesAll(tx.Actor), "before": before, "limit": limit})
}

func (i Import) stored() (stored, error) {
	var s stored
	err := json.Unmarshal([]byte(i.Report), &s)
	return s, err
}

func (i Import) options() (*Options, error) {
	o := &Options{}
	err := json.Unmarshal([]byte(i.Options), o)
	return o, err
}

// open opens the file of an import; the caller closes it.
func (i Import) open(ctx context.Context, files blob.Store, tenant crm.TenantID, c sheet.Choice) (book *sheet.Book, closeAll func(), err error) {
	f, err := files.Open(tenant, i.BlobID)
	if errors.Is(err, os.ErrNotExist) { // erased, or past its time
		err = crm.Fail(crm.Refused, "import.file_gone")
	}
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil {
		if book, err = sheet.Open(patient{f, ctx}, info.Size(), i.FileName, c, limits(files)); err == nil {
			return book, func() { book.Close(); _ = f.Close() }, nil
		}
	}
	_ = f.Close()
	return nil, nil, err
}

// Adjust changes the options of an import that was not run and makes the dry run
// again.
func Adjust(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, id crm.ImportID, given json.RawMessage) (Import, error) {
	imp, o, st, err := load(ctx, d, a, id, StateMapped)
	if err != nil {
		return imp, err
	}
	before := o.Choice
	if err := merge(o, given); err != nil {
		return imp, err
	}
	f, err := files.Open(a.Tenant, imp.BlobID)
	if errors.Is(err, os.ErrNotExist) {
		err = crm.Fail(crm.Refused, "import.file_gone")
	}
	if err != nil {
		return imp, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return imp, err
	}
	t, err := try(ctx, d, files, a, f, info.Size(), imp.FileName, st.paidBy(imp, a.Person), o.Choice, func(an *analysis) (*Options, error) {
		if asJSON(before) == asJSON(o.Choice) {
			return o, nil
		}
		// The table is read otherwise: its columns are other ones.
		fresh := an.propose(imp.FileName)
		fresh.Choice = an.Detected.choice()
		fresh.Duplicates, fresh.PoolID, fresh.OwnerID, fresh.Source, fresh.Tags = o.Duplicates, o.PoolID, o.OwnerID, o.Source, o.Tags
		return &fresh, nil
	})
	if err != nil {
		return imp, err
	}
	if a.Person == imp.CreatedBy {
		st.Paid = t.paid
	}
	imp.Options, imp.Report, imp.Total = asJSON(t.o), asJSON(stored{Analysis: t.a, Preview: t.p, Paid: st.Paid}), t.a.Detected.Rows
	err = d.Update(ctx, a, func(tx *db.Tx) error {
		n, err := db.Exec(tx, saveMappedSQL, imp)
		if err == nil && n == 0 {
			err = crm.Fail(crm.Conflict, "import.state")
		}
		return err
	})
	imp.Version++
	return imp, err
}

// load reads an import in one of the states.
func load(ctx context.Context, d *db.DB, a crm.Actor, id crm.ImportID, states ...string) (imp Import, o *Options, s stored, err error) {
	err = d.View(ctx, a, func(tx *db.Tx) error { imp, err = Get(tx, id); return err })
	if err != nil {
		return imp, nil, s, err
	}
	if err := inState(imp, states...); err != nil {
		return imp, nil, s, err
	}
	if s, err = imp.stored(); err != nil {
		return imp, nil, s, err
	}
	o, err = imp.options()
	return imp, o, s, err
}

func inState(imp Import, states ...string) error {
	if slices.Contains(states, imp.State) {
		return nil
	}
	return crm.Fail(crm.Conflict, "import.state")
}

// Start lets an import run in the background: fields for its new columns are
// made, and a job goes through the rows. A failed import goes on where it
// stopped.
func Start(tx *db.Tx, id crm.ImportID) (Import, error) {
	imp, err := Get(tx, id)
	if err != nil {
		return imp, err
	}
	if err := begin(tx, &imp); err != nil {
		return imp, err
	}
	return imp, job.Insert(tx, runJob, payload{imp.ID})
}

// begin puts an import into the running state.
func begin(tx *db.Tx, imp *Import) error {
	if err := inState(*imp, StateMapped, StateFailed); err != nil {
		return err
	}
	s, err := imp.stored()
	if err != nil {
		return err
	}
	o, err := imp.options()
	if err != nil {
		return err
	}
	if _, err := openSession(tx, s.Analysis, o, imp.ID); err != nil { // rights may have changed since the dry run
		return err
	}
	made, err := makeFields(tx, s.Analysis, o)
	if err != nil {
		return err
	}
	for _, f := range made {
		s.Fields = append(s.Fields, f.ID.String())
	}
	s.Actor = remember(tx.Actor) // who goes on with a stopped one answers for the rest
	imp.Options, imp.Report = asJSON(o), asJSON(s)
	if err := db.Write(tx, saveReportSQL, imp); err != nil {
		return err
	}
	n, err := db.Exec(tx, startSQL, imp)
	if err == nil && n == 0 {
		err = crm.Fail(crm.Conflict, "import.state")
	}
	imp.State, imp.StartedAt, imp.Version = StateRunning, tx.NowMillis(), imp.Version+1
	return err
}

// Discard forgets an import that was never run, with its file.
func Discard(tx *db.Tx, files blob.Store, id crm.ImportID) error {
	imp, err := Get(tx, id)
	if err != nil {
		return err
	}
	n, err := db.Exec(tx, dropImportSQL, imp)
	if err == nil && n == 0 {
		err = crm.Fail(crm.Conflict, "import.state")
	}
	if err != nil {
		return err
	}
	return files.Drop(tx, imp.BlobID)
}

// finish ends a run or an undo, once.
func finish(tx *db.Tx, imp Import, from, to, message string) error {
	n, err := db.Exec(tx, finishSQL, db.Args{"id": imp.ID, "from": from, "state": to, "message": message})
	if err != nil || n == 0 {
		return err
	}
	if imp, err = getImport(tx, imp.ID); err != nil {
		return err
	}
	tx.Announce("import", crm.CustomerID{}, imp.CreatedBy)
	kind := map[string]string{StateDone: "bulk.Imported", StateFailed: "bulk.Imported", StateUndone: "bulk.Undone"}[to]
	return event.Record(tx, event.Fact{Kind: kind, Subject: imp.ID.Int64(), Data: finished{imp.FileName, message,
		counts{imp.Created, imp.Updated, imp.Duplicates, imp.Rejected}}})
}

type finished struct {
	File    string `json:"file"`
	Message string `json:"message,omitempty"`
	Counts  counts `json:"counts"`
}

// undoDays is how long an import can be undone.
const undoDays = 30

// undoUntil is the end of that time.
func (i Import) undoUntil() time.Time { return i.DoneAt.Time().AddDate(0, 0, undoDays) }
