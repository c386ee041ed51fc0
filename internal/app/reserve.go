package app

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"laidan/internal/config"
	"laidan/internal/host"
)

// diskFull is what the log says of everything that a full disk kept from
// happening at the start.
const diskFull = "the disk is full: the server answers, but may save nothing; make room on the disk of the data folder"

// reserveFile takes part of the disk as long as there is room. When the disk
// runs full it is given up, so that log-ins and acts go on meanwhile.
func reserveFile(s config.Settings) string { return filepath.Join(s.Data, "reserve") }

func reserveSize(s config.Settings) int64 { return s.DiskReserve / 4 }

// freeReserve gives the reserve up where the disk has next to nothing left.
func freeReserve(s config.Settings, log *slog.Logger) {
	d, err := host.DiskOf(s.Data)
	if err != nil || s.DiskReserve == 0 || d.Free > uint64(reserveSize(s)/4) {
		return
	}
	if os.Remove(reserveFile(s)) == nil {
		log.Error("the disk is full: its reserve was given up, so that log-ins and acts go on; make room on the disk of the data folder now", "dir", s.Data)
	}
}

// takeReserve makes the reserve while the disk has room enough for it.
func takeReserve(s config.Settings) error {
	d, err := host.DiskOf(s.Data)
	if err != nil || s.DiskReserve == 0 || d.Free < uint64(2*s.DiskReserve) {
		return err
	}
	if _, err := os.Stat(reserveFile(s)); err == nil {
		return nil
	}
	f, err := os.OpenFile(reserveFile(s)+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	block := make([]byte, 1<<20) // written, not skipped: a hole would reserve nothing
	for left := reserveSize(s); left > 0 && err == nil; left -= int64(len(block)) {
		_, err = f.Write(block[:min(left, int64(len(block)))])
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), reserveFile(s))
}

// keepReserve looks after the reserve until the context ends.
func (a *App) keepReserve(ctx context.Context) {
	for {
		if err := takeReserve(a.Settings); err != nil {
			a.Log.Warn("the disk's reserve", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(5 * time.Second):
		}
		freeReserve(a.Settings, a.Log)
	}
}

// tightDisk says that work which can wait is waiting for room.
func (a *App) tightDisk() string {
	if a.Files.CheckRoom() == nil {
		return ""
	}
	return "; the disk is nearly full, see laidan doctor"
}

// closeToOthers takes the right to read away from other users where an older
// version, or a copy, left it. A folder that is closed already is not walked.
func closeToOthers(data string, log *slog.Logger) {
	private := func(path string, mode fs.FileMode) {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink != 0 || info.Mode().Perm()&0o077 == 0 {
			return
		}
		if err := os.Chmod(path, mode); err != nil {
			log.Warn("other users may read a file of the data folder", "file", path, "error", err)
		}
	}
	for _, pattern := range []string{"*.db", "*.db-wal", "*.db-shm", "*.conf", "audit*", "*.zip", "*.csv", "*.xlsx"} {
		list, _ := filepath.Glob(filepath.Join(data, pattern))
		for _, f := range list {
			private(f, 0o600)
		}
	}
	folders, _ := filepath.Glob(filepath.Join(data, "replaced-*"))
	for _, dir := range append(folders, filepath.Join(data, "files"), filepath.Join(data, keptDir)) {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil || path == dir:
			case e.IsDir():
				private(path, 0o700)
			default:
				private(path, 0o600)
			}
			return nil
		})
		private(dir, 0o700) // last: a walk that was broken off begins again
	}
}
