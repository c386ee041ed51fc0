// Package doctor looks for faults of an installation that really happen, and
// names the remedy of each. It changes nothing and may run beside a server.
package doctor
