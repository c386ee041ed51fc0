//go:build !linux

package host

import "time"

// Elapsed is the time since the process started.
func Elapsed() time.Duration { return time.Since(started) }
