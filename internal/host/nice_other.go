//go:build !linux

package host

// StepBack lets other programs go first where the system can be asked to.
func StepBack() {}
