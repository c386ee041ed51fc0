package sheet

import (
	"runtime"
	"testing"
	"time"
)

// growth is by how much the heap grew at most while fn ran.
func growth(t *testing.T, fn func()) (most uint64) {
	t.Helper()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	base, stop, done := m.HeapAlloc, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				var now runtime.MemStats
				if runtime.ReadMemStats(&now); now.HeapAlloc > base {
					most = max(most, now.HeapAlloc-base)
				}
			}
		}
	}()
	fn()
	close(stop)
	<-done
	return most
}
