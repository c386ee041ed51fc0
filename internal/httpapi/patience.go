package httpapi

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// How long the server waits for others. Whoever sends or reads too slowly loses
// the connection; nobody holds the database meanwhile.
var (
	actTime    = 30 * time.Second // an act waits so long for the database, then hears that it was not saved
	bodyTime   = 20 * time.Second // a small body
	pauseTime  = 30 * time.Second // between two pieces of an upload
	uploadTime = 30 * time.Minute // a whole upload
	writeTime  = time.Minute      // a piece of an answer that is not taken
)

// bodyStarts gives the body its time, before anybody reads it: an answer that
// needs no body still waits for the rest of it.
func (c *Call) bodyStarts(req *http.Request) {
	if req.ContentLength != 0 {
		_ = c.control.SetReadDeadline(time.Now().Add(bodyTime))
	}
}

// bodyRead ends the deadline of the body. The server keeps reading one byte ahead
// to notice a client that leaves; an old deadline would look like one and
// cancel an act that waits for the database.
func (c *Call) bodyRead() {
	if c.control != nil {
		_ = c.control.SetReadDeadline(time.Time{})
	}
}

// patientBody gives each piece of an upload its own time.
type patientBody struct {
	io.ReadCloser
	call *Call
	end  time.Time
}

func (b *patientBody) Read(p []byte) (int, error) {
	deadline := time.Now().Add(pauseTime)
	if deadline.After(b.end) {
		deadline = b.end
	}
	_ = b.call.control.SetReadDeadline(deadline)
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		b.call.bodyRead()
	}
	return n, err
}

// patient gives each piece of an answer its own time: a limit on the whole would
// cut off large downloads and live streams.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		next.ServeHTTP(&patientWriter{ResponseWriter: w, control: http.NewResponseController(w)}, req)
	})
}

type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	set     time.Time
}

func (w *patientWriter) Write(p []byte) (int, error) {
	if now := time.Now(); now.Sub(w.set) > writeTime/10 {
		w.set = now
		_ = w.control.SetWriteDeadline(now.Add(writeTime))
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets response controllers reach the connection.
func (w *patientWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
