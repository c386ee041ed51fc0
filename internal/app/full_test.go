package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/jackc/pgx/v5"

	"laidan/internal/db/dbtest"
)

// limitFiles lets a running process write no file beyond so many bytes: a disk
// that is full, and empty again when the limit is lifted.
func limitFiles(t *testing.T, pid int, bytes uint64) {
	t.Helper()
	limit := syscall.Rlimit{Cur: bytes, Max: ^uint64(0)}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), syscall.RLIMIT_FSIZE, uintptr(unsafe.Pointer(&limit)), 0, 0, 0)
	if errno != 0 {
		t.Fatal(errno)
	}
}

func touchBody(mark string) string {
	return fmt.Sprintf(`{"channel":"call","result":"no_answer","content":%q}`, mark)
}

func (c *child) touch(w killWorld, id, mark string) answer {
	status, b, err := c.do("POST", "/customers/"+id+"/touches", w.token, "application/json", strings.NewReader(touchBody(mark)), mark)
	a := answer{status: status, raw: string(b)}
	if err != nil {
		a.raw = err.Error()
	}
	_ = json.Unmarshal(b, &a.body)
	return a
}

// A disk that takes nothing more: writes and uploads say so with 507, nothing is
// half done, reads go on, and with room again all goes on without a restart.
func TestDiskFullSQLite(t *testing.T) {
	w := killable(t, "", 200)
	id := w.movable(t)[0]
	srv := spawn(t, w.data, "")
	defer srv.kill()
	limitFiles(t, srv.cmd.Process.Pid, 16<<10)
	saved := 0
	for i := range 30 {
		a := srv.touch(w, id, fmt.Sprintf("full-%d", i))
		if a.status == http.StatusOK {
			saved++
			continue
		}
		saysSo(t, "touch", a, 507, "storage_full")
	}
	if saved == 30 {
		t.Fatal("the disk was not full")
	}
	if status, b, err := srv.do("GET", "/customers/"+id, w.token, "", nil, ""); status != 200 {
		t.Errorf("read: %d %s %v", status, b, err)
	}
	saysSo(t, "upload", srv.upload(t, w, 256<<10), 507, "storage_full")
	if n := w.one(t, "SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant AND content LIKE 'full-%'"); n != int64(saved) {
		t.Errorf("%d touches, %d acknowledged", n, saved)
	}
	limitFiles(t, srv.cmd.Process.Pid, ^uint64(0))
	for i := range 30 {
		if a := srv.touch(w, id, fmt.Sprintf("full-%d", i)); a.status != http.StatusOK {
			t.Errorf("with room again: %d %s", a.status, a.raw)
		}
	}
	if a := srv.upload(t, w, 256<<10); a.status != http.StatusOK {
		t.Errorf("upload with room again: %d %s", a.status, a.raw)
	}
	if n := w.one(t, "SELECT COUNT(*) FROM touch WHERE tenant_id = @tenant AND content LIKE 'full-%'"); n != 30 {
		t.Errorf("%d touches after all", n)
	}
}

func (c *child) upload(t *testing.T, w killWorld, size int) answer {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("file", "合同.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(make([]byte, size))
	_ = m.Close()
	status, b, err := c.do("POST", "/files", w.token, m.FormDataContentType(), &body, "")
	a := answer{status: status, raw: string(b)}
	if err != nil {
		a.raw = err.Error()
	}
	_ = json.Unmarshal(b, &a.body)
	return a
}

// PostgreSQL's own "disk full" and a server that takes no writes (a standby
// after a fail-over) reach the caller as 507; make torture fills a real disk.
func TestDiskFullPostgres(t *testing.T) {
	url := dbtest.PostgresURL(t)
	in := open(t, url)
	in.found()
	c, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	exec := func(text string) {
		t.Helper()
		if _, err := c.Exec(context.Background(), text); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
	exec(`CREATE TRIGGER full_disk BEFORE INSERT ON customer_key FOR EACH ROW EXECUTE FUNCTION full_disk()`)
	post := func() answer {
		return in.call("support", http.MethodPost, "/customers", map[string]any{"name": "满盘机械有限公司", "kind": "company"})
	}
	saysSo(t, "disk full", post(), 507, "storage_full")
	exec(`DROP TRIGGER full_disk ON customer_key`)
	exec(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`)
	exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'laidan' AND datname = current_database()`)
	until(t, "507 from a read-only server", 10*time.Second, func() bool { return post().status == 507 })
	saysSo(t, "read-only", post(), 507, "storage_full")
	until(t, "reads", 10*time.Second, func() bool { return in.call("support", http.MethodGet, "/customers?limit=5", nil).status == 200 })
	if n := in.count("SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant"); n != 0 {
		t.Errorf("%d customers of refused acts", n)
	}
	exec(`SET default_transaction_read_only = off`)
	exec(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', current_database()); END $$`)
	exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'laidan' AND datname = current_database()`)
	until(t, "writes again", 10*time.Second, func() bool { return post().status == 200 })
}
