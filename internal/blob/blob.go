// Package blob keeps uploaded files: random names on local disk, one row each.
// A file is served as an attachment only, never inline and never executed.
package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode"

	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/rights"
	"laidan/internal/room"
)

// Store is a folder of files.
type Store struct {
	Dir   string
	Max   int64  // bytes of one file
	Temp  string // where uploads lie until it is known what they are
	Quota Quota
}

// Blob is the row of a file.
type Blob struct {
	ID        crm.BlobID     `db:"id" json:"id"`
	Customer  crm.CustomerID `db:"customer_id" json:"-"`
	Kind      string         `db:"kind" json:"-"`
	Name      string         `db:"name" json:"name"`
	Mime      string         `db:"mime" json:"mime"`
	Size      int64          `db:"size" json:"size"`
	SHA256    string         `db:"sha256" json:"-"`
	CreatedBy crm.PersonID   `db:"created_by" json:"-"`
	CreatedAt crm.Millis     `db:"created_at" json:"createdAt"`
}

const columns = `id, customer_id, kind, name, mime, size, sha256, created_by, created_at`

const (
	one = `SELECT ` + columns + ` FROM blob WHERE tenant_id = @tenant AND id = @id`
	// take: files that belong to no other customer become the customer's.
	take = `UPDATE blob SET customer_id = @customer
	WHERE tenant_id = @tenant AND id IN (@files) AND created_by = @me AND (customer_id IS NULL OR customer_id = @customer)`
	attach = `UPDATE blob SET customer_id = @customer, kind = @kind WHERE tenant_id = @tenant AND id = @id AND customer_id IS NULL AND created_by = @me`
)

// path spreads files over folders by tenant and id; the name given by the user
// is only in the row.
func (s Store) path(tenant crm.TenantID, id crm.BlobID) string {
	return filepath.Join(s.Dir, filepath.FromSlash(s.Name(tenant, id)))
}

// Name is the place of a file inside the folder, with slashes.
func (s Store) Name(tenant crm.TenantID, id crm.BlobID) string {
	n := id.String()
	return tenant.String() + "/" + n[max(0, len(n)-2):] + "/" + n
}

// Remove deletes the content of a file; one that is gone already is no error.
func (s Store) Remove(tenant crm.TenantID, id crm.BlobID) error {
	err := os.Remove(s.path(tenant, id))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// Save writes an uploaded file and then its row.
func (s Store) Save(q *httpapi.Request, kind, name string, r io.Reader) (Blob, error) {
	return s.Put(q.R.Context(), q.DB(), q.Actor, kind, name, r)
}

// Put writes a file and then its row. A crash between the two leaves a file
// without a row, which nobody can reach.
func (s Store) Put(ctx context.Context, d *db.DB, a crm.Actor, kind, name string, r io.Reader) (Blob, error) {
	if err := s.CheckRoom(); err != nil {
		return Blob{}, err
	}
	if err := d.Update(ctx, a, func(tx *db.Tx) error { return s.Quota.fits(tx, 1) }); err != nil {
		return Blob{}, err // before a full account writes to the disk
	}
	b := Blob{ID: crm.IDOf[crm.Blob](d.NewNumber()), Kind: kind, Name: cleanName(name), CreatedBy: a.Person, CreatedAt: crm.At(d.Now())}
	file := s.path(a.Tenant, b.ID)
	if err := s.write(&b, file, r); err != nil {
		_ = os.Remove(file)
		return b, err
	}
	err := d.Update(ctx, a, func(tx *db.Tx) error {
		if err := s.Quota.fits(tx, b.Size); err != nil {
			return err
		}
		return db.InsertMany(tx, "blob", []Blob{b})
	})
	if err != nil {
		_ = os.Remove(file)
	}
	return b, err
}

func (s Store) write(b *Blob, file string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return storageErr(err)
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return storageErr(err)
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	head := &bytes.Buffer{}
	n, err := io.Copy(io.MultiWriter(f, sum, &capped{head, 512}), io.LimitReader(r, s.Max+1))
	if err != nil {
		return storageErr(err)
	}
	if n > s.Max {
		return crm.Fail(crm.TooLarge, "file.too_large", "max", s.Max>>20)
	}
	b.Size, b.SHA256 = n, hex.EncodeToString(sum.Sum(nil))
	b.Mime = http.DetectContentType(head.Bytes())
	if err := f.Sync(); err != nil {
		return storageErr(err)
	}
	return f.Close()
}

type capped struct {
	w    *bytes.Buffer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	n := min(len(p), c.left)
	c.w.Write(p[:n])
	c.left -= n
	return len(p), nil
}

func storageErr(err error) error {
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return crm.Fail(crm.TooLarge, "file.too_large", "max", tooLarge.Limit>>20)
	}
	for _, full := range []error{os.ErrPermission, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS, syscall.EIO} {
		if errors.Is(err, full) {
			return errors.Join(crm.Fail(crm.Full, "storage_full"), err)
		}
	}
	return err
}

// cleanName keeps the last part of a path without control characters.
func cleanName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8Error {
			return -1
		}
		return r
	}, name)
	if name == "" || name == "." || name == "/" {
		name = "file"
	}
	if r := []rune(name); len(r) > 150 {
		name = string(r[:150])
	}
	return name
}

const utf8Error = '\uFFFD'

// Open opens the content of a file.
func (s Store) Open(tenant crm.TenantID, id crm.BlobID) (*os.File, error) {
	return os.Open(s.path(tenant, id))
}

// Get reads a file's row; who may see it is the caller's question.
func Get(tx *db.Tx, id crm.BlobID) (Blob, error) { return db.One[Blob](tx, one, db.Args{"id": id}) }

// Take hands files that the person acting uploaded to a customer, and tells
// whether all of them were free.
func Take(tx *db.Tx, customer crm.CustomerID, files []crm.BlobID) (all bool, err error) {
	n, err := db.Exec(tx, take, db.Args{"customer": customer, "files": files})
	return n == int64(len(files)), err
}

// Drop removes the rows of files; their content stays for Remove.
func Drop(tx *db.Tx, files []crm.BlobID) error {
	return db.Write(tx, dropSQL, db.Args{"ids": files})
}

// Attach gives an uploaded file to a customer; only its uploader can, once.
func Attach(tx *db.Tx, id crm.BlobID, customer crm.CustomerID, kind string) error {
	n, err := db.Exec(tx, attach, db.Args{"id": id, "customer": customer, "kind": kind})
	if err == nil && n == 0 {
		err = crm.Bad("/fileId", "file.unknown")
	}
	return err
}

// Needs is what files ask of those they belong to.
type Needs struct {
	// MaySee tells whether the actor sees a file that belongs to a customer.
	MaySee func(tx *db.Tx, b Blob) error
	// ShownName is a file's name as the actor may see it: names hold telephone
	// numbers as other texts do.
	ShownName func(tx *db.Tx, b Blob) (string, error)
}

// Routes adds upload and download of attachments.
func (s Store) Routes(r *httpapi.Router) {
	httpapi.Raw(r, http.MethodPost, "/files", authz.Self, httpapi.RawDoc{Summary: "Upload a file", Multipart: true, Produces: "application/json", Out: Blob{}}, func(q *httpapi.Request) error {
		name, part, err := q.File(s.Max)
		if err != nil {
			return err
		}
		b, err := s.Save(q, "attachment", name, part)
		if err != nil {
			return err
		}
		return q.JSON(http.StatusOK, b)
	})
	httpapi.Raw(r, http.MethodGet, "/files/{id}", authz.Self, httpapi.RawDoc{Summary: "Download a file", Produces: "application/octet-stream"}, func(q *httpapi.Request) error {
		id, err := crm.ParseID[crm.Blob](q.R.PathValue("id"))
		if err != nil {
			return crm.Missing()
		}
		var b Blob
		err = q.View(func(tx *db.Tx) error {
			if b, err = Get(tx, id); err != nil {
				return err
			}
			if b.Customer.IsZero() {
				if !rights.May("file.uploader", b.CreatedBy == tx.Me()) {
					return crm.Missing()
				}
			} else if err := room.Ask[Needs](tx).MaySee(tx, b); err != nil {
				return err
			}
			b.Name, err = room.Ask[Needs](tx).ShownName(tx, b)
			return err
		})
		if err != nil {
			return err
		}
		return s.Serve(q, b)
	})
}

// Serve sends a file as a download.
func (s Store) Serve(q *httpapi.Request, b Blob) error {
	f, err := s.Open(q.Actor.Tenant, b.ID)
	if err != nil {
		return fmt.Errorf("file %s: %w", b.ID, err)
	}
	defer func() { _ = f.Close() }()
	h := q.W.Header()
	h.Set("Content-Type", "application/octet-stream")
	if t, _, err := mime.ParseMediaType(b.Mime); err == nil && (strings.HasPrefix(t, "image/") && t != "image/svg+xml" || t == "application/pdf") {
		h.Set("Content-Type", t)
	}
	h.Set("Content-Disposition", Disposition(b.Name))
	http.ServeContent(q.W, q.R, "", b.CreatedAt.Time(), f)
	return nil
}

// Disposition is the header that makes a browser save a file under its name.
func Disposition(name string) string {
	return `attachment; filename="file` + safeExt(name) + `"; filename*=UTF-8''` + url.PathEscape(name)
}

func safeExt(name string) string {
	ext := filepath.Ext(name)
	for _, r := range strings.TrimPrefix(ext, ".") {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return ""
		}
	}
	return ext
}
