package backup

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

// sealPrefix stands before the hash in the ZIP's comment.
const sealPrefix = "laidan backup sha256:"

// lagging hashes everything but the last bytes: those will be the hash itself.
type lagging struct {
	sum  hash.Hash
	tail []byte
}

func (l *lagging) Write(p []byte) (int, error) {
	l.tail = append(l.tail, p...)
	if n := len(l.tail) - 2*sha256.Size; n > 0 {
		l.sum.Write(l.tail[:n])
		l.tail = append(l.tail[:0], l.tail[n:]...)
	}
	return len(p), nil
}

// writer makes an archive. It appears under its name only when it is complete.
type writer struct {
	path    string
	file    *os.File
	buffer  *bufio.Writer
	seal    *lagging
	zip     *zip.Writer
	entries []Entry
}

const partial = ".partial"

func create(path string) (*writer, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s exists already; a backup never overwrites a file", path)
	}
	f, err := os.OpenFile(path+partial, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(0o600); err != nil { // left over from an earlier try it may be anything
		_ = f.Close()
		return nil, err
	}
	w := &writer{path: path, file: f, seal: &lagging{sum: sha256.New()}}
	w.buffer = bufio.NewWriterSize(io.MultiWriter(f, w.seal), 1<<20)
	w.zip = zip.NewWriter(w.buffer)
	w.zip.RegisterCompressor(zstd.ZipMethodWinZip, zstd.ZipCompressor(zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)))
	return w, w.zip.SetComment(sealPrefix + string(bytes.Repeat([]byte("0"), 2*sha256.Size)))
}

// add writes one entry and returns what it was.
func (w *writer) add(name string, fill func(io.Writer) error) (Entry, error) {
	out, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zstd.ZipMethodWinZip})
	if err != nil {
		return Entry{}, err
	}
	sum, n := sha256.New(), &counter{}
	in := bufio.NewWriterSize(io.MultiWriter(out, sum, n), 256<<10)
	if err := errors.Join(fill(in), in.Flush()); err != nil {
		return Entry{}, fmt.Errorf("%s: %w", name, err)
	}
	e := Entry{Name: name, Size: n.n, SHA256: hex.EncodeToString(sum.Sum(nil))}
	w.entries = append(w.entries, e)
	return e, nil
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

// finish writes the manifest, seals the file and gives it its name.
func (w *writer) finish(m Manifest) (err error) {
	defer func() {
		if err != nil {
			w.abort()
		}
	}()
	m.Entries = w.entries
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if _, err := w.add(manifestName, func(out io.Writer) error { _, err := out.Write(b); return err }); err != nil {
		return err
	}
	if err := errors.Join(w.zip.Close(), w.buffer.Flush()); err != nil {
		return err
	}
	size, err := w.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := w.file.WriteAt([]byte(hex.EncodeToString(w.seal.sum.Sum(nil))), size-2*sha256.Size); err != nil {
		return err
	}
	if err := errors.Join(w.file.Sync(), w.file.Close()); err != nil {
		return err
	}
	return os.Rename(w.path+partial, w.path)
}

func (w *writer) abort() {
	_ = w.file.Close()
	_ = os.Remove(w.path + partial)
}

// Archive is a backup file whose seal was found right.
type Archive struct {
	Manifest Manifest
	file     *os.File
	zip      *zip.Reader
	entries  map[string]Entry
}

// errDamaged tells which file is wrong and how it was noticed.
func errDamaged(format string, args ...any) error {
	return fmt.Errorf("the backup is damaged: %s; use another copy of it", fmt.Sprintf(format, args...))
}

// Open checks every byte of a backup file and reads its manifest.
func Open(path string) (*Archive, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	a := &Archive{file: f, entries: map[string]Entry{}}
	if err := a.read(); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return a, nil
}

// Close closes the file.
func (a *Archive) Close() { _ = a.file.Close() }

func (a *Archive) read() error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	end := make([]byte, len(sealPrefix)+2*sha256.Size)
	if size < int64(len(end)) {
		return errors.New("this is no backup of Laidan")
	}
	if _, err := a.file.ReadAt(end, size-int64(len(end))); err != nil {
		return err
	}
	if !bytes.HasPrefix(end, []byte(sealPrefix)) {
		return errors.New("this is no backup of Laidan, or its end is missing")
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(a.file, 0, size-2*sha256.Size)); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != string(end[len(sealPrefix):]) {
		return errDamaged("its content is not what was sealed when it was made")
	}
	if a.zip, err = zip.NewReader(a.file, size); err != nil {
		return errDamaged("%v", err)
	}
	a.zip.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor())
	return a.manifest()
}

// manifest reads the manifest and compares the entries with it.
func (a *Archive) manifest() error {
	f, err := a.zip.Open(manifestName)
	if err != nil {
		return errDamaged("%s is missing", manifestName)
	}
	defer func() { _ = f.Close() }()
	if err := json.NewDecoder(f).Decode(&a.Manifest); err != nil {
		return errDamaged("%s: %v", manifestName, err)
	}
	there := map[string]bool{}
	for _, z := range a.zip.File {
		there[z.Name] = true
	}
	for _, e := range a.Manifest.Entries {
		if !local(e.Name) {
			return errDamaged("the name %q leads outside", e.Name)
		}
		if !there[e.Name] {
			return errDamaged("%s is missing", e.Name)
		}
		a.entries[e.Name] = e
	}
	for _, t := range a.Manifest.Tables {
		if _, ok := a.entries[tablesDir+t.Name]; !ok && a.Manifest.Engine == Postgres {
			return errDamaged("table %s is missing", t.Name)
		}
	}
	if _, ok := a.entries[imageName]; !ok && a.Manifest.Engine == SQLite {
		return errDamaged("%s is missing", imageName)
	}
	return nil
}

// entry opens one entry; reading to its end compares its hash.
func (a *Archive) entry(name string) (io.ReadCloser, error) {
	e, ok := a.entries[name]
	if !ok {
		return nil, errDamaged("%s is missing", name)
	}
	f, err := a.zip.Open(name)
	if err != nil {
		return nil, errDamaged("%s: %v", name, err)
	}
	return &checked{ReadCloser: f, entry: e, sum: sha256.New()}, nil
}

type checked struct {
	io.ReadCloser
	entry Entry
	sum   hash.Hash
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.sum.Write(p[:n])
	switch {
	case errors.Is(err, io.EOF) && hex.EncodeToString(c.sum.Sum(nil)) != c.entry.SHA256:
		return n, errDamaged("%s is not what was saved", c.entry.Name)
	case err != nil && !errors.Is(err, io.EOF):
		return n, errDamaged("%s: %v", c.entry.Name, err)
	}
	return n, err
}

// Verify reads every entry and compares it with the manifest.
func (a *Archive) Verify() error {
	for _, e := range a.Manifest.Entries {
		r, err := a.entry(e.Name)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r)
		if err = errors.Join(err, r.Close()); err != nil {
			return err
		}
	}
	return nil
}
