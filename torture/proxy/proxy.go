// Package proxy is a TCP proxy that breaks connections on purpose: between the
// program and PostgreSQL it refuses, stalls, or cuts exactly at a COMMIT.
package proxy

import (
	"bytes"
	"net"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
)

// Cut says what becomes of one COMMIT.
type Cut int

// A commit passes, is lost on its way to the server, or is done by the server
// while its answer is lost.
const (
	Pass Cut = iota
	Lost
	Unanswered
)

// Proxy forwards connections to one address.
type Proxy struct {
	target   string
	listener net.Listener

	mu     sync.Mutex
	moved  *sync.Cond // a change of down, paused or closed
	down   bool
	paused bool
	closed bool
	conns  map[net.Conn]bool
	commit func() Cut
	delay  time.Duration
	turns  atomic.Int64
}

// New listens on a free port of this machine.
func New(target string) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{target: target, listener: l, conns: map[net.Conn]bool{}}
	p.moved = sync.NewCond(&p.mu)
	go p.accept()
	return p, nil
}

// Addr is where the proxy listens.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Close ends the proxy and every connection.
func (p *Proxy) Close() {
	p.set(func() { p.closed = true })
	_ = p.listener.Close()
	p.cutAll()
}

// Down cuts every connection and refuses new ones until Up.
func (p *Proxy) Down() {
	p.set(func() { p.down = true })
	p.cutAll()
}

// Up lets connections through again.
func (p *Proxy) Up() { p.set(func() { p.down = false }) }

// Pause holds every byte back until Resume, as a stopped server or a cable
// pulled out does.
func (p *Proxy) Pause() { p.set(func() { p.paused = true }) }

// Resume lets the bytes flow on.
func (p *Proxy) Resume() { p.set(func() { p.paused = false }) }

// Delay holds what goes to the server back for so long, as a long cable does.
func (p *Proxy) Delay(d time.Duration) { p.set(func() { p.delay = d }) }

// Turns is how often a client has spoken after the server had: round trips.
func (p *Proxy) Turns() int64 { return p.turns.Load() }

// OnCommit asks fn at each COMMIT; nil lets all pass.
func (p *Proxy) OnCommit(fn func() Cut) { p.set(func() { p.commit = fn }) }

func (p *Proxy) set(fn func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fn()
	p.moved.Broadcast()
}

func (p *Proxy) cutAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

func (p *Proxy) accept() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		down := p.down || p.closed
		p.mu.Unlock()
		if down {
			_ = c.Close()
			continue
		}
		s, err := net.DialTimeout("tcp", p.target, 5*time.Second)
		if err != nil {
			_ = c.Close()
			continue
		}
		p.set(func() { p.conns[c], p.conns[s] = true, true })
		link := &link{p: p, client: c, server: s}
		go link.up()
		go link.back()
	}
}

// link is one client's connection.
type link struct {
	p              *Proxy
	client, server net.Conn
	mute           atomic.Bool // the server's next answer is dropped, then the link ends
	answered       atomic.Bool // the server spoke last
}

// A COMMIT in PostgreSQL's protocol is the simple query of that text, or the use
// of a statement that the connection prepared from it.
var (
	commitQuery    = regexp.MustCompile("(?s)Q\x00\x00\x00\x0bcommit\x00")
	commitPrepared = regexp.MustCompile("(?s)P....(\\w+)\x00commit\x00")
)

// watch looks for COMMIT in what a client sends, piece by piece.
type watch struct {
	used *regexp.Regexp // of the prepared one
	tail []byte         // of what came before, as a message may come in two pieces
}

const longestCommit = 128

func (w *watch) sees(piece []byte) bool {
	all := append(w.tail, piece...)
	from := len(w.tail)
	w.tail = bytes.Clone(all[max(0, len(all)-longestCommit):])
	if m := commitPrepared.FindSubmatch(all); m != nil {
		w.used = regexp.MustCompile("(?s)B....\x00" + string(m[1]) + "\x00")
	}
	for _, r := range []*regexp.Regexp{commitQuery, w.used} {
		if r == nil {
			continue
		}
		for _, at := range r.FindAllIndex(all, -1) {
			if at[1] > from {
				return true
			}
		}
	}
	return false
}

func (l *link) up() {
	waits := false // back ends the link once the server has answered
	defer func() {
		if !waits {
			l.end()
		}
	}()
	b := make([]byte, 64<<10)
	var seen watch
	for {
		n, err := l.client.Read(b)
		if err != nil || !l.p.flows() {
			return
		}
		l.p.mu.Lock()
		delay := l.p.delay
		l.p.mu.Unlock()
		time.Sleep(delay)
		cut := Pass
		if seen.sees(b[:n]) {
			l.p.mu.Lock()
			fn := l.p.commit
			l.p.mu.Unlock()
			if fn != nil {
				cut = fn()
			}
		}
		if cut == Lost {
			return
		}
		if waits = cut == Unanswered; waits {
			l.mute.Store(true)
			_ = l.server.SetReadDeadline(time.Now().Add(5 * time.Second))
		}
		if l.answered.Swap(false) {
			l.p.turns.Add(1)
		}
		if _, err := l.server.Write(b[:n]); err != nil || waits {
			return
		}
	}
}

func (l *link) back() {
	defer l.end()
	b := make([]byte, 64<<10)
	for {
		n, err := l.server.Read(b)
		if err != nil || !l.p.flows() {
			return
		}
		if l.mute.Load() {
			return // the answer to the commit is dropped
		}
		l.answered.Store(true)
		if _, err := l.client.Write(b[:n]); err != nil {
			return
		}
	}
}

// flows waits while the proxy is paused.
func (p *Proxy) flows() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.paused && !p.closed {
		p.moved.Wait()
	}
	return !p.closed
}

// end closes both sides.
func (l *link) end() {
	_ = l.client.Close()
	_ = l.server.Close()
	l.p.set(func() {
		delete(l.p.conns, l.client)
		delete(l.p.conns, l.server)
	})
}
