package doctor

import (
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"laidan/internal/backup"
	"laidan/internal/crm"
	"laidan/internal/db"
)

// machine checks settings, folder and disk; false: there is nothing to open.
func (e *exam) machine() bool {
	e.network()
	info, err := os.Stat(e.Data)
	if err != nil || !info.IsDir() {
		e.found("data_missing", Fault, "dir", e.Data)
		return e.DB != ""
	}
	e.readable(info)
	e.writable()
	e.disk()
	if backup.Interrupted(e.Data) != nil {
		e.found("restore_interrupted", Fault, "dir", e.Data)
	}
	if list, _ := filepath.Glob(filepath.Join(e.Data, "backups", "*.partial")); len(list) > 0 {
		e.found("backup_partial", Warning, "file", list[0])
	}
	if e.DB == "" {
		if v := e.Tool(); v != "" && older(v, 3, 51, 3) {
			e.found("sqlite_tool", Warning, "version", v)
		}
		if e.Synchronous == "normal" {
			e.found("synchronous", Warning)
		}
		if _, err := os.Stat(e.SQLite()); err != nil {
			e.found("database_missing", Fault, "file", e.SQLite())
			return false
		}
		if wal, err := os.Stat(e.SQLite() + "-wal"); err == nil && wal.Size() > 1<<30 {
			e.found("wal", Warning, "mb", wal.Size()>>20)
		}
	}
	return true
}

// network: an address others reach needs encryption.
func (e *exam) network() {
	hostName, _, err := net.SplitHostPort(e.Listen)
	ip := net.ParseIP(hostName)
	open := err == nil && hostName != "localhost" && (ip == nil || !ip.IsLoopback())
	if open && !e.Secure() {
		e.found("no_tls", Fault, "listen", e.Listen)
	}
	for _, p := range e.TrustedProxies {
		if p.Bits() == 0 {
			e.found("proxies", Fault, "network", p.String())
		}
	}
	if !open && e.PublicURL != "" && strings.HasPrefix(e.PublicURL, "http:") && !strings.Contains(e.PublicURL, "127.0.0.1") && !strings.Contains(e.PublicURL, "localhost") {
		e.found("public_plain", Fault, "url", e.PublicURL)
	}
	if e.DB != "" && strings.Contains(e.DB, "sslmode=disable") && !strings.Contains(e.DB, "127.0.0.1") && !strings.Contains(e.DB, "localhost") {
		e.found("pg_plain", Warning)
	}
}

// readable: files hold personal data and belong to one user.
func (e *exam) readable(dir fs.FileInfo) {
	if dir.Mode().Perm()&0o077 != 0 {
		e.found("data_mode", Fault, "dir", e.Data, "mode", dir.Mode().Perm().String())
	}
	var open []string
	for _, glob := range []string{"*.db", "*.db-wal", "*.conf", "backups/*.zip", "audit-checkpoint.json"} {
		list, _ := filepath.Glob(filepath.Join(e.Data, glob))
		for _, f := range list {
			if info, err := os.Stat(f); err == nil && info.Mode().Perm()&0o077 != 0 {
				open = append(open, f)
			}
		}
	}
	if len(open) > 0 {
		e.found("file_mode", Fault, "file", open[0], "count", len(open))
	}
}

func (e *exam) writable() {
	for check, dir := range map[string]string{"data_write": e.Data, "files_write": e.Files.Dir} {
		if check == "files_write" {
			if _, err := os.Lstat(dir); os.IsNotExist(err) {
				continue // made with the first upload
			}
		}
		f, err := os.CreateTemp(dir, ".doctor-*")
		if err != nil {
			e.found(check, Fault, "dir", dir, "error", err.Error())
			continue
		}
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
}

func (e *exam) disk() {
	d, err := e.Disk(e.Data)
	if err != nil {
		return
	}
	if d.ReadOnly {
		e.found("disk_readonly", Fault, "dir", e.Data)
	}
	if d.Free < 1<<30 || d.Total > 0 && d.Free*20 < d.Total {
		e.found("disk_space", Fault, "mb", d.Free>>20)
	}
	if d.AllInodes > 0 && d.FreeInodes*50 < d.AllInodes {
		e.found("disk_inodes", Fault, "free", d.FreeInodes)
	}
}

// older compares version texts like 3.40.1.
func older(v string, want ...int) bool {
	parts := strings.Split(v, ".")
	for i, w := range want {
		n := 0
		if i < len(parts) {
			n, _ = strconv.Atoi(parts[i])
		}
		if n != w {
			return n < w
		}
	}
	return false
}

type stored struct {
	Tenant crm.TenantID `db:"tenant_id"`
	ID     crm.BlobID   `db:"id"`
	Size   int64        `db:"size"`
}

// uploads compares the rows of files with the files.
func (e *exam) uploads() error {
	var list []stored
	err := e.view(func(tx *db.Tx) (err error) {
		list, err = db.GlobalAll[stored](tx, "SELECT tenant_id, id, size FROM blob ORDER BY tenant_id, id")
		return err
	})
	if err != nil {
		return err
	}
	known := map[string]bool{}
	gone, changed, first := 0, 0, ""
	for _, b := range list {
		name := e.Files.Name(b.Tenant, b.ID)
		known[name] = true
		info, err := os.Stat(filepath.Join(e.Files.Dir, filepath.FromSlash(name)))
		switch {
		case err != nil:
			gone++
			first = name
		case info.Size() != b.Size:
			changed++
		}
	}
	if gone > 0 {
		e.found("file_gone", Fault, "count", gone, "file", first)
	}
	if changed > 0 {
		e.found("file_changed", Fault, "count", changed)
	}
	orphans := 0
	err = filepath.WalkDir(e.Files.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if os.IsNotExist(err) || err != nil && !d.IsDir() {
				return nil
			}
			return err
		}
		rel, _ := filepath.Rel(e.Files.Dir, path)
		// A file is written before its row: a young one may be on its way.
		if info, ierr := d.Info(); ierr == nil && !known[filepath.ToSlash(rel)] && e.now.Sub(info.ModTime()) > time.Hour {
			orphans++
		}
		return nil
	})
	if orphans > 0 {
		e.found("file_orphan", Warning, "count", orphans)
	}
	if err != nil {
		return fmt.Errorf("uploaded files: %w", err)
	}
	return nil
}
