// Package timeline tells what happened with a customer, newest first. What there
// is to tell, the rooms declare (room.Arm): a page reads the keys of their rows
// in one statement and then each type that stands on it.
package timeline
