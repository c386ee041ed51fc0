package job

import (
	"bytes"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
)

// TestAStopIsNoError: what a stop broke off is no error of the queue; everything
// else still is, and before the stop that as well.
func TestAStopIsNoError(t *testing.T) {
	var out bytes.Buffer
	var stopping atomic.Bool
	log := slog.New(levelHandler{slog.NewTextHandler(&out, nil), &stopping}).With("queue", "default")
	log.Info("chatter")
	log.Error("starting transaction", "error", "context canceled")
	stopping.Store(true)
	log.Error("starting transaction again", "error", "context canceled")
	log.Error("disk", "error", "no space left")
	got := out.String()
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, "starting transaction\"") || !strings.Contains(got, "no space left") {
		t.Errorf("said:\n%s", got)
	}
}
