package doctor

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"

	"laidan/internal/audit"
	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/config"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/host"
)

// Patient is what is examined.
type Patient struct {
	config.Settings
	Files blob.Store
	// OpenDB opens the database as it is.
	OpenDB func(ctx context.Context) (*db.DB, error)
	// Disk and Tool are questions to the machine; empty: the real ones.
	Disk func(dir string) (host.Disk, error)
	Tool func() string // version of the sqlite3 program, "" when there is none
}

// exam is one examination.
type exam struct {
	Patient
	ctx  context.Context
	d    *db.DB
	now  time.Time
	list []Finding
}

func (e *exam) found(check, level string, pairs ...any) {
	p := crm.Params{}
	for i := 0; i+1 < len(pairs); i += 2 {
		p[pairs[i].(string)] = pairs[i+1]
	}
	e.list = append(e.list, Finding{Check: check, Level: level, Params: p})
}

// Examine runs every check and answers the findings in words.
func Examine(ctx context.Context, p Patient, lang string) ([]Finding, error) {
	if p.Disk == nil {
		p.Disk = host.DiskOf
	}
	if p.Tool == nil {
		p.Tool = sqliteTool
	}
	e := &exam{Patient: p, ctx: ctx, now: time.Now()} // the machine's clock is one of the patients
	err := e.run()
	for i := range e.list {
		e.list[i] = e.list[i].say(lang)
	}
	return e.list, err
}

func (e *exam) run() error {
	if !e.machine() {
		return nil
	}
	d, err := e.OpenDB(e.ctx)
	if err != nil {
		e.found("unreachable", Fault, "error", err.Error())
		return nil
	}
	defer d.Close()
	e.d = d
	if ok, err := e.schema(); err != nil || !ok {
		return err
	}
	steps := []func() error{e.counted, e.jobs, e.zones, e.search, e.log, e.uploads}
	if d.Postgres() {
		steps = append(steps, e.postgres)
	}
	for _, step := range steps {
		err = errors.Join(err, step())
	}
	return err
}

func (e *exam) view(fn func(tx *db.Tx) error) error { return e.d.View(e.ctx, crm.Actor{}, fn) }

// schema reports whether the tables are those of this program, so that the
// other checks make sense.
func (e *exam) schema() (bool, error) {
	if bad, err := e.d.IntegrityCheck(e.ctx); err != nil || len(bad) > 0 {
		if err != nil {
			bad = []string{err.Error()}
		}
		e.found("integrity", Fault, "count", len(bad), "first", bad[0])
		return false, nil
	}
	due, err := e.d.Due(e.ctx)
	if err != nil {
		e.found("schema_unknown", Fault, "error", err.Error())
		return false, nil
	}
	if len(due) > 0 {
		e.found("schema_behind", Fault, "count", len(due), "first", due[0].Name)
		return false, nil
	}
	whole := true
	err = e.view(func(tx *db.Tx) error {
		tables, err := db.MissingTables(tx)
		if err == nil && len(tables) > 0 {
			whole = false
			e.found("table_missing", Fault, "names", strings.Join(tables, ", "))
		}
		indexes, ierr := db.MissingIndexes(tx)
		if ierr == nil && len(indexes) > 0 && whole {
			e.found("index_missing", Fault, "names", strings.Join(indexes, ", "))
		}
		return errors.Join(err, ierr)
	})
	return whole, err
}

// counted runs the counts.
func (e *exam) counted() error {
	at := func(d time.Duration) int64 { return e.now.Add(d).UnixMilli() }
	args := db.Args{"now": at(0), "soon": at(5 * time.Minute), "lately": at(-2 * time.Minute), "hourAgo": at(-time.Hour), "twoDays": at(-48 * time.Hour),
		"dead": at(-time.Minute)}
	return e.view(func(tx *db.Tx) error {
		for _, c := range counts {
			n, err := db.GlobalOne[int64](tx, c.sql, args)
			if err != nil {
				return err
			}
			if n > 0 {
				e.found(c.name, c.level, "count", n)
			}
		}
		return nil
	})
}

// jobs that should have begun long ago, or run for too long. Their instants are
// timestamps of the queue's own, so they are compared as such.
func (e *exam) jobs() error {
	return e.view(func(tx *db.Tx) error {
		for check, state := range map[string]string{"jobs_waiting": "available", "jobs_hanging": "running"} {
			column := map[string]string{"available": "scheduled_at", "running": "attempted_at"}[state]
			// Text and timestamps alike compare with this form of an instant.
			n, err := db.GlobalOne[int64](tx, `SELECT COUNT(*) FROM river_job WHERE state = '`+state+`' AND `+column+` < CAST(@before AS `+timestampType(tx)+`)`,
				db.Args{"before": e.now.Add(-15 * time.Minute).UTC().Format("2006-01-02 15:04:05")})
			if err != nil {
				return err
			}
			if n > 0 {
				e.found(check, Fault, "count", n)
			}
		}
		return nil
	})
}

func timestampType(tx *db.Tx) string {
	if tx.Postgres() {
		return "TIMESTAMP"
	}
	return "TEXT"
}

// zones: an organisation whose zone this machine does not know works in UTC.
func (e *exam) zones() error {
	return e.view(func(tx *db.Tx) error {
		list, err := db.GlobalAll[string](tx, "SELECT DISTINCT zone FROM tenant")
		for _, z := range list {
			if authz.Zone(z) == time.UTC && z != "UTC" {
				e.found("zone", Fault, "zone", z)
			}
		}
		return err
	})
}

func (e *exam) search() error {
	return e.view(func(tx *db.Tx) error {
		gaps, rest, err := db.SearchGaps(tx)
		if gaps > 0 {
			e.found("search_gap", Fault, "count", gaps)
		}
		if rest > 0 {
			e.found("search_rest", Warning, "count", rest)
		}
		return err
	})
}

// log verifies the fact log of each organisation against the kept checkpoints.
func (e *exam) log() error {
	kept, err := audit.Kept(e.Data)
	if err != nil {
		e.found("checkpoint", Fault, "error", err.Error())
		kept = nil
	}
	if err = audit.KeyFits(e.ctx, e.d); errors.Is(err, audit.ErrKey) {
		e.found("audit_key", Fault, "data", e.Data)
		err = nil
	}
	if err != nil {
		return err
	}
	var tenants []crm.TenantID
	err = e.view(func(tx *db.Tx) (err error) {
		tenants, err = db.GlobalAll[crm.TenantID](tx, "SELECT id FROM tenant ORDER BY id")
		return err
	})
	for _, t := range tenants {
		r, verr := audit.Check(e.ctx, e.d, t, kept)
		if err = errors.Join(err, verr); verr != nil {
			continue
		}
		switch {
		case r.OK():
		case r.First.Fault == audit.FaultNoCheck || r.First.Fault == audit.FaultShort:
			e.found("checkpoint_"+map[string]string{audit.FaultNoCheck: "gone", audit.FaultShort: "short"}[r.First.Fault], Fault, "tenant", t.String(), "seq", r.First.Seq)
		case r.First.Fault == audit.FaultTruncated || r.First.Fault == audit.FaultOther:
			e.found("log_cut", Fault, "tenant", t.String(), "seq", r.First.Seq)
		default:
			e.found("log_changed", Fault, "tenant", t.String(), "seq", r.First.Seq, "fault", r.First.Fault)
		}
	}
	return err
}

// postgres looks at settings that lose data or stop the work.
func (e *exam) postgres() error {
	return e.view(func(tx *db.Tx) error {
		for check, bad := range map[string]struct {
			setting string
			wrong   func(v string) bool
		}{
			"pg_fsync":        {"fsync", func(v string) bool { return v == "off" }},
			"pg_full_pages":   {"full_page_writes", func(v string) bool { return v == "off" }},
			"pg_commit":       {"synchronous_commit", func(v string) bool { return v == "off" }},
			"pg_encoding":     {"server_encoding", func(v string) bool { return v != "UTF8" }},
			"pg_version":      {"server_version_num", func(v string) bool { return len(v) < 6 || v < "150000" }},
			"pg_connections":  {"max_connections", func(v string) bool { return len(v) < 3 && v < "50" }},
			"pg_idle_timeout": {"idle_session_timeout", func(v string) bool { return v != "0" }},
		} {
			v, err := db.Setting(tx, bad.setting)
			if err != nil {
				return err
			}
			if bad.wrong(v) {
				level := Fault
				if check == "pg_connections" || check == "pg_idle_timeout" {
					level = Warning
				}
				e.found(check, level, "value", v)
			}
		}
		return nil
	})
}

// sqliteTool is the version of the sqlite3 program on this machine.
func sqliteTool() string {
	out, err := exec.Command("sqlite3", "--version").Output()
	if err != nil {
		return ""
	}
	v, _, _ := strings.Cut(string(out), " ")
	return strings.TrimSpace(v)
}
