package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"laidan/internal/audit"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// Options of a backup.
type Options struct {
	Program string     // this program's version
	Files   blob.Store // the uploaded files
	Uploads bool       // put them in
}

// Result is what a backup came to.
type Result struct {
	Manifest Manifest
	Size     int64
	Took     time.Duration
}

// Make copies the installation behind d into one file while others write. The
// file is read back and its seal compared before Make returns.
func Make(ctx context.Context, d *db.DB, file string, o Options) (Result, error) {
	start := time.Now() // how long it takes, not when it is
	w, err := create(file)
	if err != nil {
		return Result{}, err
	}
	m := Manifest{Format: format, Program: o.Program, Engine: EngineOf(d), MadeAt: d.Now(), Uploads: o.Uploads}
	err = d.Snapshot(ctx, func(s *db.Snapshot) error { return w.snapshot(s, &m, o) })
	if err != nil {
		w.abort()
		return Result{}, err
	}
	if err := w.finish(m); err != nil {
		return Result{}, err
	}
	a, err := Open(file)
	if err != nil {
		return Result{}, err
	}
	defer a.Close()
	info, err := os.Stat(file)
	if err != nil {
		return Result{}, err
	}
	return Result{Manifest: a.Manifest, Size: info.Size(), Took: time.Since(start)}, nil
}

// EngineOf names the database.
func EngineOf(d *db.DB) string {
	if d.Postgres() {
		return Postgres
	}
	return SQLite
}

func (w *writer) snapshot(s *db.Snapshot, m *Manifest, o Options) error {
	var err error
	if m.Schema, err = s.Applied(); err != nil {
		return err
	}
	if len(m.Schema) == 0 {
		return errors.New("there is no installation in this database: nothing to back up")
	}
	tables, err := s.Tables()
	if err != nil {
		return err
	}
	if m.Engine == SQLite {
		if _, err := w.add(imageName, s.Image); err != nil {
			return err
		}
	}
	for _, t := range tables {
		var n int64
		if m.Engine == SQLite {
			n, err = db.CountRows(s.Tx, t.Name)
		} else {
			_, err = w.add(tablesDir+t.Name, func(out io.Writer) (err error) { n, err = s.Dump(t, out); return err })
		}
		if err != nil {
			return err
		}
		m.Tables = append(m.Tables, Table{t, n})
	}
	if m.Chains, err = chains(s.Tx); err != nil {
		return err
	}
	if !o.Uploads {
		return nil
	}
	list, err := uploads(s.Tx)
	for _, b := range list {
		if err == nil {
			err = w.upload(b, m, o.Files)
		}
	}
	return err
}

// upload copies one uploaded file. One that is gone or is not what was uploaded
// is named in the manifest: it must not keep all others from being saved.
func (w *writer) upload(b upload, m *Manifest, files blob.Store) error {
	name := filesDir + files.Name(b.Tenant, b.ID)
	f, err := files.Open(b.Tenant, b.ID)
	if errors.Is(err, os.ErrNotExist) {
		m.Missing = append(m.Missing, name)
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	e, err := w.add(name, func(out io.Writer) error { _, err := io.Copy(out, f); return err })
	if err == nil && e.SHA256 != b.SHA256 {
		m.Missing = append(m.Missing, name)
	}
	return err
}

// chains are the heads of the fact logs in this state.
func chains(tx *db.Tx) ([]Chain, error) {
	tenants, err := allTenants(tx)
	list := []Chain{}
	for _, t := range tenants {
		if err != nil {
			return nil, err
		}
		tx.Become(crm.Actor{Tenant: t})
		var head audit.Link
		head, err = audit.Head(tx)
		list = append(list, Chain{t.Int64(), head})
	}
	tx.Become(crm.Actor{})
	return list, err
}
