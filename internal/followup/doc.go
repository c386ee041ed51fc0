// Package followup is the day's work on customers: touches that happened,
// plans to come, the queue that says whom to contact next and why, and the
// rules about when a call may start.
package followup
