package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laidan/internal/audit"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/host"
	"laidan/internal/job"
)

// Place is where a backup is put back.
type Place struct {
	Data    string // the data folder
	URL     string // PostgreSQL; empty: SQLite in the data folder
	Files   blob.Store
	Replace bool // over an existing installation, which is put aside first
	AnyLog  bool // also when the fact log was tampered with before the backup was made
	Program string
	Say     func(format string, args ...any) // progress, for the command line
}

// staging is the folder a restore works in; it is there only while one runs.
const staging = ".restoring"

// Interrupted reports a restore into a data folder that was killed, with the
// two ways out; a server must not start on it.
func Interrupted(data string) error {
	dir := filepath.Join(data, staging)
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	return fmt.Errorf("a restore into %s was interrupted: finish it with `laidan restore --replace FILE`, or delete %s to keep what was there before it", data, dir)
}

// Restore puts a backup back and proves that all of it arrived: hashes of the
// file, rows of each table, the database's own check, the fact chain. Only then
// does the result take its place.
func Restore(ctx context.Context, file string, p Place) (Manifest, error) {
	a, err := Open(file)
	if err != nil {
		return Manifest{}, err
	}
	defer a.Close()
	m := a.Manifest
	engine := SQLite
	if p.URL != "" {
		engine = Postgres
	}
	if err := m.fits(engine, db.Steps()); err != nil {
		return m, err
	}
	if err := p.room(m); err != nil {
		return m, err
	}
	if err := p.unused(ctx, m); err != nil {
		return m, err
	}
	stage := filepath.Join(p.Data, staging)
	if err := os.RemoveAll(stage); err != nil {
		return m, err
	}
	if err := os.MkdirAll(stage, 0o700); err != nil {
		return m, err
	}
	defer func() { _ = os.RemoveAll(stage) }()
	if err := a.unpack(filesDir, stage); err != nil {
		return m, err
	}
	if engine == SQLite {
		err = p.lite(ctx, a, stage)
	} else {
		err = p.load(ctx, a)
	}
	if err != nil {
		return m, err
	}
	if err := p.take(stage, m); err != nil {
		return m, err
	}
	if err := audit.Trust(p.Data, checkpoints(m)); err != nil {
		return m, err
	}
	return m, audit.Keep(p.Data, checkpoints(m)...)
}

func checkpoints(m Manifest) []audit.Checkpoint {
	var list []audit.Checkpoint
	for _, c := range m.Chains {
		list = append(list, audit.Checkpoint{Tenant: c.Tenant, Link: c.Link})
	}
	return list
}

// room refuses a disk that is too small before anything is written.
func (p Place) room(m Manifest) error {
	if err := os.MkdirAll(p.Data, 0o700); err != nil {
		return err
	}
	disk, err := host.DiskOf(p.Data)
	if err != nil {
		return err
	}
	need := uint64(0)
	for _, e := range m.Entries {
		if !strings.HasPrefix(e.Name, tablesDir) {
			need += uint64(e.Size)
		}
	}
	if disk.Free < need+need/20 {
		return fmt.Errorf("%s has room for %d MB, the backup needs %d MB", p.Data, disk.Free>>20, (need+need/20)>>20)
	}
	return nil
}

// unused refuses a place where an installation lives, unless it is to be
// replaced and nobody works on it.
func (p Place) unused(ctx context.Context, m Manifest) error {
	where, used := p.database(), false
	if _, err := os.Stat(where); err == nil || p.URL != "" {
		d, err := db.Open(ctx, db.Options{URL: where})
		if err != nil {
			return err
		}
		defer d.Close()
		if used, err = d.Used(ctx); err != nil {
			return err
		}
		used = used || p.URL == ""
		if err := running(ctx, d); used && err != nil {
			return err
		}
	}
	if list, err := os.ReadDir(p.Files.Dir); err == nil && len(list) > 0 && m.Uploads {
		used = true
	}
	if used && !p.Replace {
		return fmt.Errorf("there is an installation in %s already; a restore overwrites nothing: name an empty place, or add --replace to put the present one aside", p.shown())
	}
	return nil
}

func (p Place) database() string {
	if p.URL != "" {
		return p.URL
	}
	return filepath.Join(p.Data, "laidan.db")
}

// shown is the place without a password.
func (p Place) shown() string {
	if p.URL != "" {
		return "the PostgreSQL database and " + p.Data
	}
	return p.Data
}

// running refuses while a server holds a node number.
func running(ctx context.Context, d *db.DB) error {
	if used, err := d.Used(ctx); err != nil || !used {
		return err
	}
	live, err := d.LiveHolders(ctx)
	if err == nil && len(live) > 0 {
		err = fmt.Errorf("a server still works on this installation (%s): stop it first; one that was killed is forgotten after half a minute", live[0])
	}
	return err
}

// unpack writes the entries under a prefix into a folder.
func (a *Archive) unpack(prefix, dir string) error {
	for _, e := range a.Manifest.Entries {
		if !strings.HasPrefix(e.Name, prefix) {
			continue
		}
		to := filepath.Join(dir, filepath.FromSlash(e.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		in, err := a.entry(e.Name)
		if err != nil {
			return err
		}
		out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = io.Copy(out, in)
			err = errors.Join(err, out.Sync(), out.Close())
		}
		if err = errors.Join(err, in.Close()); err != nil {
			return err
		}
	}
	return nil
}

// lite unpacks and checks the SQLite file.
func (p Place) lite(ctx context.Context, a *Archive, stage string) error {
	if err := a.unpack(imageName, stage); err != nil {
		return err
	}
	p.say("unpacked; checking the database")
	d, err := db.Open(ctx, db.Options{URL: filepath.Join(stage, imageName)})
	if err != nil {
		return errDamaged("%v", err)
	}
	defer d.Close()
	if bad, err := d.IntegrityCheck(ctx); err != nil || len(bad) > 0 {
		return errDamaged("SQLite's own check says: %s", strings.Join(append(bad, fmt.Sprint(err)), "; "))
	}
	if err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) error { return a.Manifest.counted(tx) }); err != nil {
		return err
	}
	if err := d.Update(ctx, crm.Actor{}, forgetPlace); err != nil {
		return err
	}
	return p.chained(a.Manifest, func(t crm.TenantID, fn func(tx *db.Tx) error) error {
		return d.View(ctx, crm.Actor{Tenant: t}, fn)
	})
}

// counted compares the rows of each table with the manifest.
func (m Manifest) counted(tx *db.Tx) error {
	for _, t := range m.Tables {
		n, err := db.CountRows(tx, t.Name)
		if err != nil {
			return err
		}
		if n != t.Rows {
			return errDamaged("table %s has %d rows, the manifest says %d", t.Name, n, t.Rows)
		}
	}
	return nil
}

// chained verifies the fact logs against the heads in the manifest.
func (p Place) chained(m Manifest, view func(t crm.TenantID, fn func(tx *db.Tx) error) error) error {
	for _, c := range m.Chains {
		r, err := audit.VerifyIn(func(fn func(tx *db.Tx) error) error { return view(crm.IDOf[crm.Tenant](c.Tenant), fn) })
		switch {
		case err != nil:
			return err
		case !r.OK() && p.AnyLog:
			p.say("the fact log was changed before the backup was made: %s", r)
		case !r.OK():
			return fmt.Errorf("the fact log was changed before the backup was made (%s); --any-log restores it nevertheless", r)
		case r.Head != c.Link:
			return errDamaged("the fact log ends at %d, the manifest says %d", r.Head.Seq, c.Seq)
		}
	}
	return nil
}

// load puts tables into PostgreSQL. What was there is saved first.
func (p Place) load(ctx context.Context, a *Archive) error {
	d, err := db.Open(ctx, db.Options{URL: p.URL})
	if err != nil {
		return err
	}
	defer d.Close()
	if used, err := d.Used(ctx); err != nil {
		return err
	} else if used {
		aside := filepath.Join(p.Data, "backups", "before-restore-"+stamp(time.Now())+".zip")
		if err := os.MkdirAll(filepath.Dir(aside), 0o700); err != nil {
			return err
		}
		if _, err := Make(ctx, d, aside, Options{Program: p.Program, Files: p.Files}); err != nil {
			return fmt.Errorf("save what is there: %w", err)
		}
		p.say("what was there is in %s", aside)
	}
	if err := job.Migrate(ctx, d); err != nil {
		return err
	}
	c := db.Content{Schema: a.Manifest.Schema, Replace: p.Replace,
		Check: func(tx *db.Tx) error { return p.arrived(a.Manifest, tx) },
		Open:  func(table string) (io.ReadCloser, error) { return a.entry(tablesDir + table) }}
	for _, t := range a.Manifest.Tables {
		c.Tables = append(c.Tables, t.TableInfo)
	}
	return d.Load(ctx, c)
}

// arrived checks what was loaded before it is committed.
func (p Place) arrived(m Manifest, tx *db.Tx) error {
	p.say("loaded; checking rows and fact log")
	if err := m.counted(tx); err != nil {
		return err
	}
	defer tx.Become(crm.Actor{})
	return p.chained(m, func(t crm.TenantID, fn func(tx *db.Tx) error) error {
		tx.Become(crm.Actor{Tenant: t})
		return fn(tx)
	})
}

// take puts what was unpacked into its place and what was there aside.
func (p Place) take(stage string, m Manifest) error {
	aside := filepath.Join(p.Data, "replaced-"+stamp(time.Now()))
	swap := func(from, to string) error {
		if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		return os.Rename(from, to)
	}
	if m.Engine == SQLite {
		for _, ext := range []string{"", "-wal", "-shm"} {
			if err := swap(p.database()+ext, filepath.Join(aside, "laidan.db"+ext)); err != nil {
				return err
			}
		}
	}
	if m.Uploads {
		if err := swap(p.Files.Dir, filepath.Join(aside, "files")); err != nil {
			return err
		}
		if err := swap(filepath.Join(stage, "files"), p.Files.Dir); err != nil {
			return err
		}
	}
	if _, err := os.Stat(aside); err == nil {
		p.say("what was there is in %s", aside)
	}
	if m.Engine == SQLite {
		return os.Rename(filepath.Join(stage, imageName), p.database())
	}
	return nil
}

func (p Place) say(format string, args ...any) {
	if p.Say != nil {
		p.Say(format, args...)
	}
}

func stamp(t time.Time) string { return t.UTC().Format("20060102-150405") }
