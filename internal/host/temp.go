package host

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// tempPrefix begins the names of temporary files.
const tempPrefix = "laidan-"

// TempFile makes a temporary file in a folder, which it makes too; "" is the
// system's. Its name is gone at once where the system allows that, so that a
// killed process leaves nothing behind.
func TempFile(dir, name string) (*os.File, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	f, err := os.CreateTemp(dir, tempPrefix+name+"-*")
	if err == nil {
		_ = os.Remove(f.Name())
	}
	return f, err
}

// DropTemp lets go of a temporary file.
func DropTemp(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// SweepTemp removes the temporary files of earlier processes from a folder. One
// that was written to within the hour may be of another node on the same folder.
func SweepTemp(dir string, now time.Time) error {
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), tempPrefix) || !e.Type().IsRegular() {
			continue
		}
		if i, gone := e.Info(); gone == nil && now.Sub(i.ModTime()) > time.Hour {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}
