package host

import "time"

// started carries the monotone clock of the process.
var started = time.Now()
