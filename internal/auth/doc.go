// Package auth finds out who somebody is: log-in with a password, sessions, API
// tokens, one-time links (invitation, first set-up) and the person's own page.
package auth
