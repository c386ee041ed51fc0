package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"laidan/internal/audit"
	"laidan/internal/backup"
	"laidan/internal/blob"
	"laidan/internal/config"
	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/job"
)

// Files is the folder of uploaded files.
func Files(s config.Settings) blob.Store {
	return blob.Store{Dir: filepath.Join(s.Data, "files"), Max: s.MaxUpload, Temp: s.Temp(),
		Quota: blob.Quota{Person: s.QuotaPerson, Organisation: s.QuotaAll, Reserve: s.DiskReserve}}
}

func address(s config.Settings) string {
	if s.DB != "" {
		return s.DB
	}
	return s.SQLite()
}

// OpenDB opens an existing database as it is: it neither makes nor migrates
// one, so it may be used beside a running server.
func OpenDB(ctx context.Context, s config.Settings) (*db.DB, error) {
	if s.DB == "" {
		if _, err := os.Stat(s.SQLite()); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no database %s; name the data folder by --data, or PostgreSQL by --db", s.SQLite())
		}
	}
	d, err := db.Open(ctx, db.Options{URL: address(s), Normal: s.Synchronous == "normal", Readers: 2})
	if err != nil {
		return nil, err
	}
	a := App{Settings: s, DB: d, Files: Files(s)}
	if err = errors.Join(audit.UseKey(d, s.Data), a.House().Bind(d)); err != nil {
		d.Close()
	}
	return d, err
}

// openToServe opens the database and brings it to this version. Before that it
// keeps a copy of what it is about to change.
func openToServe(ctx context.Context, s config.Settings, version string, log *slog.Logger) (*db.DB, error) {
	if err := backup.Interrupted(s.Data); err != nil {
		return nil, err
	}
	closeToOthers(s.Data, log)
	if s.DB == "" {
		freeReserve(s, log)
	}
	d, err := db.Open(ctx, db.Options{URL: address(s), Normal: s.Synchronous == "normal"})
	if err != nil {
		return nil, err
	}
	if err = keepBefore(ctx, d, s, version, log); err == nil {
		if err = d.Migrate(ctx); err != nil {
			err = wayBack(s, err)
		}
	}
	if err == nil {
		if err = d.Expect(ctx, (&App{}).House().Rows()); db.IsFull(err) { // those of the last start serve
			log.Error(diskFull, "step", "statistics", "error", err)
			err = nil
		}
	}
	if err == nil {
		if err = job.Migrate(ctx, d); db.IsFull(err) { // they are there, or the next start makes them
			log.Error(diskFull, "step", "job tables", "error", err)
			err = nil
		}
	}
	if err == nil {
		if err = customer.CoverAll(ctx, d); db.IsFull(err) { // the next start goes on where it stopped
			log.Error(diskFull, "step", "hide numbers in stored texts", "error", err)
			err = nil
		}
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

const (
	keptDir    = "backups"
	keptPrefix = "before-upgrade-"
	keptCopies = 3
)

// keepBefore makes a backup, without the uploaded files, when migrations are
// due on a database that is in use.
func keepBefore(ctx context.Context, d *db.DB, s config.Settings, version string, log *slog.Logger) error {
	due, err := d.Due(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	used, err := d.Used(ctx)
	if err != nil || !used {
		return err
	}
	if !s.BackupBeforeUpgrade {
		log.Warn("the schema is upgraded without a backup: backup-before-upgrade is no", "migrations", len(due))
		return nil
	}
	dir := filepath.Join(s.Data, keptDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file := filepath.Join(dir, keptPrefix+due[0].Name[:4]+"-"+time.Now().UTC().Format("20060102-150405")+".zip")
	log.Info("backup before the upgrade", "file", file, "migrations", len(due))
	_, err = backup.Make(ctx, d, file, backup.Options{Program: version, Files: Files(s)})
	if err != nil {
		return fmt.Errorf("the backup before the upgrade failed, so nothing was changed: %w; make room, or set backup-before-upgrade to no and keep a backup of your own", err)
	}
	return forgetOld(dir)
}

// kept lists the copies made before upgrades, the oldest first.
func kept(dir string) []string {
	list, _ := filepath.Glob(filepath.Join(dir, keptPrefix+"*.zip"))
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(a[len(a)-19:], b[len(b)-19:]) })
	return list
}

func forgetOld(dir string) error {
	list := kept(dir)
	var err error
	for _, f := range list[:max(0, len(list)-keptCopies)] {
		err = errors.Join(err, os.Remove(f))
	}
	return err
}

// wayBack says after a refused or failed migration how to return.
func wayBack(s config.Settings, err error) error {
	place := "--data " + s.Data
	if s.DB != "" {
		place += " --db URL"
	}
	if list := kept(filepath.Join(s.Data, keptDir)); len(list) > 0 {
		return fmt.Errorf("%w\nTo return to the state before the upgrade, run with the version you had: laidan restore --replace %s %s", err, place, list[len(list)-1])
	}
	return err
}
