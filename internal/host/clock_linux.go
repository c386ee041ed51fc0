package host

import (
	"syscall"
	"time"
	"unsafe"
)

// Elapsed is the time since the machine started, its sleep included. Nobody can
// set it, unlike the clock.
func Elapsed() time.Duration {
	const bootTime = 7 // CLOCK_BOOTTIME
	var t syscall.Timespec
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, bootTime, uintptr(unsafe.Pointer(&t)), 0); errno != 0 {
		return time.Since(started)
	}
	return time.Duration(t.Nano())
}
