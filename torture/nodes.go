package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"sync/atomic"
	"syscall"
	"time"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// imported is the state of an import.
type imported struct {
	ID       string
	State    string
	RowsRead int64
	Total    int64
	Message  string
	Counts   struct{ Create, Update, Duplicate, Reject int64 }
}

// startImport uploads a file of so many new customers and starts it.
func (n *node) startImport(ctx context.Context, rows int) (imp imported, err error) {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	w, err := m.CreateFormFile("file", "torture.csv")
	if err != nil {
		return imp, err
	}
	_, _ = fmt.Fprintln(w, "公司名称,联系人,手机")
	for i := range rows {
		_, _ = fmt.Fprintf(w, "折磨机械%06d有限公司,王工,199%08d\n", i, i)
	}
	_ = m.Close()
	token := n.b.tokens["director"]
	if err := n.do(ctx, "POST", "/imports", token, m.FormDataContentType(), &body, "").into(&imp); err != nil {
		return imp, err
	}
	return imp, n.post(ctx, "/imports/"+imp.ID+"/run", token, "{}", "").into(&struct{}{})
}

func (n *node) importState(ctx context.Context, id string) (imp imported) {
	a := n.get(ctx, "/imports/"+id, n.b.tokens["director"])
	_ = json.Unmarshal(a.body, &imp)
	return imp
}

// importDone compares an import's own counts with what is there.
func (b *bench) importDone(ctx context.Context, imp imported, rows int) error {
	there, err := b.count(ctx, "SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND name LIKE '折磨机械%'")
	if err != nil {
		return err
	}
	names, err := b.count(ctx, "SELECT COUNT(DISTINCT name) FROM customer WHERE tenant_id = @tenant AND name LIKE '折磨机械%'")
	c := imp.Counts
	if err == nil && (imp.State != "done" || there != int64(rows) || names != there || c.Create != there || c.Create+c.Update+c.Duplicate+c.Reject != imp.Total) {
		err = fmt.Errorf("import %+v of %d rows: %d customers, %d names", imp, rows, there, names)
	}
	return err
}

// nodePaused: node A, working off an import, stands still for 60 s while B takes
// over, then goes on where it thinks it was.
func nodePaused(ctx context.Context, b *bench) (string, error) {
	const rows = 150000 // many are left when the first node wakes
	a, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	imp, err := a.startImport(ctx, rows)
	if err != nil {
		return "", err
	}
	for began := time.Now(); a.importState(ctx, imp.ID).RowsRead == 0; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > 20*time.Second {
			return "", errors.New("the import did not begin")
		}
	}
	// Also writers of A's own, so that it stands still inside acts, with rows locked.
	held, err := b.write(ctx, 16, "held", func() *node { return a })
	if err != nil {
		return "", err
	}
	time.Sleep(time.Second)
	// B shares the folder of uploaded files, as two nodes must.
	if err := a.signal(syscall.SIGSTOP); err != nil {
		return "", err
	}
	paused := time.Now()
	second, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	started, stood := time.Since(paused), second.importState(ctx, imp.ID).RowsRead
	l, err := b.write(ctx, 8, "pause", func() *node { return second })
	if err != nil {
		return "", err
	}
	took := time.Duration(0)
	for time.Since(paused) < 60*time.Second {
		if took == 0 && second.importState(ctx, imp.ID).RowsRead > stood {
			took = time.Since(paused)
		}
		time.Sleep(100 * time.Millisecond)
	}
	during := second.importState(ctx, imp.ID).RowsRead
	longest := l.longest()
	if err := a.signal(syscall.SIGCONT); err != nil {
		return "", err
	}
	both := atomic.Int64{}
	l.at = func() *node { // from now on both nodes serve
		if both.Add(1)%2 == 0 {
			return a
		}
		return second
	}
	time.Sleep(10 * time.Second)
	l.end()
	held.end()
	for time.Since(paused) < took+50*time.Second { // B's first portion is over: it has to have come back for another
		time.Sleep(100 * time.Millisecond)
	}
	late := second.importState(ctx, imp.ID)
	after := late
	for waited := time.Now(); after.State != "done" && after.RowsRead <= late.RowsRead && time.Since(waited) < 30*time.Second; time.Sleep(100 * time.Millisecond) {
		after = second.importState(ctx, imp.ID)
	}
	b.stopNodes()
	saw, err := l.settled(ctx)
	_, herr := held.settled(ctx)
	err = errors.Join(err, herr)
	if started > 15*time.Second { // it waits for nobody
		err = errors.Join(err, fmt.Errorf("the second node was ready after %v", started))
	}
	if longest > 30*time.Second {
		err = errors.Join(err, fmt.Errorf("an act beside a node that stood still took %v", longest))
	}
	saw = fmt.Sprintf("longest act beside the paused node %.1f s; import stood at %d of %d rows, taken over after %.0f s, at %d when the first node woke, at %d in the end; %s", longest.Seconds(), stood, rows, took.Seconds(), during, after.RowsRead, saw)
	if after.State != "done" && after.RowsRead <= late.RowsRead {
		err = errors.Join(err, errors.New("the import stands still since the first node woke"))
	}
	if took == 0 || after.State == "failed" {
		err = errors.Join(err, fmt.Errorf("nobody took the import over, or it failed: %+v", after))
	}
	return saw, errors.Join(err, b.importSound(ctx, imp.ID))
}

// importSound compares a half-done import's own count with what is there.
func (b *bench) importSound(ctx context.Context, id string) error {
	return b.view(ctx, func(tx *db.Tx) error {
		number, err := crm.ParseID[crm.Import](id)
		if err != nil {
			return err
		}
		n, err := db.One[struct {
			Created int64 `db:"created"`
			There   int64 `db:"there"`
			Names   int64 `db:"names"`
		}](tx, `SELECT i.created, (SELECT COUNT(*) FROM customer WHERE tenant_id = @tenant AND import_id = @id) AS there,
			(SELECT COUNT(DISTINCT name) FROM customer WHERE tenant_id = @tenant AND import_id = @id) AS names
			FROM import i WHERE i.tenant_id = @tenant AND i.id = @id`, db.Args{"id": number})
		if err == nil && (n.Created == 0 || n.Created != n.There || n.There != n.Names) {
			err = fmt.Errorf("the import counts %d rows, %d customers are there under %d names", n.Created, n.There, n.Names)
		}
		return err
	})
}

// twoNodes compares the throughput of two nodes with that of one, in turns on
// the same cores. The ratio is reported; on a busy machine it says little.
func twoNodes(ctx context.Context, b *bench) (string, error) {
	a, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	second, err := b.node(b.dir, b.url)
	if err != nil {
		return "", err
	}
	var turn atomic.Int64
	span := b.o.most / 12
	done := map[bool]int{}
	var saw string
	for round := range 6 {
		two := round%2 == 1
		l, err := b.write(ctx, 16, fmt.Sprintf("nodes%d", round), func() *node {
			if two && turn.Add(1)%2 == 0 {
				return second
			}
			return a
		})
		if err != nil {
			return "", err
		}
		time.Sleep(span)
		n := l.done()
		l.end()
		done[two] += n
		if _, err := l.settled(ctx); err != nil {
			return saw, err
		}
	}
	rate := func(two bool) float64 { return float64(done[two]) / (3 * span.Seconds()) }
	return fmt.Sprintf("one node %.0f acts/s, two nodes %.0f acts/s: ratio %.2f (wanted 0.95); every act there once", rate(false), rate(true), rate(true)/rate(false)), nil
}
