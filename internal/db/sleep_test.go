package db_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

const touchTenant = "UPDATE tenant SET name = 'x' WHERE id = 7"

const slept = 3 * time.Second

// holdRow is the program that stands still inside an act, with a row locked and
// more acts that wait for it.
func holdRow(url string) int {
	db.SleepTime(slept)
	d, err := db.Open(context.Background(), db.Options{URL: url})
	if err == nil {
		err = d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
			if _, err := db.GlobalExec(tx, touchTenant); err != nil {
				return err
			}
			for range 8 {
				go func() { //laidan:go ends with the program
					_ = d.Update(context.Background(), crm.Actor{}, func(tx *db.Tx) error {
						_, err := db.GlobalExec(tx, touchTenant)
						return err
					})
				}()
			}
			time.Sleep(500 * time.Millisecond)
			fmt.Println("locked")
			time.Sleep(time.Minute)
			return nil
		})
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// A process that is stopped in the middle of acts keeps their rows for at most
// twice the time that is set, however many of them wait for the same row. They
// are undone, and it hears so when it wakes.
func TestSleepingNodeBlocksNobodyForLong(t *testing.T) {
	url := dbtest.PostgresURL(t)
	d := opened(t, url)
	must(t, d.Migrate(t.Context()))
	must(t, d.Script(t.Context(), "INSERT INTO tenant (id, name, created_at) VALUES (7, '老公司', 1)"))
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "LAIDAN_HOLD_URL="+url)
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || strings.TrimSpace(line) != "locked" {
		t.Fatal(line, err)
	}
	must(t, c.Process.Signal(syscall.SIGSTOP))
	began := time.Now()
	must(t, d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
		_, err := db.GlobalExec(tx, touchTenant)
		return err
	}))
	if took := time.Since(began); took < slept/2 || took > slept*5/2 {
		t.Errorf("waited %v for a node that sleeps", took)
	}
}

// An act that waits for a row in vain is told so, and the holder of the row goes
// on; one that says nothing for too long has lost its transaction.
func TestHeldTransactionIsGivenUp(t *testing.T) {
	back := db.SleepTime(time.Second)
	defer back()
	d := opened(t, dbtest.PostgresURL(t))
	must(t, d.Migrate(t.Context()))
	must(t, d.Script(t.Context(), "INSERT INTO tenant (id, name, created_at) VALUES (7, '老公司', 1)"))
	write := func(then func(tx *db.Tx)) error {
		return d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
			_, err := db.GlobalExec(tx, touchTenant)
			if err == nil && then != nil {
				then(tx)
			}
			return err
		})
	}
	var waited error
	err := write(func(tx *db.Tx) { // busy, and so not asleep
		done := make(chan error)
		go func() { done <- write(nil) }()
		for {
			select {
			case waited = <-done:
				return
			case <-time.After(100 * time.Millisecond):
				if _, err := db.GlobalOne[int64](tx, "SELECT 1"); err != nil {
					t.Error(err)
				}
			}
		}
	})
	if err != nil || crm.CodeOf(waited) != "busy" {
		t.Errorf("holder %v, waiting act %v", err, waited)
	}
	err = write(func(*db.Tx) { time.Sleep(2 * time.Second) })
	if crm.KindOf(err) != crm.Unavailable {
		t.Errorf("an act that slept: %v", err)
	}
	must(t, write(nil))
}

// What the tests above shorten is short enough.
func TestPatienceWithSleepers(t *testing.T) {
	d := dbtest.Postgres(t)
	must(t, d.Update(t.Context(), crm.Actor{}, func(tx *db.Tx) error {
		for name, want := range map[string]string{"idle_in_transaction_session_timeout": "14s", "lock_timeout": "12s", "tcp_user_timeout": "14000", "tcp_keepalives_idle": "10"} {
			if got, err := db.Setting(tx, name); err != nil || got != want {
				t.Errorf("%s is %s, %v", name, got, err)
			}
		}
		return nil
	}))
}

// A node starts beside acts that are still open: nothing it checks in the schema
// waits for their rows, and they do not wait for it.
func TestStartWaitsForNoOpenAct(t *testing.T) {
	url := dbtest.PostgresURL(t)
	d := opened(t, url)
	must(t, d.Migrate(t.Context()))
	other := opened(t, url)
	must(t, d.Update(t.Context(), crm.Actor{Tenant: crm.IDOf[crm.Tenant](7)}, func(tx *db.Tx) error {
		if err := db.PutSearch(tx, 1, "x"); err != nil {
			return err
		}
		if _, err := db.GlobalExec(tx, touchTenant); err != nil {
			return err
		}
		if _, err := db.GlobalOne[int](tx, "SELECT COUNT(*) FROM tenant"); err != nil { // sends what waits
			return err
		}
		ctx, done := context.WithTimeout(tx.Ctx, 10*time.Second)
		defer done()
		return other.Migrate(ctx)
	}))
}
